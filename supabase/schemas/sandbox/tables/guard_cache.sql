-- guard_cache: texts that the guard let through and that ran, so that it need not read them again. A row holds the hash of app
-- and text, never the text: its fingerprints and places in it. A place in the table is shared by all texts whose hash leads there:
-- the last one has it, so that the table has 16,384 rows at most. It can be emptied at any time, and is when the server crashed.
-- Only texts that read and change rows: after DDL the catalog is judged anyway.
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

comment on table sandbox.guard_cache is 'Hashes of texts that the guard let through.';

alter table sandbox.guard_cache enable row level security;
create policy postgres_only on sandbox.guard_cache to postgres using (true) with check (true);

revoke all on sandbox.guard_cache from public, anon, authenticated, service_role;
