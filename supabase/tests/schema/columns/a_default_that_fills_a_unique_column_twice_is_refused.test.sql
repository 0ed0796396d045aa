-- A default that would fill two rows of a unique column is refused with a reason, and fills neither.
begin;
select plan(3);
select tests.cast();
select tests.act_as_role('service_role');

select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
  {"name": "slug", "type": "text", "unique": "app"}]}')));
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "slug", "type": "text", "unique": "app", "required": true, "default": "x"}]}')),
  '23505 duplicate_values', 'a default that would fill two rows of a unique column is refused');
select is((select count(*) from public.app_57_todos where slug is null), 2::bigint, 'the refused default fills no row');
delete from public.app_57_todos where text = 'of bob';
select is(
  tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true},
    {"name": "slug", "type": "text", "unique": "app", "required": true, "default": "x"}]}')),
  'no error', 'a default that fills only one row of a unique column is applied');

select * from finish();
rollback;
