-- SPEC-2: a reference can only point to a table of its own app.
begin;
select plan(8);
select tests.create_app(57);
select tests.create_app(58);
select platform.create_table(58, '{"name": "only_in_58", "columns": [{"name": "text", "type": "text"}]}');
select tests.act_as_role('service_role');
create function pg_temp.reference(to_table text) returns text language sql as $$
  select tests.error_of(format('select platform.create_table(57, %L)', jsonb_build_object('name', 'x', 'columns', jsonb_build_array(
    jsonb_build_object('name', 'a', 'type', 'uuid', 'references', jsonb_build_object('table', to_table))))))
$$;

select is(pg_temp.reference('only_in_58'), '22023 unknown_table', 'a reference to a table that only another app has is refused');
select is(pg_temp.reference('app_58_todos'), '22023 unknown_table', 'a reference to the full name of another app''s table is refused');
select is(pg_temp.reference('app_57_todos'), '22023 unknown_table', 'a reference to the full name of the app''s own table is refused');
select is(pg_temp.reference('auth.users'), '22023 unknown_table', 'a reference to the accounts is refused');
select is(pg_temp.reference('platform.apps'), '22023 unknown_table', 'a reference to the registry is refused');
select is(pg_temp.reference('todos'), 'no error', 'a reference to a table of the same app is created');
select tests.act_as_owner();
select fk_ok('public', 'app_57_x', 'a', 'public', 'app_57_todos', 'id',
  'the reference points to the table of 57, not to the table of that name in 58');
select is_empty($$
  select conname from pg_constraint join pg_class as target on target.oid = confrelid
  where contype = 'f' and conrelid::regclass::text ~ '^app_57_' and target.relname !~ '^app_57_'$$, 'no foreign key of the app leaves it');

select * from finish();
rollback;
