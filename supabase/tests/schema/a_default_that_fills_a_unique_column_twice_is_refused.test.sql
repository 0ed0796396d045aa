begin;
select plan(3);
select tests.cast();
select tests.act_as_role('service_role');

select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}, {"name": "slug", "type": "text", "unique": true}]}')));
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}, {"name": "slug", "type": "text", "unique": true, "required": true, "default": "x"}]}')),
  '23505 duplicate_values', 'what PostgreSQL itself refuses has its reason');
select is((select count(*) from public.app_57_todos where slug is null), 2::bigint, 'nothing was filled');
delete from public.app_57_todos where text = 'of bob';
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [{"name": "text", "type": "text", "required": true}, {"name": "slug", "type": "text", "unique": true, "required": true, "default": "x"}]}')),
  'no error', 'one row is filled');

select * from finish();
rollback;
