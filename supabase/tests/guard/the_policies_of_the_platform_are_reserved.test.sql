-- SQL-1, KEY-12: submitted SQL neither creates, alters, drops nor takes the name of a policy of isolation, of keys or by default. The
-- text is
-- read here by sandbox.read_sql only, so that no other wall answers for it. Each attack has an ordinary twin.
begin;
select plan(37);

create temp table pairs (attack text, twin text);
insert into pairs values
  ('drop policy app_isolation on app_57_todos', 'drop policy isolation on app_57_todos'),
  ('drop policy app_isolation_of_deletes on app_57_todos', 'drop policy "App_Isolation" on app_57_todos'),
  ('drop policy app_keys on app_57_todos', 'drop policy app_keys_2 on app_57_todos'),
  ('DROP POLICY IF EXISTS APP_KEYS ON app_57_todos', 'DROP POLICY IF EXISTS KEYS ON app_57_todos'),
  ('drop policy "app_keys" on app_57_todos', 'drop policy "App_Keys" on app_57_todos'),
  ('alter policy app_keys on app_57_todos using (true)', 'alter policy app_keys_of_staff on app_57_todos using (true)'),
  ('alter policy app_keys on app_57_todos rename to old', 'alter policy mine on app_57_todos rename to old'),
  ('alter policy mine on app_57_todos rename to app_keys', 'alter policy mine on app_57_todos rename to app_keys_2'),
  ('alter policy mine on app_57_todos rename to APP_KEYS', 'alter policy mine on app_57_todos rename to my_app_keys'),
  ('alter policy mine on app_57_todos rename to "app_keys"', 'alter policy mine on app_57_todos rename to "App_Keys"'),
  ('create policy app_keys on app_57_todos using (true)', 'create policy app_keys_2 on app_57_todos using (true)'),
  ('create policy App_Isolation on app_57_todos using (true)', 'create policy "app isolation" on app_57_todos using (true)'),
  ('create policy default_members_only on app_57_todos using (true)', 'create policy default_members on app_57_todos using (true)'),
  ('create policy "default_owner_only" on app_57_todos using (true)', 'create policy "Default_owner_only" on app_57_todos using (true)'),
  ('alter policy mine on app_57_todos rename to "default_members_only"', 'alter policy mine on app_57_todos rename to "members_only"'),
  ('comment on policy app_keys on app_57_todos is ''x''', 'comment on policy app_keys_2 on app_57_todos is ''x'''),
  ('comment on policy "app_isolation" on app_57_todos is null', 'comment on policy "App_Isolation" on app_57_todos is null'),
  ('drop policy if exists default_owner_only on app_57_todos', 'drop policy if exists my_default_owner_only on app_57_todos');

select is(tests.error_of(format('select sandbox.read_sql(57, %L)', attack)), '42501 isolation_is_fixed',
  attack || ' is refused') from pairs;
select is(tests.error_of(format('select sandbox.read_sql(57, %L)', twin)), 'no error', twin || ' passes') from pairs;

select is_empty(
  $$select policy.name from unnest(array(select scopes.name from platform.scopes)) as scope,
      platform.scope_policies(57, scope) as policy
    where policy.name ~ '^(app|default)_' and policy.name !~ platform.reserved_policies()$$,
  'every policy of isolation, of keys and by default that a scope brings is reserved');

select * from finish();
rollback;
