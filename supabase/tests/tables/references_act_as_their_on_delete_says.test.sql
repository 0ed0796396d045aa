-- A reference does what its on_delete says when its target is deleted.
begin;
select plan(9);
select platform.create_app('App', 9000000001);
select tests.sign_up('zoe', '{"app_id": 9000000001}');
select tests.act_as_role('service_role');
select platform.create_table(9000000001, '{"name": "lists", "columns": [{"name": "title", "type": "text", "unique": true}]}');
select platform.create_table(9000000001, '{"name": "items", "columns": [
  {"name": "note", "type": "text"},
  {"name": "optional", "type": "uuid", "references": {"table": "lists"}},
  {"name": "needed", "type": "uuid", "required": true, "references": {"table": "lists"}},
  {"name": "cascading", "type": "uuid", "references": {"table": "lists", "on_delete": "cascade"}},
  {"name": "holding", "type": "uuid", "references": {"table": "lists", "column": "id", "on_delete": "restrict"}},
  {"name": "parent", "type": "uuid", "references": {"table": "items", "on_delete": "cascade"}},
  {"name": "author", "type": "uuid", "references": {"table": "users"}}]}');

select is(
  (select jsonb_object_agg(element ->> 'name', element -> 'references' ->> 'on_delete')
    from jsonb_array_elements(platform.describe_table(9000000001, 'items') -> 'columns') as element where element ? 'references'),
  '{"optional": "set_null", "needed": "cascade", "cascading": "cascade", "holding": "restrict", "parent": "cascade", "author": "set_null"}',
  'a required reference cascades by default, and an optional one becomes null');

select tests.act_as('zoe');
insert into public.app_9000000001_lists (title) select unnest('{kept,optional,needed,cascading,holding}'::text[]);
create function pg_temp.list(wanted text) returns uuid language sql as $$
  select id from public.app_9000000001_lists where title = wanted
$$;
create function pg_temp.notes() returns text language sql as $$
  select string_agg(note, ' ' order by note) from public.app_9000000001_items
$$;
insert into public.app_9000000001_items (note, needed, optional) values ('optional', pg_temp.list('kept'), pg_temp.list('optional'));
insert into public.app_9000000001_items (note, needed) values ('needed', pg_temp.list('needed'));
insert into public.app_9000000001_items (note, needed, cascading) values ('cascading', pg_temp.list('kept'), pg_temp.list('cascading'));
insert into public.app_9000000001_items (note, needed, holding) values ('holding', pg_temp.list('kept'), pg_temp.list('holding'));
insert into public.app_9000000001_items (note, needed, parent)
select 'child', needed, id from public.app_9000000001_items where note = 'cascading';

delete from public.app_9000000001_lists where title = 'optional';
select is((select optional from public.app_9000000001_items where note = 'optional'), null,
  'set_null clears the reference to a deleted row');
delete from public.app_9000000001_lists where title = 'needed';
select is(pg_temp.notes(), 'cascading child holding optional', 'a required reference deletes its row with the target');
delete from public.app_9000000001_lists where title = 'cascading';
select is(pg_temp.notes(), 'holding optional', 'cascade deletes the row with the target, and the rows of its own table that reference it');
select throws_ok($$delete from public.app_9000000001_lists where title = 'holding'$$, '23503', null,
  'restrict prevents deleting the target');
select throws_ok($$insert into public.app_9000000001_items (needed) values (gen_random_uuid())$$, '23503', null,
  'a reference to a row that does not exist is refused');
select lives_ok(
  $$insert into public.app_9000000001_items (note, needed, author) values ('signed', pg_temp.list('kept'), tests.user_id('zoe'))$$,
  'a reference to a profile is accepted');
select tests.act_as_owner();
select is_empty($$
  select conname from pg_constraint
  where contype = 'f' and connamespace = 'public'::regnamespace and conrelid::regclass::text like 'app\_9000000001\_%'
    and not exists (select from pg_index where indrelid = conrelid and indkey[0] = conkey[1])$$,
  'every foreign key has an index that leads with it');
select is_empty('select * from platform.verify_app(9000000001)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
