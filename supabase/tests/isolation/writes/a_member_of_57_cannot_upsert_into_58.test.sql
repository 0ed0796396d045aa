-- ISO-2: INSERT … ON CONFLICT and MERGE change nothing in another app, even for a user who knows a row's id.
begin;
select plan(22);
select tests.cast();
update public.app_58_todos set id = tests.user_id('row') where true;
update public.app_58_lists set id = tests.user_id('row') where true;
update public.app_58_posts set id = tests.user_id('row') where true;
update public.app_58_news set id = tests.user_id('row') where true;

select tests.act_as('alice');
select throws_ok(format(
    'insert into public.app_58_%s (id, text) values (tests.user_id(''row''), ''x'') '
    'on conflict (id) do update set text = excluded.text', name),
  '42501', null, format('alice upserts nothing into %s of 58', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format(
    'insert into public.app_58_%s (id, text) values (tests.user_id(''row''), ''x'') on conflict do nothing', name),
  '42501', null, format('alice cannot find out with ON CONFLICT whether an id exists in %s of 58', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format('merge into public.app_58_%s using (values (1)) as one on true when matched then delete', name),
  '42501', null, format('alice deletes nothing with MERGE in %s of 58', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok(format('merge into public.app_58_%s using (values (1)) as one on true when matched then update set text = ''x''', name),
  '42501', null, format('alice updates nothing with MERGE in %s of 58', name))
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select throws_ok($$
  merge into public.app_58_lists using (values (1)) as one on false when not matched then insert (text) values ('x')
$$, '42501', null, 'alice inserts no row into 58 with MERGE');
select is_empty($$
  merge into public.app_58_lists as theirs using (values (1)) as one on theirs.text = 'of eve'
  when matched then update set text = 'x' returning theirs.text
$$, 'alice matches no row of 58 by its text with MERGE');

select tests.act_as_owner();
select results_eq($$
  select text from public.app_58_todos union all select text from public.app_58_lists
  union all select text from public.app_58_posts union all select text from public.app_58_news
$$, array['of eve', 'of eve', 'of eve', 'of eve'], 'the tables of 58 are unchanged');

select tests.act_as('eve');
select results_eq($$
  insert into public.app_58_lists (id, text) values (tests.user_id('row'), 'upserted')
  on conflict (id) do update set text = excluded.text returning text
$$, array['upserted'], 'eve upserts her row in 58');
select results_eq($$
  merge into public.app_58_lists as mine using (values (1)) as one on mine.text = 'upserted'
  when matched then update set text = 'merged' returning mine.text
$$, array['merged'], 'eve updates her row with MERGE');
select lives_ok('merge into public.app_58_posts using (values (1)) as one on true when matched then delete',
  'eve deletes her post with MERGE');

select * from finish();
rollback;
