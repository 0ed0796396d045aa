-- TRASH-3: purge_dropped deletes what has been in the trash long enough, and no call restores it.
begin;
select plan(14);
select tests.cast();
select tests.act_as_role('service_role');

select platform.drop_table(57, 'lists');
select platform.drop_table(57, 'posts');
select platform.drop_table(58, 'lists');
select tests.act_as_owner();
update platform.dropped_objects set created_at = now() - interval '40 days' where table_name = 'lists';
select tests.act_as_role('service_role');
select is(tests.error_of($$select platform.purge_dropped(57, interval '-1 day')$$), '22023 invalid_argument', 'a negative age is refused');
select is(tests.error_of('select platform.purge_dropped(57, null)'), '22023 invalid_argument', 'an age of null is refused');
select is(tests.error_of('select platform.purge_dropped(max_objects => 0)'), '22023 invalid_argument',
  'a call that may delete nothing is refused');
select is(tests.error_of('select platform.purge_dropped(99)'), 'PT404 app_not_found', 'an app that does not exist is not found');
select is(platform.purge_dropped(57), '{"purged": 1, "remaining": 0}',
  'purge_dropped deletes the table that was dropped more than 30 days ago');
select is(platform.list_dropped(57) #>> '{0,table}', 'posts', 'the table that was dropped recently remains in the trash');
select is(jsonb_array_length(platform.list_dropped(58)), 1, 'the table that 58 dropped remains in the trash');
select is(platform.purge_dropped(), '{"purged": 1, "remaining": 0}', 'purge_dropped without an app purges the trash of every app');
select is(platform.list_dropped(58), '[]', 'the trash of 58 is empty after the purge of every app');
select is(tests.error_of(format('select platform.rollback_schema_change(58)')), 'PT409 dropped_purged',
  'a change that dropped a purged table is not rolled back');
select tests.act_as_owner();
select is_empty(
  $$select relname from pg_class where relnamespace = 'trash'::regnamespace and relkind = 'r'
    and relname not in (select 'app_' || app_id || '_' || id from platform.dropped_objects)$$,
  'the schema trash holds no table that is not listed');

select tests.act_as_role('service_role');
select platform.drop_table(58, 'posts');
select platform.drop_table(58, 'news');
select is(platform.purge_dropped(older_than => '0', max_objects => 2), '{"purged": 2, "remaining": 1}',
  'a call deletes as many objects as max_objects says, of all apps');
select is(platform.purge_dropped(older_than => '0', max_objects => 2), '{"purged": 1, "remaining": 0}',
  'the next call deletes the rest');
select is(platform.list_dropped(57) || platform.list_dropped(58), '[]', 'the trash of both apps is empty after the last call');
select * from finish();
rollback;
