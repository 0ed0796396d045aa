-- ISO-6, ISO-8: a member who loses the role of an admin, or an owner who is suspended, no longer writes read_only tables with
-- the same token.
begin;
select plan(10);
select tests.cast();
select platform.update_member(57, tests.user_id('alice'), role => 'admin');

select tests.act_as('alice');
select lives_ok($$insert into public.app_57_news (text) values ('as admin')$$, 'alice inserts news as an admin');

select tests.act_as_owner();
select platform.update_member(57, tests.user_id('alice'), role => 'member');
select tests.act_as('alice');
select throws_ok($$insert into public.app_57_news (text) values ('x')$$, '42501', null, 'alice inserts no news as a plain member');
select is_empty($$update public.app_57_news set text = 'x' where true returning id$$,
  'alice changes no news as a plain member, not even what she inserted');
select is_empty('delete from public.app_57_news where true returning id', 'alice deletes no news as a plain member');
select isnt_empty('select from public.app_57_news', 'alice reads the news as a plain member');

select tests.act_as_owner();
select platform.update_member(57, tests.user_id('alice'), role => 'owner', status => 'suspended');
select tests.act_as('alice');
select throws_ok($$insert into public.app_57_news (text) values ('x')$$, '42501', null, 'a suspended owner inserts no news');
select is_empty($$update public.app_57_news set text = 'x' where true returning id$$, 'a suspended owner changes no news');
select is_empty('select from public.app_57_news', 'a suspended owner reads no news');

select tests.act_as_owner();
select results_eq('select text from public.app_57_news order by text', array['as admin', 'of alice', 'of bob'], 'the news is unchanged');
select platform.update_member(57, tests.user_id('alice'), status => 'active');
select tests.act_as('alice');
select isnt_empty($$update public.app_57_news set text = 'x' where true returning id$$,
  'alice changes the news once she is readmitted as an owner');

select * from finish();
rollback;
