-- ISO-10: a member edits only the name and the picture of their own profile.
begin;
select plan(6);
select tests.cast();
select platform.update_member(57, tests.user_id('bob'), role => 'owner');

select tests.act_as('alice');
select results_eq(
  $$update public.app_57_users set full_name = 'Alice', avatar_url = 'https://example.com/a.png' where true returning email$$,
  array['alice@example.com'], 'alice edits her profile and no other');
select is_empty($$update public.app_57_users set full_name = 'x' where id = tests.user_id('bob') returning 1$$,
  'alice does not edit the profile of bob');
select tests.act_as('bob');
select is_empty($$update public.app_57_users set full_name = 'x' where id = tests.user_id('alice') returning 1$$,
  'the owner of the app does not edit the profile of alice');
select tests.act_as('eve');
select is_empty($$update public.app_57_users set full_name = 'x' where true returning 1$$, 'eve edits no profile of 57');

select tests.act_as_owner();
select results_eq('select full_name, avatar_url from public.app_57_users order by email',
  $$ values ('Alice', 'https://example.com/a.png'), (null, null) $$, 'the profile of alice has her changes and that of bob has none');
select results_eq('select email from public.app_58_users', array['eve@example.com'], 'the profile of eve is unchanged');

select * from finish();
rollback;
