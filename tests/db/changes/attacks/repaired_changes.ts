/** Changes that reconcile_app repairs, however they are hidden. Their names complete "the app is repaired if …". */
export const REPAIRED_CHANGES: [name: string, sql: string][] = [
  ['row-level security is disabled', 'alter table {app}_lists disable row level security'],
  ['the isolation policy is dropped', 'drop policy app_isolation on {app}_lists'],
  [
    'the isolation policy is permissive',
    'drop policy app_isolation on {app}_lists; create policy app_isolation on {app}_lists using (true)',
  ],
  ['the isolation policy is renamed', 'alter policy app_isolation on {app}_lists rename to "app_isolation "'],
  ['the isolation policy applies to one role only', 'alter policy app_isolation on {app}_lists to anon'],
  [
    'the isolation policy changes while its table has another name',
    `alter table {app}_lists rename to {app}_x; alter policy app_isolation on {app}_x using (true);
      alter table {app}_x rename to {app}_lists`,
  ],
  [
    'the isolation policy repeats its template in a string literal',
    `drop policy app_isolation on {app}_lists; create policy app_isolation on {app}_lists as restrictive using
      ('( SELECT access.can_access(5) AS can_access) check ( SELECT access.can_write(5) AS can_write)' <> '')`,
  ],
  ['a table is granted to public', 'grant select on {app}_lists to public'],
  ['a table is granted with grant option', 'grant select on {app}_lists to authenticated with grant option'],
  ['a column is granted', 'grant select (title) on {app}_lists to anon'],
  ['a system column is granted', 'grant select (ctid) on {app}_lists to anon'],
  ['a privilege is revoked', 'revoke delete on {app}_lists from authenticated'],
  ['a trigger is disabled', 'alter table {app}_lists disable trigger keep_owner'],
  ['a trigger fires on replicas only', 'alter table {app}_lists enable replica trigger keep_owner'],
  [
    'a trigger updates another column',
    `drop trigger set_updated_at on {app}_lists; create trigger set_updated_at before update on {app}_lists for each row
      execute function extensions.moddatetime('created_at')`,
  ],
  [
    'a trigger is renamed and then dropped',
    'alter trigger keep_owner on {app}_lists rename to "keep_owner "; drop trigger "keep_owner " on {app}_lists',
  ],
  ['a view runs with the privileges of its owner', 'alter view {app}_v1 reset (security_invoker)'],
  ['a view is replaced', 'create or replace view {app}_v1 as select * from {app}_t1'],
  ['a view is granted to public', 'grant all on {app}_v1 to public'],
  ['a sequence is granted to public', 'grant all on sequence {app}_t1_id_seq to public'],
  ['the app may insert profiles', 'grant insert on {app}_users to {app}'],
  [
    'a block that catches errors grants a column',
    'do $$ begin begin grant select (title) on {app}_lists to anon; perform 1/0; exception when others then null; end; ' +
    'begin grant select (title) on {app}_lists to anon; exception when others then null; end; end $$',
  ],
];
