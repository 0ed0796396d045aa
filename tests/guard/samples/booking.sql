-- Rooms, bookings without overlaps, waiting lists, reminders.
create extension if not exists btree_gist with schema extensions;

create table public.venues (
  id uuid not null default gen_random_uuid(),
  owner_id uuid not null default auth.uid(),
  name text not null,
  timezone text not null default 'Europe/Berlin',
  opens time not null default '08:00',
  closes time not null default '20:00',
  location point,
  constraint venues_pkey primary key (id),
  constraint venues_owner_id_fkey foreign key (owner_id) references auth.users (id) on update cascade on delete cascade,
  constraint opens_before_closes check (opens < closes)
) tablespace pg_default;

create table public.rooms (
  id uuid not null default gen_random_uuid(),
  venue_id uuid not null,
  name text not null,
  capacity smallint not null default 1,
  hourly_rate numeric(8, 2) null,
  equipment text[] null,
  constraint rooms_pkey primary key (id),
  constraint rooms_name_unique unique (venue_id, name),
  constraint rooms_venue_id_fkey foreign key (venue_id) references venues (id) on delete cascade,
  constraint capacity_is_positive check ((capacity > 0))
);

create table public.bookings (
  id uuid not null default gen_random_uuid() primary key,
  room_id uuid not null references public.rooms (id) on delete cascade,
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  during tstzrange not null,
  attendees int not null default 1,
  note text,
  status text not null default 'confirmed' check (status in ('confirmed', 'cancelled')),
  created_at timestamptz not null default now(),
  constraint during_is_bounded check (not lower_inf(during) and not upper_inf(during) and lower(during) < upper(during))
);

create table if not exists public.waitlist (
  id bigserial primary key,
  room_id uuid references public.rooms on delete cascade,
  user_id uuid references auth.users on delete cascade,
  wanted daterange not null,
  position int,
  created_at timestamp without time zone default current_timestamp
);

create table public.reminders (
  booking_id uuid primary key references public.bookings on delete cascade,
  send_at timestamptz not null,
  channel text default 'email',
  payload json
);

alter table public.bookings add column if not exists cancelled_at timestamptz;
alter table public.bookings add constraint cancelled_has_time check (status <> 'cancelled' or cancelled_at is not null) not valid;
alter table public.bookings validate constraint cancelled_has_time;
alter table public.rooms alter column hourly_rate set default 0, alter column hourly_rate set not null;
alter table public.waitlist rename column position to place;

create index bookings_during_idx on public.bookings using gist (during);
create index bookings_room_id_idx on public.bookings (room_id) where status = 'confirmed';
create index bookings_day_idx on public.bookings (date_trunc('day', lower(during) at time zone 'UTC'));
create unique index waitlist_once on public.waitlist (room_id, user_id, wanted);
create index reminders_due on public.reminders (send_at);

alter table public.venues enable row level security;
alter table public.rooms enable row level security;
alter table public.bookings enable row level security;
alter table public.waitlist enable row level security;
alter table public.reminders enable row level security;

create policy "Enable read access for all users" on "public"."venues" as permissive for select to public using (true);
create policy "Enable insert for authenticated users only" on "public"."venues" as permissive for insert to authenticated with check (true);
create policy "Enable update for owners" on "public"."venues" as permissive for update to public using ((auth.uid() = owner_id)) with check ((auth.uid() = owner_id));
create policy "Enable read access for all users" on "public"."rooms" as permissive for select to public using (true);
create policy "Venue owners manage rooms" on "public"."rooms" as permissive for all to authenticated
  using ((exists ( select 1 from venues where ((venues.id = rooms.venue_id) and (venues.owner_id = auth.uid())))));
create policy "Own bookings" on public.bookings for all to authenticated
  using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
create policy "Venue owners see bookings" on public.bookings for select to authenticated
  using (room_id in (select r.id from public.rooms r join public.venues v on v.id = r.venue_id where v.owner_id = (select auth.uid())));
create policy "Nobody books the past" on public.bookings as restrictive for insert with check (lower(during) > now());
create policy "Own place" on public.waitlist using (auth.uid() = user_id);
create policy "Service sends reminders" on public.reminders for all to service_role using (true);

create or replace view public.free_rooms as
  select r.id, r.name, r.capacity, v.name as venue
  from public.rooms r
  inner join public.venues v on v.id = r.venue_id
  where not exists (
    select 1 from public.bookings b
    where b.room_id = r.id and b.status = 'confirmed' and b.during @> now()
  );

create or replace view public.utilization as
  select r.id as room_id, d.day::date,
    coalesce(sum(extract(epoch from upper(b.during) - lower(b.during)) / 3600), 0)::numeric(6, 2) as hours,
    rank() over (partition by d.day order by count(b.id) desc) as popularity
  from public.rooms r
  cross join generate_series(current_date - 30, current_date, interval '1 day') as d (day)
  left join public.bookings b on b.room_id = r.id and lower(b.during)::date = d.day::date
  group by r.id, d.day;

do $$
begin
  if not exists (select 1 from pg_type where typname = 'booking_source') then
    create type booking_source as enum ('web', 'phone');
  end if;
end $$;

create trigger remind after insert on public.bookings for each row execute function notify_booking();
