-- MEM-1: leaving an app ends the membership and deletes the profile and the rows of that user in that app, and nothing else.
begin;
select plan(11);
select tests.cast();
select tests.act_as('alice');
select public.join_app(58);
insert into public.app_58_todos (text) values ('of alice');

select is(public.leave_app(57), '{"app_id": 57, "left": true}', 'alice leaves 57');
select is_empty('select from public.app_57_lists', 'alice reads nothing of 57 after she left');
select throws_ok($$insert into public.app_57_lists (text) values ('x')$$, '42501', null, 'alice inserts nothing into 57 after she left');
select is(public.leave_app(57), '{"app_id": 57, "left": false}', 'leaving again does nothing');
select results_eq('select text from public.app_58_todos', array['of alice'], 'alice keeps her rows in 58');
select is(public.my_apps() -> 0 ->> 'app_id', '58', 'my_apps shows alice only 58');
select is(tests.error_of('select public.leave_app(9999999999)'), 'PT404 app_not_found', 'an unknown app cannot be left');

select tests.act_as_owner();
select results_eq($$
  select text from public.app_57_todos union all select text from public.app_57_lists
  union all select text from public.app_57_posts union all select text from public.app_57_news
$$, array['of bob', 'of bob', 'of bob', 'of bob'], 'the rows of alice in 57 are deleted and those of bob remain');
select results_eq('select email from public.app_57_users',
  array['bob@example.com'], 'the profile of alice in 57 is deleted and that of bob remains');
select results_eq('select user_id from platform.app_members where app_id = 57',
  array[tests.user_id('bob')], 'the membership of alice in 57 is deleted and that of bob remains');

select tests.act_as('alice');
select is(public.join_app(57) ->> 'role', 'member', 'alice may join 57 again');

select * from finish();
rollback;
