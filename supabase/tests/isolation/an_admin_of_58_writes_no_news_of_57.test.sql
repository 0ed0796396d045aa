-- ISO-6: the role in one app counts in that app alone.
begin;
select plan(10);
select tests.cast();
select platform.update_member(58, tests.user_id('eve'), role => 'owner');

select tests.act_as('eve');
select throws_ok($$insert into public.app_57_news (text) values ('x')$$, '42501', null, 'the owner of 58 inserts no news of 57');
select is_empty($$update public.app_57_news set text = 'x' where true returning id$$, 'and changes none');
select is_empty('delete from public.app_57_news where true returning id', 'and deletes none');
select lives_ok($$insert into public.app_58_news (text) values ('new')$$, 'the owner of 58 inserts news of 58');

select public.join_app(57);
select results_eq('select text from public.app_57_news order by text', array['of alice', 'of bob'], 'as a member of 57 too, eve reads its news');
select throws_ok($$insert into public.app_57_news (text) values ('x')$$, '42501', null, 'but inserts none');
select is_empty($$update public.app_57_news set text = 'x' where true returning id$$, 'and changes none');
select is_empty('delete from public.app_57_news where true returning id', 'and deletes none');
select isnt_empty($$update public.app_58_news set text = 'changed' where text = 'of eve' returning id$$, 'eve changes the news of 58');

select tests.act_as_owner();
select results_eq('select text from public.app_57_news order by text', array['of alice', 'of bob'], 'the news of 57 are as they were');

select * from finish();
rollback;
