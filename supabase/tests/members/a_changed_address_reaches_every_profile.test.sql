-- MEM-2, ISO-10: a profile carries the address of the account: a change of it in Auth reaches every app, and nobody else's profile.
begin;
select plan(6);
select tests.cast();
select platform.add_member(58, tests.user_id('alice'));
update public.app_57_users set full_name = 'Alice' where id = tests.user_id('alice');

-- As in a session of Auth.
select set_config('search_path', 'auth', true);
update auth.users set email = 'alice@example.org' where id = tests.user_id('alice');
select set_config('search_path', 'public, extensions', true);

select results_eq('select email, full_name from public.app_57_users where id = tests.user_id(''alice'')',
  $$ values ('alice@example.org', 'Alice') $$, 'the profile in 57 has the new address, and what alice wrote');
select results_eq('select email from public.app_58_users where id = tests.user_id(''alice'')', array['alice@example.org'], 'so has the one in 58');
select results_eq('select email from public.app_57_users where id = tests.user_id(''bob'')', array['bob@example.com'], 'bob has his');
select results_eq('select email from public.app_58_users where id = tests.user_id(''eve'')', array['eve@example.com'], 'and eve hers');

update auth.users set email = null where id = tests.user_id('alice');
select results_eq('select email from public.app_57_users where id = tests.user_id(''alice'')', array[null::text], 'an account may lose its address');
select platform.suspend_app(57);
update auth.users set email = 'alice@example.net' where id = tests.user_id('alice');
select results_eq('select email from public.app_57_users where id = tests.user_id(''alice'')', array['alice@example.net'], 'a suspended app follows too');

select * from finish();
rollback;
