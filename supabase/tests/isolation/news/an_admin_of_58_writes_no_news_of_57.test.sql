-- ISO-6: a role in one app counts only in that app.
begin;
select plan(10);
select tests.cast();
select platform.update_member(58, tests.user_id('eve'), role => 'owner');

select tests.act_as('eve');
select throws_ok($$insert into public.app_57_news (text) values ('x')$$, '42501', null, 'the owner of 58 inserts no news of 57');
select is_empty($$update public.app_57_news set text = 'x' where true returning id$$, 'the owner of 58 changes no news of 57');
select is_empty('delete from public.app_57_news where true returning id', 'the owner of 58 deletes no news of 57');
select lives_ok($$insert into public.app_58_news (text) values ('new')$$, 'the owner of 58 inserts news of 58');

select public.join_app(57);
select results_eq('select text from public.app_57_news order by text',
  array['of alice', 'of bob'], 'eve reads the news of 57 once she is a member of 57 too');
select throws_ok($$insert into public.app_57_news (text) values ('x')$$, '42501', null, 'eve inserts no news of 57 as a plain member');
select is_empty($$update public.app_57_news set text = 'x' where true returning id$$, 'eve changes no news of 57 as a plain member');
select is_empty('delete from public.app_57_news where true returning id', 'eve deletes no news of 57 as a plain member');
select isnt_empty($$update public.app_58_news set text = 'changed' where text = 'of eve' returning id$$, 'eve changes the news of 58');

select tests.act_as_owner();
select results_eq('select text from public.app_57_news order by text', array['of alice', 'of bob'], 'the news of 57 is unchanged');

select * from finish();
rollback;
