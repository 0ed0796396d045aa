-- MEM-2, ISO-10: a profile carries the address of the account: a change of it in Auth reaches the user's profile in every app, and
-- nobody else's.
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
  $$ values ('alice@example.org', 'Alice') $$, 'the profile in 57 has the new address and keeps the name that alice set');
select results_eq('select email from public.app_58_users where id = tests.user_id(''alice'')',
  array['alice@example.org'], 'the profile in 58 has the new address');
select results_eq('select email from public.app_57_users where id = tests.user_id(''bob'')',
  array['bob@example.com'], 'the profile of bob keeps his address');
select results_eq('select email from public.app_58_users where id = tests.user_id(''eve'')',
  array['eve@example.com'], 'the profile of eve keeps her address');

update auth.users set email = null where id = tests.user_id('alice');
select results_eq('select email from public.app_57_users where id = tests.user_id(''alice'')',
  array[null::text], 'the profile loses its address when the account does');
select platform.suspend_app(57);
update auth.users set email = 'alice@example.net' where id = tests.user_id('alice');
select results_eq('select email from public.app_57_users where id = tests.user_id(''alice'')',
  array['alice@example.net'], 'the profile in a suspended app gets the new address');

select * from finish();
rollback;
