-- A shop: catalogue, carts, orders, stock, coupons, reviews.
create extension if not exists pgcrypto;

create type order_status as enum ('pending', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded');
create type discount_kind as enum ('percent', 'amount');

create table vendors (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id),
  name text not null,
  email text unique check (email ~* '^[^@]+@[^@]+\.[^@]+$'),
  phone varchar(20),
  address jsonb not null default '{}',
  commission_rate numeric(5, 4) not null default 0.1000 check (commission_rate between 0 and 1),
  created_at timestamptz default now()
);

create table products (
  id uuid primary key default gen_random_uuid(),
  vendor_id uuid not null references vendors (id) on delete cascade,
  sku text not null,
  name text not null,
  description text,
  price_cents integer not null check (price_cents >= 0),
  compare_at_cents integer,
  weight_grams int,
  attributes jsonb default '{}'::jsonb,
  images text[] default array[]::text[],
  is_active boolean default true,
  rating numeric(2, 1),
  created_at timestamptz not null default now(),
  unique (vendor_id, sku),
  check (compare_at_cents is null or compare_at_cents > price_cents)
);

create table stock_levels (
  product_id uuid references products (id) on delete cascade,
  warehouse text not null,
  quantity int not null default 0,
  reserved int not null default 0,
  available int generated always as (quantity - reserved) stored,
  primary key (product_id, warehouse),
  constraint stock_not_negative check (quantity >= 0 and reserved >= 0 and reserved <= quantity)
);

create table coupons (
  code text primary key,
  kind discount_kind not null default 'percent',
  value numeric not null check (value > 0),
  valid_during tstzrange,
  max_uses int,
  uses int not null default 0,
  constraint percent_is_sane check (kind <> 'percent' or value <= 100)
);

create table orders (
  id bigint generated always as identity primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  number text not null default ('ORD-' || upper(substr(md5(random()::text), 1, 8))),
  status order_status not null default 'pending',
  coupon_code text references coupons (code) on update cascade on delete set null,
  shipping_address jsonb not null,
  notes text,
  subtotal_cents int not null default 0,
  discount_cents int not null default 0,
  total_cents int generated always as (subtotal_cents - discount_cents) stored,
  placed_at timestamptz not null default now(),
  paid_at timestamptz,
  constraint orders_number_key unique (number)
);

create table order_items (
  order_id bigint not null references orders (id) on delete cascade,
  line int not null,
  product_id uuid not null references products (id) on delete restrict,
  quantity smallint not null default 1 check (quantity > 0),
  unit_cents int not null,
  total_cents int generated always as (quantity * unit_cents) stored,
  primary key (order_id, line)
);

create table reviews (
  id uuid primary key default uuid_generate_v4(),
  product_id uuid references products on delete cascade not null,
  user_id uuid references auth.users on delete cascade not null,
  stars int not null check (stars in (1, 2, 3, 4, 5)),
  body text,
  helpful_count int default 0,
  created_at timestamptz default now(),
  unique (product_id, user_id)
);

create index on products (vendor_id);
create index products_price_idx on products (price_cents) where is_active;
create index products_attributes_idx on products using gin (attributes jsonb_path_ops);
create index products_name_search on products using gin (to_tsvector('simple', name || ' ' || coalesce(description, '')));
create index orders_user_id_placed_at_idx on orders (user_id, placed_at desc);
create index orders_open_idx on orders (status) where status in ('pending', 'paid');
create index order_items_product_idx on order_items (product_id) include (quantity);

alter table vendors enable row level security;
alter table products enable row level security;
alter table stock_levels enable row level security;
alter table coupons enable row level security;
alter table orders enable row level security;
alter table order_items enable row level security;
alter table reviews enable row level security;

create policy "vendors: everyone reads" on vendors for select using (true);
create policy "vendors: owner writes" on vendors for all using (owner_id = auth.uid()) with check (owner_id = auth.uid());
create policy "products: active ones are public" on products for select using (is_active);
create policy "products: vendor manages" on products for all to authenticated
  using (vendor_id in (select id from vendors where owner_id = auth.uid()))
  with check (vendor_id in (select id from vendors where owner_id = auth.uid()));
create policy "stock: vendor manages" on stock_levels for all to authenticated
  using (exists (select 1 from products join vendors on vendors.id = products.vendor_id where products.id = stock_levels.product_id and vendors.owner_id = auth.uid()));
create policy "orders: own" on orders for select using (auth.uid() = user_id);
create policy "orders: place" on orders for insert with check (auth.uid() = user_id and status = 'pending');
create policy "order items: of own orders" on order_items for select
  using (exists (select 1 from orders where orders.id = order_items.order_id and orders.user_id = auth.uid()));
create policy "order items: add to own pending orders" on order_items for insert
  with check (exists (select 1 from orders o where o.id = order_id and o.user_id = auth.uid() and o.status = 'pending'));
create policy "reviews: everyone reads" on reviews for select using (true);
create policy "reviews: write own" on reviews for insert to authenticated with check (user_id = auth.uid());
create policy "reviews: edit own" on reviews for update to authenticated using (user_id = auth.uid());

create view product_ratings as
  select product_id, round(avg(stars), 1) as rating, count(*)::int as reviews
  from reviews group by product_id;

create view daily_sales as
  with paid as (
    select date_trunc('day', paid_at) as day, total_cents from orders where paid_at is not null
  )
  select day, sum(total_cents) as cents, sum(sum(total_cents)) over (order by day) as running
  from paid group by day;

create function place_order(items jsonb) returns bigint language plpgsql as $$
declare v_id bigint;
begin
  insert into orders (user_id, shipping_address) values (auth.uid(), '{}') returning id into v_id;
  return v_id;
end $$;

grant execute on function place_order to authenticated;
