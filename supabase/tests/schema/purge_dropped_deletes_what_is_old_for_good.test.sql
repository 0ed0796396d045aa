-- TRASH-3: purge_dropped deletes what has been in the trash long enough, and no call restores it.
begin;
select plan(10);
select tests.cast();
select tests.act_as_role('service_role');

select platform.drop_table(57, 'lists');
select platform.drop_table(57, 'posts');
select platform.drop_table(58, 'lists');
select tests.act_as_owner();
update platform.dropped_objects set created_at = now() - interval '40 days' where table_name = 'lists';
select tests.act_as_role('service_role');
select is(tests.error_of($$select platform.purge_dropped(57, interval '-1 day')$$), '22023 invalid_argument', 'the future is not purged');
select is(tests.error_of('select platform.purge_dropped(57, null)'), '22023 invalid_argument', 'an age is needed');
select is(tests.error_of('select platform.purge_dropped(99)'), 'PT404 app_not_found', 'and an app that is there, or none');
select is(platform.purge_dropped(57), '{"purged": 1}', 'what is older than 30 days goes');
select is(platform.list_dropped(57) #>> '{0,table}', 'posts', 'what is not stays');
select is(jsonb_array_length(platform.list_dropped(58)), 1, 'that of other apps as well');
select is(platform.purge_dropped(), '{"purged": 1}', 'unless all are asked for');
select is(platform.list_dropped(58), '[]', 'then theirs goes too');
select is(tests.error_of(format('select platform.rollback_schema_change(58)')), 'PT409 dropped_purged', 'what was purged is not rolled back to');
select tests.act_as_owner();
select is_empty($$select relname from pg_class where relnamespace = 'trash'::regnamespace and relkind = 'r' and relname not in (select 'app_' || app_id || '_' || id from platform.dropped_objects)$$, 'the tables are gone');

select * from finish();
rollback;
