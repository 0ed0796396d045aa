-- ISO-10: a member edits name and picture of the own profile alone.
begin;
select plan(6);
select tests.cast();
select platform.update_member(57, tests.user_id('bob'), role => 'owner');

select tests.act_as('alice');
select results_eq($$update public.app_57_users set full_name = 'Alice', avatar_url = 'https://example.com/a.png' where true returning email$$,
  array['alice@example.com'], 'alice edits her profile, and with it no other');
select is_empty($$update public.app_57_users set full_name = 'x' where id = tests.user_id('bob') returning 1$$, 'alice does not edit that of bob');
select tests.act_as('bob');
select is_empty($$update public.app_57_users set full_name = 'x' where id = tests.user_id('alice') returning 1$$, 'the owner of the app does not edit hers');
select tests.act_as('eve');
select is_empty($$update public.app_57_users set full_name = 'x' where true returning 1$$, 'eve edits no profile of 57');

select tests.act_as_owner();
select results_eq('select full_name, avatar_url from public.app_57_users order by email',
  $$ values ('Alice', 'https://example.com/a.png'), (null, null) $$, 'what alice wrote stands, and nothing else');
select results_eq('select email from public.app_58_users', array['eve@example.com'], 'the profile of eve is as it was');

select * from finish();
rollback;
