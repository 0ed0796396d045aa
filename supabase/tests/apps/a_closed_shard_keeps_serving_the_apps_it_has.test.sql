-- CAP-1: A closed shard takes no new app and keeps serving the apps it has.
begin;
select plan(6);
select tests.cast();
update platform.shards set status = 'closed' where is_local;
select tests.act_as_role('service_role');

select is(tests.error_of($$select platform.create_app('New', 9000000001)$$), 'PT503 shard_closed', 'a closed shard takes no new app');
select is(tests.error_of($$select platform.create_table(57, '{"name": "notes", "columns": [{"name": "text", "type": "text"}]}')$$),
  'no error', 'an app on a closed shard gets new tables');
select tests.act_as('mallory');
select is(public.join_app(57) ->> 'status', 'active', 'an app on a closed shard gets new members');
select results_eq('select text from public.app_57_lists order by text',
  array['of alice', 'of bob'], 'a new member reads the app on a closed shard');
select tests.act_as_owner();
select hasnt_role('app_9000000001', 'the refused app leaves no role');
update platform.shards set status = 'open' where is_local;
select is(tests.error_of($$select platform.create_app('New', 9000000001)$$), 'no error', 'a shard that is opened again takes new apps');

select * from finish();
rollback;
