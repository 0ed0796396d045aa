-- CAP-1: a closed shard takes no new app and keeps serving the apps it has.
begin;
select plan(6);
select tests.cast();
update platform.shards set status = 'closed' where is_local;
select tests.act_as_role('service_role');

select is(tests.error_of($$select platform.create_app('New', 9000000001)$$), 'PT503 shard_closed', 'a closed shard takes no new app');
select is(tests.error_of($$select platform.create_table(57, '{"name": "notes", "columns": [{"name": "text", "type": "text"}]}')$$), 'no error',
  'an app that it has gets new tables');
select tests.act_as('mallory');
select is(public.join_app(57) ->> 'status', 'active', 'and new members');
select results_eq('select text from public.app_57_lists order by text', array['of alice', 'of bob'], 'who read it');
select tests.act_as_owner();
select hasnt_role('app_9000000001', 'nothing of the refused app is left');
update platform.shards set status = 'open' where is_local;
select is(tests.error_of($$select platform.create_app('New', 9000000001)$$), 'no error', 'an opened shard takes new apps again');

select * from finish();
rollback;
