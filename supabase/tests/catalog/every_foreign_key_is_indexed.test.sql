-- ISO-8, MEM-2: every foreign key is the prefix of an index, so that deleting a referenced row finds the referencing rows without a
-- scan.
begin;
select plan(3);
select tests.cast();
select platform.create_table(57, '{"name": "items", "columns": [
  {"name": "list_id", "type": "uuid", "references": {"table": "lists"}},
  {"name": "post_id", "type": "uuid", "unique": true, "references": {"table": "posts"}},
  {"name": "news_id", "type": "uuid", "references": {"table": "news"}}, {"name": "rank", "type": "integer"},
  {"name": "assignee", "type": "uuid", "references": {"table": "users"}}],
  "indexes": [{"columns": ["news_id", "rank"]}, {"columns": ["rank", "assignee"]}]}');

prepare unindexed as
  select conname::text from pg_catalog.pg_constraint
  where contype = 'f'
    and connamespace in ('public'::regnamespace, 'platform'::regnamespace, 'access'::regnamespace, 'sandbox'::regnamespace,
    'data_api'::regnamespace)
    and not exists (
      select from pg_catalog.pg_index
      where indrelid = conrelid and indisvalid and indpred is null
        and (indkey::smallint[])[0:cardinality(conkey) - 1] @> conkey
    );
select is_empty('unindexed', 'every foreign key is the prefix of an index');
select ok((select count(*) > 15 from pg_catalog.pg_constraint
    where contype = 'f' and connamespace in ('public'::regnamespace, 'platform'::regnamespace)),
  'the check covers more than 15 foreign keys');

drop index platform.app_members_user_id_idx;
select sandbox.run_as_app(57, format('drop index %s', indexrelid::regclass)) from pg_catalog.pg_index
where indrelid = 'public.app_57_items'::regclass and pg_get_indexdef(indexrelid) like '%(news_id, rank)';
select bag_eq('unindexed', array['app_members_user_id_fkey', 'app_57_items_news_id_fkey'], 'a foreign key without an index would be found');

select * from finish();
rollback;
