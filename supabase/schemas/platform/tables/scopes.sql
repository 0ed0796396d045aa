-- scopes: the scopes of tables: who may do what with the rows. The one place for their names and words;
-- shared/schema_spec/scopes.ts is generated from it. What a scope allows is in functions/scopes: scope_policies, scope_grants and
-- scope_triggers.
-- origin: spec    a schema spec can ask for it
--         sql     tables that submitted SQL created; they follow their owner's policies (infer_scope)
--         platform  the table of profiles, which every app has
create table platform.scopes (
  name text primary key,
  position integer not null unique,
  origin text not null,
  inserted_by text not null,
  summary text not null,
  description text not null,
  warning text,
  constraint name_is_snake_case check (name ~ '^[a-z][a-z_]*$'),
  constraint origin_is_known check (origin in ('spec', 'sql', 'platform')),
  constraint inserted_by_is_known check (inserted_by in ('members', 'admins', 'policies', 'keys', 'platform'))
);

comment on table platform.scopes is 'The scopes of tables: who may do what with the rows, in words.';
comment on column platform.scopes.position is 'The order in which scopes are listed.';
comment on column platform.scopes.origin is
  'spec: a schema spec can ask for it; sql: of tables of submitted SQL; platform: of the profiles.';
comment on column platform.scopes.inserted_by is 'Who inserts rows.';
comment on column platform.scopes.summary is 'Who reaches the rows, in a few words, for the prompt of the model.';
comment on column platform.scopes.description is 'Who reaches the rows, for the standards of an app.';
comment on column platform.scopes.warning is 'What a plan warns of where a table gets this scope; null where it opens nothing.';

insert into platform.scopes (name, position, origin, inserted_by, summary, description, warning) values
  ('private', 1, 'spec', 'members', 'only the owner of the row',
    'Private: users read and write only their own rows. Nobody else sees them, not even an admin of the app.',
    null),
  ('shared', 2, 'spec', 'members', 'every member reads and writes all',
    'Shared: every member of the app reads, changes and deletes every row. A new row belongs to the member who adds it.',
    'Every member will read and change every row of the table.'),
  ('public_read', 3, 'spec', 'members', 'anyone reads, members write their own',
    'Public: anyone reads, even without signing in. Members add rows, and change and delete only their own.',
    'Anyone will read every row of the table.'),
  ('read_only', 4, 'spec', 'admins', 'members read, admins of the app write',
    'Read only: every member reads. Only owners and admins of the app add, change and delete rows; for other members an insert fails '
    'with `42501`, and an update or a delete affects no row.',
    'Every member will read every row of the table.'),
  ('owned', 5, 'sql', 'members', 'only the owner of the row',
    'Own rows: users read and write only the rows whose `user_id` is their own id.',
    null),
  ('open', 6, 'sql', 'members', 'every member reads and writes all',
    'Open to members: every member of the app reads, adds, changes and deletes every row.',
    null),
  ('custom', 7, 'sql', 'policies', 'whoever the policies of the table allow',
    'Custom policies, for members of the app: ',
    null),
  ('server_only', 8, 'sql', 'keys', 'only the app''s own server, with a key',
    'Server only: no user reads or writes any row, only the app''s own server, with an app key. A read by a user returns no rows, and '
    'an insert fails with `42501`. Do not use the table in code for the browser.',
    null),
  ('profile', 9, 'platform', 'platform', 'each member only their own row',
    'Profiles of the members: users see only their own row, and may change its `full_name` and `avatar_url`. Joining the app creates '
    'the row and leaving the app deletes it: never insert or delete one.',
    null);

alter table platform.scopes enable row level security;
create policy service_role_reads on platform.scopes for select to service_role using (true);

revoke all on platform.scopes from public, anon, authenticated, service_role;
grant select on platform.scopes to service_role;
