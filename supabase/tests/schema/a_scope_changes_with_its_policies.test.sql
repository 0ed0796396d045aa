-- ISO-3: also of a table that was shared before.
begin;
select plan(8);
select tests.cast();
select tests.act_as_role('service_role');

select is(tests.planned(57, tests.spec_of(57, platform.describe_table(57, 'lists') - 'full_name' || '{"scope": "private"}')), '{"set_scope lists"}', 'a change of scope is planned');
select tests.act_as('alice');
select is((select count(*) from public.app_57_lists), 2::bigint, 'alice reads a shared table');
select tests.act_as_role('service_role');
select is(tests.apply_error(57, tests.spec_of(57, platform.describe_table(57, 'lists') - 'full_name' || '{"scope": "private"}'), false), 'no error', 'it becomes private');
select tests.act_as('alice');
select is((select count(*) from public.app_57_lists), 1::bigint, 'from then on she reads her own row alone');
select tests.act_as_role('service_role');
select is(tests.apply_error(57, tests.spec_of(57, platform.describe_table(57, 'lists') - 'full_name' || '{"scope": "public_read"}'), false), 'no error', 'it becomes public');
select tests.act_as_role('anon');
select is((select count(*) from public.app_57_lists), 2::bigint, 'then anybody reads it');
select tests.act_as_role('service_role');
select platform.rollback_schema_change(57);
select tests.act_as_role('anon');
select throws_ok('select from public.app_57_lists', '42501', null, 'until that is undone');
select tests.act_as_role('service_role');
select is_empty('select * from platform.verify_app(57)', 'the app is sound');

select * from finish();
rollback;
