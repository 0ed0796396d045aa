-- Profiles, follows, likes and a feed: migrations in one file, as an assistant writes them.
create table if not exists profiles (
  id uuid references auth.users on delete cascade not null primary key,
  updated_at timestamp with time zone,
  username text unique,
  full_name text,
  avatar_url text,
  website text,
  is_private boolean not null default false,

  constraint username_length check (char_length(username) >= 3)
);

create table posts (
  id uuid default gen_random_uuid() primary key,
  user_id uuid references profiles(id) on delete cascade not null,
  content text not null check (char_length(content) <= 280),
  media_urls text[] default '{}',
  visibility text default 'public' check (visibility in ('public', 'followers', 'private')),
  metadata jsonb default '{"pinned": false, "lang": "en"}',
  created_at timestamptz default now()
);

create table follows (
  follower_id uuid references profiles(id) on delete cascade,
  following_id uuid references profiles(id) on delete cascade,
  created_at timestamptz default now(),
  primary key (follower_id, following_id),
  check (follower_id <> following_id)
);

create table likes (
  user_id uuid references profiles(id) on delete cascade default auth.uid(),
  post_id uuid references posts(id) on delete cascade,
  created_at timestamptz default now(),
  primary key (user_id, post_id)
);

create table notifications (
  id uuid default gen_random_uuid() primary key,
  recipient_id uuid references profiles(id) on delete cascade not null,
  actor_id uuid references profiles(id) on delete set null,
  type text not null,
  data jsonb,
  read boolean default false,
  created_at timestamptz default now()
);

create index idx_posts_user_id on posts(user_id);
create index idx_posts_created_at on posts(created_at desc);
create index idx_follows_following on follows(following_id);
create index idx_likes_post on likes(post_id);
create index idx_notifications_unread on notifications(recipient_id, created_at desc) where not read;
create index idx_profiles_username on profiles using btree (username text_pattern_ops);

alter table profiles enable row level security;
alter table posts enable row level security;
alter table follows enable row level security;
alter table likes enable row level security;
alter table notifications enable row level security;

create policy "Public profiles are viewable by everyone." on profiles
  for select using (not is_private or auth.uid() = id);
create policy "Users can insert their own profile." on profiles
  for insert with check ((select auth.uid()) = id);
create policy "Users can update own profile." on profiles
  for update using ((select auth.uid()) = id);
create policy "Posts are viewable by visibility" on posts for select using (
  visibility = 'public'
  or user_id = auth.uid()
  or (visibility = 'followers' and exists (
    select 1 from follows where follows.follower_id = auth.uid() and follows.following_id = posts.user_id
  ))
);
create policy "Users can create posts" on posts for insert with check (auth.uid() = user_id);
create policy "Users can update own posts" on posts for update using (auth.uid() = user_id);
create policy "Users can delete own posts" on posts for delete using (auth.uid() = user_id);
create policy "Follows are public" on follows for select using (true);
create policy "Users can follow" on follows for insert with check (auth.uid() = follower_id);
create policy "Users can unfollow" on follows for delete using (auth.uid() = follower_id);
create policy "Likes are public" on likes for select using (true);
create policy "Users manage own likes" on likes for all using (auth.uid() = user_id) with check (auth.uid() = user_id);
create policy "Users read own notifications" on notifications for select using (auth.uid() = recipient_id);
create policy "Users mark own notifications" on notifications for update using (auth.uid() = recipient_id) with check (auth.uid() = recipient_id);
create policy "Admins do everything" on posts for all using (auth.jwt() ->> 'role' = 'service_role' or (auth.jwt() -> 'app_metadata' ->> 'is_admin')::boolean);

create or replace view feed as
select
  p.*,
  pr.username,
  pr.avatar_url,
  (select count(*) from likes l where l.post_id = p.id) as like_count,
  exists (select 1 from likes l where l.post_id = p.id and l.user_id = auth.uid()) as liked_by_me
from posts p
join profiles pr on pr.id = p.user_id
order by p.created_at desc;

-- second migration
alter table posts add column if not exists reply_to uuid references posts(id) on delete set null;
alter table posts add column repost_count integer not null default 0;
alter table profiles add column if not exists bio text default '';
alter table profiles alter column updated_at set default now();
alter table notifications drop column if exists data cascade;
alter table notifications add column payload jsonb not null default '{}';
drop policy if exists "Follows are public" on follows;
create policy "Signed in users see follows" on follows for select to authenticated using (true);
drop index if exists idx_posts_created_at;
create index idx_posts_feed on posts(created_at desc) include (user_id) where visibility = 'public';
drop view if exists feed;
create view feed with (security_invoker = true) as select id, user_id, content, created_at from posts where reply_to is null;

-- Set up Storage!
insert into storage.buckets (id, name) values ('avatars', 'avatars');
create policy "Avatar images are publicly accessible." on storage.objects
  for select using (bucket_id = 'avatars');
create policy "Anyone can upload an avatar." on storage.objects
  for insert with check (bucket_id = 'avatars');

-- This trigger automatically creates a profile entry when a new user signs up via Supabase Auth.
create or replace function public.handle_new_user()
returns trigger
set search_path = ''
as $$
begin
  insert into public.profiles (id, full_name, avatar_url)
  values (new.id, new.raw_user_meta_data->>'full_name', new.raw_user_meta_data->>'avatar_url');
  return new;
end;
$$ language plpgsql security definer;
create trigger on_auth_user_created
  after insert on auth.users
  for each row execute procedure public.handle_new_user();
