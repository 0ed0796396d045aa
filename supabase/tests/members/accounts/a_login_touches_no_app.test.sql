-- MEM-2: every login updates auth.users, and nothing in an app changes with it: only a new address or a deletion has an effect there.
begin;
select plan(4);
select tests.cast();
update public.app_57_users set email = 'stale@example.com' where id = tests.user_id('alice');

update auth.users set last_sign_in_at = now(), raw_user_meta_data = '{"full_name": "Other"}' where id = tests.user_id('alice');
select results_eq('select email from public.app_57_users where id = tests.user_id(''alice'')',
  array['stale@example.com'], 'a login does not update the address of the profile');
update auth.users set email = email, deleted_at = deleted_at where id = tests.user_id('alice');
select results_eq('select email from public.app_57_users where id = tests.user_id(''alice'')',
  array['stale@example.com'], 'an update to the same address does not update the profile');
select results_eq('select full_name from public.app_57_users where id = tests.user_id(''alice'')',
  array[null::text], 'a change of the metadata does not update the name of the profile');
update auth.users set email = 'new@example.com' where id = tests.user_id('alice');
select results_eq('select email from public.app_57_users where id = tests.user_id(''alice'')',
  array['new@example.com'], 'a new address updates the profile');

select * from finish();
rollback;
