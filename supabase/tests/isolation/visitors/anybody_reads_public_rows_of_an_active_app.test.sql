-- ISO-7: anyone, member or not, reads a public_read table while the app is active.
begin;
select plan(9);
select tests.cast();

select tests.act_as('alice');
select results_eq('select text from public.app_57_posts order by text', array['of alice', 'of bob'], 'a member reads the posts');
select tests.act_as('eve');
select results_eq('select text from public.app_57_posts order by text',
  array['of alice', 'of bob'], 'a member of another app reads the posts');
select tests.act_as('mallory');
select results_eq('select text from public.app_57_posts order by text',
  array['of alice', 'of bob'], 'a user without an app reads the posts');
select tests.act_as_role('anon');
select results_eq('select text from public.app_57_posts order by text', array['of alice', 'of bob'], 'anon reads the posts');

select tests.act_as_owner();
select platform.suspend_app(57);
select tests.act_as('alice');
select is_empty('select * from public.app_57_posts', 'a member reads no post of a suspended app');
select tests.act_as('mallory');
select is_empty('select * from public.app_57_posts', 'a user without an app reads no post of a suspended app');
select tests.act_as_role('anon');
select is_empty('select * from public.app_57_posts', 'anon reads no post of a suspended app');
select results_eq('select text from public.app_58_posts', array['of eve'], 'anon still reads the posts of another app');

select tests.act_as_owner();
select results_eq('select text from public.app_57_posts order by text', array['of alice', 'of bob'], 'the suspended app keeps its posts');

select * from finish();
rollback;
