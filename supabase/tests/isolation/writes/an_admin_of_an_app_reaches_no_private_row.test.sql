-- ISO-3: the role that a member has in an app opens no private row: owners and admins cannot reach it either.
begin;
select plan(8);
select tests.cast();
select platform.update_member(57, tests.user_id('alice'), role => 'owner');
select platform.add_member(57, tests.user_id('mallory'), 'admin');

select tests.act_as('alice');
select results_eq('select text from public.app_57_todos', array['of alice'], 'the owner of the app reads only their own private rows');
select is_empty($$update public.app_57_todos set text = 'x' where text = 'of bob' returning id$$, 'the owner changes no row of bob');
select is_empty($$delete from public.app_57_todos where text = 'of bob' returning id$$, 'the owner deletes no row of bob');

select tests.act_as('mallory');
select is_empty('select * from public.app_57_todos', 'an admin without private rows reads no private row');
select is_empty($$update public.app_57_todos set text = 'x' where text = 'of bob' returning id$$, 'an admin changes no row of bob');
select is_empty($$delete from public.app_57_todos where text = 'of bob' returning id$$, 'an admin deletes no row of bob');

select tests.act_as('bob');
select results_eq('select text from public.app_57_todos', array['of bob'], 'bob reads his row');
select isnt_empty($$delete from public.app_57_todos where text = 'of bob' returning id$$, 'bob deletes his row');

select * from finish();
rollback;
