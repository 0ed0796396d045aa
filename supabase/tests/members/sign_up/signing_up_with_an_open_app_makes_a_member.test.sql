-- MEM-1: a user who signs up with the id of an open app in options.data.app_id becomes its member at once, with a profile created
-- from the account.
begin;
select plan(6);
select tests.create_app(57);

select tests.sign_up('alice', '{"app_id": 57, "full_name": "Alice", "avatar_url": "https://example.com/a.png"}');
select results_eq('select app_id, role, status from platform.app_members where user_id = tests.user_id(''alice'')',
  $$ values (57::bigint, 'member', 'active') $$, 'alice is a member of 57 and of no other app');
select results_eq('select email, full_name, avatar_url from public.app_57_users',
  $$ values ('alice@example.com', 'Alice', 'https://example.com/a.png') $$,
  'alice has a profile with the name and the picture of her account');
select tests.sign_up('bob', '{"app_id": "57"}');
select isnt_empty('select from public.app_57_users where id = tests.user_id(''bob'')', 'bob signs up with an app id in a string');
select tests.sign_up('carol', jsonb_build_object('app_id', 57, 'full_name', repeat('x', 500), 'avatar_url', repeat('x', 5000)));
select results_eq('select char_length(full_name), avatar_url from public.app_57_users where id = tests.user_id(''carol'')',
  $$ values (200, null::text) $$, 'carol signs up with a truncated name and without a picture that is too long');

select tests.act_as('alice');
select results_eq($$insert into public.app_57_todos (text) values ('first') returning user_id$$,
  array[tests.user_id('alice')], 'alice inserts a row into the app');
select is(public.my_apps() -> 0 ->> 'app_id', '57', 'my_apps shows alice the app');

select * from finish();
rollback;
