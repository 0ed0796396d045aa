-- ISO-6: a plain member reads a read_only table and changes nothing in it, own rows included.
begin;
select plan(9);
select tests.cast();

select tests.act_as('alice');
select results_eq('select text from public.app_57_news order by text', array['of alice', 'of bob'], 'alice reads the news');
select throws_ok($$insert into public.app_57_news (text) values ('x')$$, '42501', null, 'alice inserts none');
select throws_ok($$insert into public.app_57_news (text) values ('x') returning id$$, '42501', null, 'nor with RETURNING');
select is_empty($$update public.app_57_news set text = 'x' where true returning id$$, 'alice changes none');
select is_empty('delete from public.app_57_news where true returning id', 'alice deletes none');
select throws_ok('merge into public.app_57_news using (values (1)) as one on true when matched then delete', '42501', null, 'alice merges none away');

select tests.act_as_owner();
select results_eq('select text from public.app_57_news order by text', array['of alice', 'of bob'], 'the news are as they were');

select platform.update_member(57, tests.user_id('alice'), role => 'admin');
select tests.act_as('alice');
select lives_ok($$insert into public.app_57_news (text) values ('x')$$, 'as an admin alice inserts');
select isnt_empty('delete from public.app_57_news where true returning id', 'and deletes');

select * from finish();
rollback;
