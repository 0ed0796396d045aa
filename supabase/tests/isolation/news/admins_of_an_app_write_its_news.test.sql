-- ISO-6: owners and admins of an app write every row of its read_only tables.
begin;
select plan(8);
select tests.cast();
select platform.update_member(57, tests.user_id('alice'), role => 'owner');
select platform.update_member(57, tests.user_id('bob'), role => 'admin');

select tests.act_as('alice');
select results_eq($$insert into public.app_57_news (text) values ('new') returning user_id$$,
  array[tests.user_id('alice')], 'the owner inserts news');
select isnt_empty($$update public.app_57_news set text = 'changed' where text = 'of bob' returning id$$, 'the owner changes a row of bob');
select tests.act_as('bob');
select results_eq($$insert into public.app_57_news (text) values ('newer') returning user_id$$,
  array[tests.user_id('bob')], 'the admin inserts news');
select isnt_empty($$delete from public.app_57_news where text = 'of alice' returning id$$, 'the admin deletes a row of alice');

select tests.act_as_owner();
select results_eq('select text from public.app_57_news order by text',
  array['changed', 'new', 'newer'], 'the news holds the changes of the owner and the admin');
select platform.add_member(57, tests.user_id('mallory'), 'member');
select tests.act_as('mallory');
select results_eq('select text from public.app_57_news order by text', array['changed', 'new', 'newer'], 'every member reads the news');
select throws_ok($$insert into public.app_57_news (text) values ('x')$$, '42501', null, 'a plain member inserts no news');
select is_empty($$update public.app_57_news set text = 'x' where true returning id$$, 'a plain member changes no news');

select * from finish();
rollback;
