-- ISO-6, ISO-8: who loses the role of an admin, or is suspended with it, writes read_only tables no more, with the same token.
begin;
select plan(10);
select tests.cast();
select platform.update_member(57, tests.user_id('alice'), role => 'admin');

select tests.act_as('alice');
select lives_ok($$insert into public.app_57_news (text) values ('as admin')$$, 'as an admin alice inserts');

select tests.act_as_owner();
select platform.update_member(57, tests.user_id('alice'), role => 'member');
select tests.act_as('alice');
select throws_ok($$insert into public.app_57_news (text) values ('x')$$, '42501', null, 'as a member alice inserts nothing');
select is_empty($$update public.app_57_news set text = 'x' where true returning id$$, 'and changes nothing, not even what she inserted');
select is_empty('delete from public.app_57_news where true returning id', 'and deletes nothing');
select isnt_empty('select from public.app_57_news', 'but reads');

select tests.act_as_owner();
select platform.update_member(57, tests.user_id('alice'), role => 'owner', status => 'suspended');
select tests.act_as('alice');
select throws_ok($$insert into public.app_57_news (text) values ('x')$$, '42501', null, 'a suspended owner inserts nothing');
select is_empty($$update public.app_57_news set text = 'x' where true returning id$$, 'and changes nothing');
select is_empty('select from public.app_57_news', 'and reads nothing');

select tests.act_as_owner();
select results_eq('select text from public.app_57_news order by text', array['as admin', 'of alice', 'of bob'], 'the news are as they were');
select platform.update_member(57, tests.user_id('alice'), status => 'active');
select tests.act_as('alice');
select isnt_empty($$update public.app_57_news set text = 'x' where true returning id$$, 'readmitted as an owner alice changes them');

select * from finish();
rollback;
