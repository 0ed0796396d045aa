-- MEM-1: list_members returns the members of one app with their addresses, in pages ordered by user id.
begin;
select plan(7);
select tests.cast();
select platform.add_member(57, tests.user_id('mallory'), 'admin');

select tests.act_as_role('service_role');
select results_eq(
  $$select m ->> 'email', m ->> 'role', m ->> 'status' from jsonb_array_elements(platform.list_members(57) -> 'members') as m order by 1$$,
  $$
    values ('alice@example.com', 'member', 'active'), ('bob@example.com', 'member', 'active'), ('mallory@example.com', 'admin', 'active')
  $$,
  'list_members returns all members of 57');
select is(platform.list_members(57) -> 'next_after_id', 'null', 'one page holds all members of 57');
select results_eq($$
  with recursive page as (
    select platform.list_members(57, 1) as answer
    union all
    select platform.list_members(57, 1, (answer ->> 'next_after_id')::uuid) from page where answer ->> 'next_after_id' is not null
  )
  select (m ->> 'user_id')::uuid from page, jsonb_array_elements(answer -> 'members') as m
$$, $$ select user_id from platform.app_members where app_id = 57 order by user_id $$,
  'pages of one return each member once, ordered by user id');
select results_eq($$select m ->> 'email' from jsonb_array_elements(platform.list_members(58) -> 'members') as m$$,
  array['eve@example.com'], 'list_members returns only eve for 58');
select is(tests.error_of('select platform.list_members(57, ' || coalesce(size, 'null') || ')'),
  '22023 invalid_argument', 'a page size is refused if it is ' || coalesce(size, 'null'))
from unnest(array['0', '201']) as size;
select is(tests.error_of('select platform.list_members(9999999999)'), 'PT404 app_not_found', 'an unknown app is not found');

select * from finish();
rollback;
