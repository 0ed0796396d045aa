-- ISO-7: a public_read table is read by anybody, member or not, as long as the app is active.
begin;
select plan(9);
select tests.cast();

select tests.act_as('alice');
select results_eq('select text from public.app_57_posts order by text', array['of alice', 'of bob'], 'a member reads the posts');
select tests.act_as('eve');
select results_eq('select text from public.app_57_posts order by text', array['of alice', 'of bob'], 'a member of another app reads them');
select tests.act_as('mallory');
select results_eq('select text from public.app_57_posts order by text', array['of alice', 'of bob'], 'a member of no app reads them');
select tests.act_as_role('anon');
select results_eq('select text from public.app_57_posts order by text', array['of alice', 'of bob'], 'who is not signed in reads them');

select tests.act_as_owner();
select platform.suspend_app(57);
select tests.act_as('alice');
select is_empty('select * from public.app_57_posts', 'once the app is suspended a member reads none');
select tests.act_as('mallory');
select is_empty('select * from public.app_57_posts', 'nor does a member of no app');
select tests.act_as_role('anon');
select is_empty('select * from public.app_57_posts', 'nor who is not signed in');
select results_eq('select text from public.app_58_posts', array['of eve'], 'another app goes on');

select tests.act_as_owner();
select results_eq('select text from public.app_57_posts order by text', array['of alice', 'of bob'], 'the posts stand');

select * from finish();
rollback;
