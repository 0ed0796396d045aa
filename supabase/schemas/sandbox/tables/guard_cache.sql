-- guard_cache: Hashes of SQL that the guard accepted and that ran, so that the guard need not read it again. A row stores
-- the hash of app and SQL, fingerprints and positions, never the SQL itself.
-- Each hash maps to one of 16,384 slots, and a new entry overwrites the old one, so that the table is bounded. It can be
-- emptied at any time, and a crash of the server empties it. Only SQL that reads or changes rows is cached: a call with DDL
-- must verify the catalog anyway.
create unlogged table sandbox.guard_cache (
  slot integer primary key,
  hash bytea not null,
  version text not null,
  calls text[] not null,
  qualifiers text[] not null,
  statements sandbox.statement[] not null,
  constraint slot_is_bounded check (slot between 0 and 16383),
  constraint text_is_not_kept check (octet_length(hash) = 32)
);

comment on table sandbox.guard_cache is 'Hashes of SQL that the guard accepted.';

alter table sandbox.guard_cache enable row level security;
create policy postgres_only on sandbox.guard_cache to postgres using (true) with check (true);

revoke all on sandbox.guard_cache from public, anon, authenticated, service_role;
