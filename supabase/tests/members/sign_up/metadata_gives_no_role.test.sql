-- MEM-1: what a user writes into the metadata of the account grants nothing: no role, no status, no later membership.
begin;
select plan(6);
select tests.create_app(57);
select tests.create_app(58);

select tests.sign_up('alice', '{"app_id": 57, "role": "owner", "app_role": "admin", "status": "active", "app_ids": [58]}');
select results_eq('select app_id, role from platform.app_members where user_id = tests.user_id(''alice'')',
  $$ values (57::bigint, 'member') $$, 'alice is a plain member of 57 only');

update auth.users
set raw_user_meta_data = '{"app_id": 58, "role": "owner", "sub": "x"}', raw_app_meta_data = '{"app_id": 58, "role": "owner"}'
where id = tests.user_id('alice');
select results_eq('select app_id, role from platform.app_members where user_id = tests.user_id(''alice'')',
  $$ values (57::bigint, 'member') $$, 'alice is still a plain member of 57 only after she changed the metadata');
select tests.act_as('alice');
select is_empty('select from public.app_58_users', 'alice sees nothing of 58');
select throws_ok($$insert into public.app_58_todos (text) values ('x')$$, '42501', null, 'alice inserts nothing into 58');
select throws_ok($$insert into public.app_57_news (text) values ('x')$$, '42501', null, 'alice inserts no news of 57');
select lives_ok($$insert into public.app_57_todos (text) values ('x')$$, 'alice inserts a row into 57 as a member');

select * from finish();
rollback;
