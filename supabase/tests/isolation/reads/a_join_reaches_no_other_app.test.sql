-- ISO-1: a join, which is how resources are embedded, returns no row of another app and no other member's profile.
begin;
select plan(7);
select tests.cast();
-- A table of 58 that a table of 58 references, for embedding.
select platform.create_table(58, '{"name": "items", "scope": "shared", "columns": [
  {"name": "list_id", "type": "uuid", "references": {"table": "lists"}}]}');
insert into public.app_58_items (user_id, list_id) select tests.user_id('eve'), id from public.app_58_lists;

select tests.act_as('alice');
select is_empty($$
  select from public.app_58_items as items join public.app_58_lists as lists on lists.id = items.list_id
$$, 'alice embeds no list of 58 in its items');
select is_empty($$
  select from public.app_57_lists as mine join public.app_58_lists as theirs on mine.text <> theirs.text
$$, 'alice joins no list of 58 to those of 57');
select results_eq($$
  select lists.text, theirs.text from public.app_57_lists as lists
  left join lateral (select text from public.app_58_lists limit 1) as theirs on true order by 1
$$, $$ values ('of alice', null), ('of bob', null) $$, 'alice gets null in place of a row of 58');
select is_empty('select text from public.app_58_lists union all select text from public.app_58_news',
  'alice reads no row of 58 with UNION');
select results_eq('select count(*) from public.app_58_lists', array[0::bigint], 'alice counts no row of 58');

select tests.act_as('eve');
select results_eq($$
  select lists.text from public.app_58_items as items join public.app_58_lists as lists on lists.id = items.list_id
$$, array['of eve'], 'eve embeds the lists of 58 in its items');
select results_eq($$
  select users.email from public.app_58_lists as lists join public.app_58_users as users on users.id = lists.user_id
$$, array['eve@example.com'], 'eve embeds her own profile in her lists');

select * from finish();
rollback;
