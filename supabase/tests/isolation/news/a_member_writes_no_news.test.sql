-- ISO-6: a plain member reads a read_only table and changes nothing in it, not even rows of their own.
begin;
select plan(9);
select tests.cast();

select tests.act_as('alice');
select results_eq('select text from public.app_57_news order by text', array['of alice', 'of bob'], 'alice reads the news');
select throws_ok($$insert into public.app_57_news (text) values ('x')$$, '42501', null, 'alice inserts no news');
select throws_ok($$insert into public.app_57_news (text) values ('x') returning id$$,
  '42501', null, 'alice inserts no news with RETURNING');
select is_empty($$update public.app_57_news set text = 'x' where true returning id$$, 'alice changes no news');
select is_empty('delete from public.app_57_news where true returning id', 'alice deletes no news');
select throws_ok('merge into public.app_57_news using (values (1)) as one on true when matched then delete',
  '42501', null, 'alice deletes no news with MERGE');

select tests.act_as_owner();
select results_eq('select text from public.app_57_news order by text', array['of alice', 'of bob'], 'the news is unchanged');

select platform.update_member(57, tests.user_id('alice'), role => 'admin');
select tests.act_as('alice');
select lives_ok($$insert into public.app_57_news (text) values ('x')$$, 'alice inserts news once she is an admin');
select isnt_empty('delete from public.app_57_news where true returning id', 'alice deletes news once she is an admin');

select * from finish();
rollback;
