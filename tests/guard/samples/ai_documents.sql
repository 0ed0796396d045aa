-- Documents for retrieval: chunks with embeddings, conversations and what was said in them.
create extension if not exists vector with schema extensions;

create table documents (
  id bigserial primary key,
  user_id uuid not null references auth.users (id) on delete cascade default auth.uid(),
  title text not null,
  source_url text,
  content_hash text generated always as (md5(title)) stored,
  metadata jsonb default '{}',
  created_at timestamptz default now() not null
);

create table document_chunks (
  id bigint primary key generated always as identity,
  document_id bigint not null references documents (id) on delete cascade,
  position int not null check (position >= 0),
  content text not null,
  token_count int,
  embedding vector(1536),
  fts tsvector generated always as (to_tsvector('simple', content)) stored,
  unique (document_id, position)
);

alter table documents enable row level security;
alter table document_chunks enable row level security;

create index on document_chunks using hnsw (embedding vector_cosine_ops);
create index document_chunks_l2 on document_chunks using ivfflat (embedding vector_l2_ops) with (lists = 100);
create index document_chunks_fts on document_chunks using gin (fts);
create index documents_metadata on documents using gin (metadata jsonb_path_ops);

create policy "Owners manage documents" on documents for all
  using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
create policy "Owners read chunks" on document_chunks for select
  using (document_id in (select id from documents where user_id = auth.uid()));
create policy "Owners add chunks" on document_chunks for insert to authenticated
  with check (exists (select 1 from documents d where d.id = document_id and d.user_id = auth.uid()));

create type message_role as enum ('system', 'user', 'assistant', 'tool');

create table conversations (
  id uuid primary key default uuid_generate_v4(),
  user_id uuid references auth.users not null,
  title text default 'New chat',
  model text not null default 'gpt-4o-mini',
  is_shared boolean not null default false,
  share_path text unique,
  updated_at timestamptz default now()
);
create table messages (
  id uuid primary key default gen_random_uuid(),
  conversation_id uuid not null references conversations on delete cascade,
  role message_role not null,
  content text not null,
  citations bigint[] default '{}'::bigint[],
  tokens integer default 0,
  created_at timestamptz not null default clock_timestamp()
);
alter table conversations enable row level security;
alter table messages enable row level security;
create index messages_conversation_created_idx on messages (conversation_id, created_at desc);

create policy "Own conversations" on conversations for all to authenticated using (auth.uid() = user_id);
create policy "Shared conversations are readable" on conversations for select to anon, authenticated using (is_shared);
create policy "Messages follow the conversation" on messages for select using (
  exists (select from conversations c where c.id = messages.conversation_id and (c.is_shared or c.user_id = auth.uid()))
);
create policy "Write into own conversations" on messages for insert with check (
  conversation_id in (select c.id from conversations c where c.user_id = auth.uid())
);

create or replace function match_chunks (query_embedding vector(1536), match_count int default 5)
returns table (id bigint, content text, similarity float)
language sql stable as $$
  select id, content, 1 - (embedding <=> query_embedding) from document_chunks order by embedding <=> query_embedding limit match_count;
$$;
