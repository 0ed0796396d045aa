-- ISO-3: a table that becomes private hides the rows of other members, even though it was shared before.
begin;
select plan(8);
select tests.cast();
select tests.act_as_role('service_role');

select is(tests.planned(57, tests.spec_of(57, platform.describe_table(57, 'lists') - 'full_name' || '{"scope": "private"}')),
  '{"set_scope lists"}', 'a change of scope is planned as set_scope');
select tests.act_as('alice');
select is((select count(*) from public.app_57_lists), 2::bigint, 'alice reads the rows of both members while the table is shared');
select tests.act_as_role('service_role');
select is(tests.apply_error(57, tests.spec_of(57, platform.describe_table(57, 'lists') - 'full_name' || '{"scope": "private"}'), false),
  'no error', 'the shared table becomes private, which is not destructive');
select tests.act_as('alice');
select is((select count(*) from public.app_57_lists), 1::bigint, 'alice reads only her own row once the table is private');
select tests.act_as_role('service_role');
select is(tests.apply_error(57, tests.spec_of(57, platform.describe_table(57, 'lists') - 'full_name' || '{"scope": "public_read"}'), false),
  'no error', 'the private table becomes public_read, which is not destructive');
select tests.act_as_role('anon');
select is((select count(*) from public.app_57_lists), 2::bigint, 'anon reads every row once the table is public_read');
select tests.act_as_role('service_role');
select platform.rollback_schema_change(57);
select tests.act_as_role('anon');
select throws_ok('select from public.app_57_lists', '42501', null, 'anon is refused once the change to public_read is rolled back');
select tests.act_as_role('service_role');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
