-- A social network: public profiles, posts, follows, likes and comments.
create table if not exists public.users (
  id uuid not null primary key references auth.users on delete cascade,
  username text unique not null,
  bio text default '',
  is_private boolean default false,
  email text,
  created_at timestamp with time zone default timezone('utc'::text, now()) not null,
  updated_at timestamp with time zone,
  constraint username_length check (char_length(username) >= 3),
  constraint username_format check (username ~* '^[a-z0-9_]+$')
);
alter table public.users enable row level security;
create policy "Public profiles are viewable by everyone." on users for select using (true);
create policy "Users can insert their own profile." on users for insert with check ((select auth.uid()) = id);
create policy "Users can update own profile." on users for update using ((select auth.uid()) = id);

create table public.posts (
  id uuid primary key default gen_random_uuid(),
  author_id uuid not null references public.users(id) on delete cascade,
  body text not null check (char_length(body) <= 500),
  media_urls text[],
  reply_to uuid references public.posts(id) on delete cascade,
  visibility text not null default 'public',
  like_count int not null default 0,
  created_at timestamptz not null default now(),
  constraint posts_visibility_check check (visibility = any (array['public', 'followers']))
);
create table public.followers (
  follower_id uuid references public.users(id) on delete cascade,
  following_id uuid references public.users(id) on delete cascade,
  created_at timestamptz default now(),
  primary key (follower_id, following_id),
  constraint no_self_follow check (follower_id <> following_id)
);
create table public.likes (
  user_id uuid not null default auth.uid() references auth.users(id) on delete cascade,
  post_id uuid not null references public.posts(id) on delete cascade,
  created_at timestamptz default now(),
  constraint likes_pkey primary key (user_id, post_id)
);
create table public.hashtags (id serial primary key, tag text not null unique);
create table public.post_hashtags (
  post_id uuid references public.posts on delete cascade,
  hashtag_id int references public.hashtags on delete cascade,
  constraint pk_post_hashtags primary key (post_id, hashtag_id)
);

alter table public.posts enable row level security;
alter table public.followers enable row level security;
alter table public.likes enable row level security;
alter table public.hashtags enable row level security;
alter table public.post_hashtags enable row level security;

create policy "Posts are visible to everyone or followers" on public.posts for select using (
  visibility = 'public' or author_id = auth.uid()
  or exists (select 1 from public.followers f where f.following_id = author_id and f.follower_id = auth.uid())
);
create policy "Authors write posts" on public.posts for insert to authenticated with check (author_id = auth.uid());
create policy "Authors edit posts" on public.posts for update to authenticated using (author_id = auth.uid()) with check (author_id = auth.uid());
create policy "Authors delete posts" on public.posts for delete to authenticated using (author_id = auth.uid());
create policy "Follows are public" on public.followers for select using (true);
create policy "Follow in the own name" on public.followers for insert with check (auth.uid() = follower_id);
create policy "Unfollow in the own name" on public.followers for delete using (auth.uid() = follower_id);
create policy "Likes are public" on public.likes for select using (true);
create policy "Like in the own name" on public.likes for all using (auth.uid() = user_id);
create policy "Hashtags are public" on public.hashtags for select using (true);
create policy "Tags are public" on public.post_hashtags for select using (true);
create policy "Authors tag posts" on public.post_hashtags for insert with check (
  (select author_id from public.posts where id = post_id) = auth.uid()
);

create index posts_author_created_idx on public.posts (author_id, created_at desc);
create index posts_body_search_idx on public.posts using gin (to_tsvector('english', body));
create index followers_following_idx on public.followers (following_id);

create view public.feed as
  select p.*, u.username, u.avatar_url, coalesce(l.likes, 0) as likes
  from public.posts p
  join public.users u on u.id = p.author_id
  left join lateral (select count(*) as likes from public.likes where post_id = p.id) l on true;

insert into storage.buckets (id, name, public) values ('media', 'media', true);
alter publication supabase_realtime add table public.posts;
