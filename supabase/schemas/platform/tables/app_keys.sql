-- app_keys: The credentials of apps' own servers. access.has_app_key probes the primary key in every statement of a key.
-- Written by create_app_key and revoke_app_key. The key itself, a signed token, is never stored: only its hash is.
-- No last_used_at: a statement that reads must not write.
create table platform.app_keys (
  id uuid primary key,
  app_id bigint not null references platform.apps (id) on delete cascade,
  name text not null,
  scopes text[] not null,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint name_is_present check (name ~ '[^[:space:]]' and char_length(name) <= 100),
  constraint scopes_are_known check (scopes in ('{read}', '{read,write}')),
  constraint token_hash_is_sha256 check (octet_length(token_hash) = 32),
  constraint life_is_bounded check (expires_at > created_at and expires_at <= created_at + interval '5 years')
);

comment on table platform.app_keys is 'The credentials of apps'' own servers.';
comment on column platform.app_keys.id is 'The key_id in the token.';
comment on column platform.app_keys.scopes is
  'What the key may do with all rows of its app. The token repeats it for the holder; this column decides.';
comment on column platform.app_keys.token_hash is 'SHA-256 of the token.';
comment on column platform.app_keys.revoked_at is
  'When the key was revoked: from then on every statement of the key is refused. Null if it is not revoked.';

create index app_keys_app_id_idx on platform.app_keys (app_id, created_at desc, id desc);

insert into platform.settings (key, value, description) values
  ('max_keys_per_app', '100', 'How many keys one app may have that are neither revoked nor expired.');

alter table platform.app_keys enable row level security;
-- Not even service_role may read the hashes: find_app_key compares them.
create policy service_role_reads on platform.app_keys for select to service_role using (true);

revoke all on platform.app_keys from public, anon, authenticated, service_role;
grant select (id, app_id, name, scopes, created_at, expires_at, revoked_at) on platform.app_keys to service_role;
