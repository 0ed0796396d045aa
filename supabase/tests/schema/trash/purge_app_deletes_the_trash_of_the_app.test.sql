-- TRASH-3: nothing of a purged app remains in the trash, and nothing that was purged can be restored.
begin;
select plan(6);
select tests.cast();
select tests.act_as_role('service_role');

select platform.drop_table(57, 'lists');
select platform.alter_table(57, '{"name": "todos", "columns": [{"name": "more", "type": "text"}]}', true);
select platform.drop_table(58, 'lists');
select platform.delete_app(57);
select is(
  tests.error_of(format('select platform.restore_dropped(57, %s)', (select max(id) from platform.dropped_objects where app_id = 57))),
  'PT409 app_not_active', 'a deleted app restores nothing from its trash');
select platform.purge_app(57);
select tests.act_as_owner();
select is_empty($$select relname from pg_class where relnamespace = 'trash'::regnamespace and relname like 'app\_57\_%'$$,
  'no relation of the purged app remains in the trash');
select is_empty('select from platform.dropped_objects where app_id = 57',
  'no entry of the purged app remains in the list of dropped objects');
select isnt_empty($$select from pg_class where relnamespace = 'trash'::regnamespace and relname like 'app\_58\_%'$$,
  'the relations of 58 remain in the trash');
select is_empty('select * from platform.verify_shard()', 'verify_shard finds nothing wrong with the shard');
select tests.act_as_role('service_role');
select is(tests.error_of('select platform.list_dropped(57)'), 'PT404 app_not_found', 'list_dropped does not find the purged app');

select * from finish();
rollback;
