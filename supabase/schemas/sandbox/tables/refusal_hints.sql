-- refusal_hints: What to do instead of what exec_sql does not offer, for both walls: the parse-tree wall has a generated copy.
-- {p} is the app's prefix. A hint names what works today, and never advises to leave a condition out.
create table sandbox.refusal_hints (
  construct text primary key,
  hint text not null
);

comment on table sandbox.refusal_hints is 'What to do instead of what exec_sql does not offer.';
comment on column sandbox.refusal_hints.construct is 'What was tried, in one word: see statement_hint, name_hint and error_hint.';

insert into sandbox.refusal_hints (construct, hint) values
  ('trigger',
    'Leave it out only if it sets updated_at or creates a profile: updated_at is set automatically in every table that has it, and '
    'each member has a row in {p}users from sign-up on. There are no triggers: write a rule as a check, a default, a generated '
    'column or a policy. Move columns that members must not change to a table without policies for changes. The app itself writes '
    'other rows, with an app key if members must not write them.'),
  ('drop_trigger', 'Leave it out: the app has no triggers, and those of the platform stay.'),
  ('function',
    'Leave it out if it only sets updated_at or creates a profile: updated_at is set automatically, and each member has a row in '
    '{p}users. There are no functions. In a policy, write the condition itself, such as exists (select 1 from {p}user_roles r '
    'where r.user_id = auth.uid() and r.role = ''admin''). Protect {p}user_roles: enable row level security, and create only a '
    'policy for select using (user_id = auth.uid()); rows are added with an app key or by exec_sql. Write a query as a view, and do '
    'what members must not do themselves on a server with an app key.'),
  ('helper',
    'There are no functions: write in its place what it computes. In a policy, do not leave the condition out: every member would '
    'pass. Write what it asks, such as exists (select 1 from {p}user_roles r where r.user_id = auth.uid() and r.role = ''admin''). '
    'Protect {p}user_roles: enable row level security, and create only a policy for select using (user_id = auth.uid()); rows are '
    'added with an app key or by exec_sql.'),
  ('roles',
    'Keep roles in a table of the app, and write exists (select 1 from {p}user_roles r where r.user_id = auth.uid() and r.role = '
    '''admin''). Protect {p}user_roles: enable row level security, and create only a policy for select using (user_id = '
    'auth.uid()); rows are added with an app key or by exec_sql.'),
  ('policy_role',
    'Leave the policy out if it is for the server: exec_sql and app keys need none. For members, name authenticated, and write in the '
    'condition who may, such as exists (select 1 from {p}user_roles r where r.user_id = auth.uid() and r.role = ''admin''). '
    'Protect {p}user_roles: enable row level security, and create only a policy for select using (user_id = auth.uid()); rows are '
    'added with an app key or by exec_sql.'),
  ('grant',
    'Leave it out: members reach the rows that the policies of a table allow, and app keys reach all rows. A table without row '
    'security is open to all members, so enable it and create policies.'),
  ('grant_anon',
    'Leave it out: visitors who are not signed in read only tables of the scope public_read, which a spec creates (apply_schema). '
    'Everything else they do goes through a server with an app key.'),
  ('revoke',
    'Do what it is for in another way: app keys keep all rights, and members those that policies allow. Enable row level security, and '
    'create policies only for what members may do; a table without any is for app keys only. Move columns that members must not '
    'see or change to such a table.'),
  ('revoke_anon',
    'Leave it out: visitors who are not signed in read only tables of the scope public_read, which a spec creates (apply_schema), and '
    'change nothing.'),
  ('row_security', 'Leave it out: row-level security stays on. Create policies for what members may do; app keys need none.'),
  ('execute', 'Leave it out: the app has no functions that it could be about.'),
  ('do',
    'Send the statements inside by themselves: alter table … add column if not exists; create table or index if not exists; '
    'drop policy if exists, then create policy; alter table … drop constraint if exists, then add constraint; create type once, '
    'left out when the type exists. Write loops out.'),
  ('extension', 'Leave it out: the operator of the shard installs extensions. gen_random_uuid() needs none.'),
  ('schema', 'Leave it out: the tables of an app are in schema public and begin with {p}. Write {p}things for app.things.'),
  ('realtime', 'Leave it out: changes are not published. Let the app read again after its own changes and at intervals.'),
  ('reload', 'Leave it out: the Data API reads the schema again after every change.'),
  ('storage', 'Leave it out: there is no place for files. Keep the address of a file that is stored elsewhere in a text column.'),
  ('sequence',
    'Use an identity column: id bigint generated by default as identity. Set its next number with alter table … alter column id '
    'restart with 10. Leave out drop sequence: it goes with its column.'),
  ('truncate', 'Use delete from, with where true for all rows.'),
  ('maintenance', 'Leave it out: the database maintains its tables automatically.'),
  ('lock', 'Leave it out, or lock the rows: select … for update.'),
  ('transaction', 'Leave it out: every call is one transaction.'),
  ('settings', 'Leave it out: every call runs with fixed settings.'),
  ('materialized', 'Create a view, which is always current: create view {p}name as select …. Leave out its indexes and refresh.'),
  ('domain', 'Use the type itself, with a check on the column.'),
  ('copy', 'Use insert with several rows: insert into … values (…), (…).'),
  ('table_as', 'Create the table with its columns, then use insert into … select.'),
  ('role', 'Leave it out: users sign up with Auth, and a member''s role in the app is data in one of its tables.'),
  ('account', 'Leave it out: people create their accounts by sign-up, and {p}users gets and loses its rows with the members.'),
  ('prepare', 'Send the statement with parameters.'),
  ('cursor', 'Use limit, and continue after the last key.'),
  ('rule', 'Use checks, defaults, generated columns, policies or a view.'),
  ('server', 'Leave it out: nothing runs at set times or calls other servers from SQL. Do it on a server with an app key.'),
  ('comment', 'Comment on tables, columns, views, indexes, types, constraints and policies; leave other comments out.'),
  ('statement',
    'Use SELECT, INSERT, UPDATE, DELETE, MERGE, EXPLAIN, or CREATE, ALTER and DROP of tables, indexes, views, enum types and '
    'policies.'),
  ('claims', 'Use auth.uid() for the user and auth.jwt() for the claims of the token.'),
  ('uuid', 'Use gen_random_uuid().'),
  ('about_server', 'Leave it out, or write the value itself: SQL of an app cannot ask about the server or its rights.'),
  ('xml', 'Write the query directly.'),
  ('json_agg', 'Use json_agg, json_object_agg or json_build_array.'),
  ('wait', 'Leave it out: SQL of an app cannot wait or notify.'),
  ('unlisted',
    'Write it with other functions: the usual ones for text, numbers, time, arrays and JSON are allowed. In a policy, do not leave '
    'the condition out: every member would pass. If it is a table, a column or an alias, rename it.');

alter table sandbox.refusal_hints enable row level security;
create policy service_role_reads on sandbox.refusal_hints for select to service_role using (true);

revoke all on sandbox.refusal_hints from public, anon, authenticated, service_role;
