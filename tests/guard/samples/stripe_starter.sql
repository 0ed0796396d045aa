/**
 * A SaaS starter: accounts with their own users table, synced Stripe objects, subscriptions.
 */
create table users (
  -- the account in auth.users
  id uuid references auth.users not null primary key,
  full_name text,
  avatar_url text,
  billing_address jsonb, -- as the payment form sent it
  payment_method jsonb,
  locale text not null default 'en',
  company text not null
);
alter table users enable row level security;
create policy "Members can view their own data" on users for select using (auth.uid() = id);
create policy "Members can update their own data" on users for update using (auth.uid() = id);

create table customers (
  id uuid references auth.users not null primary key,
  stripe_customer_id text
);
alter table customers enable row level security;
-- No policies: this table is private to the server.

create table products (
  id text primary key,
  active boolean,
  name text,
  description text,
  image text,
  metadata jsonb
);
alter table products enable row level security;
create policy "Allow public read-only access." on products for select using (true);

create type pricing_type as enum ('one_time', 'recurring');
create type pricing_plan_interval as enum ('day', 'week', 'month', 'year');
create table prices (
  id text primary key,
  product_id text references products,
  active boolean,
  unit_amount bigint,
  currency text check (char_length(currency) = 3),
  type pricing_type,
  interval pricing_plan_interval,
  interval_count integer,
  trial_period_days integer,
  metadata jsonb
);
alter table prices enable row level security;
create policy "Allow public read-only access." on prices for select using (true);

create type subscription_status as enum ('trialing', 'active', 'canceled', 'incomplete', 'incomplete_expired', 'past_due', 'unpaid', 'paused');
create table subscriptions (
  id text primary key,
  user_id uuid references auth.users not null,
  status subscription_status,
  metadata jsonb,
  price_id text references prices,
  quantity integer,
  cancel_at_period_end boolean,
  created timestamp with time zone default timezone('utc'::text, now()) not null,
  current_period_start timestamp with time zone default timezone('utc'::text, now()) not null,
  current_period_end timestamp with time zone default timezone('utc'::text, now()) not null,
  ended_at timestamp with time zone default timezone('utc'::text, now()),
  cancel_at timestamp with time zone default timezone('utc'::text, now()),
  canceled_at timestamp with time zone default timezone('utc'::text, now())
);
alter table subscriptions enable row level security;
create policy "Can only view own subs data." on subscriptions for select using (auth.uid() = user_id);
create policy "The server writes subscriptions" on subscriptions for all to service_role using (true) with check (true);

create index concurrently if not exists subscriptions_user_id_idx on subscriptions (user_id);
create index if not exists prices_active_idx on prices (product_id) where active;

create or replace view active_subscriptions as
  select s.id, s.user_id, s.status, p.unit_amount, p.currency, pr.name as product_name
  from subscriptions s
  join prices p on p.id = s.price_id
  join products pr on pr.id = p.product_id
  where s.status in ('trialing', 'active');

create publication supabase_realtime for table products, prices;
