-- AUD-1: every change of an app is in the audit log together with its actor, and no row data is.
begin;
select plan(7);
create temp table start as select coalesce(max(id), 0) as id from platform.audit_log;
grant select on start to service_role;
select tests.sign_up('zoe');
select tests.sign_up('yan');
select tests.act_as_role('service_role');
select platform.create_app('App', 9000000001);
select platform.create_table(9000000001, '{"name": "notes", "columns": [{"name": "text", "type": "text", "default": "a secret default"}]}');
select platform.add_member(9000000001, tests.user_id('zoe'));
select platform.update_member(9000000001, tests.user_id('zoe'), 'admin');
select platform.invite_member(9000000001, 'invited@example.com');
insert into public.app_9000000001_notes (user_id, text) values (tests.user_id('zoe'), 'a secret row');
select tests.act_as('yan');
select public.join_app(9000000001);
select public.leave_app(9000000001);
select tests.act_as_role('service_role');
select platform.remove_member(9000000001, tests.user_id('zoe'));
select platform.update_app(9000000001, name => 'Renamed');
select platform.drop_table(9000000001, 'notes');
select platform.repair_app(9000000001, '{"tables": [{"name": "notes", "columns": [{"name": "text", "type": "text"}]}]}');
select platform.suspend_app(9000000001, 'unpaid');
select platform.resume_app(9000000001);
select platform.delete_app(9000000001);
select platform.purge_app(9000000001);

select results_eq(
  'select action from platform.audit_log where app_id = 9000000001 and id > (select id from start) order by id',
  array['create_app', 'create_table', 'add_member', 'update_member', 'invite_member', 'add_member', 'remove_member', 'remove_member',
    'update_app', 'drop_table', 'repair_app', 'suspend_app', 'resume_app', 'delete_app', 'purge_app'],
  'each change is one entry of the audit log, in order');
select set_eq(
  $$select distinct actor from platform.audit_log where app_id = 9000000001 and id > (select id from start)
    and detail ->> 'user_id' is distinct from tests.user_id('yan')::text$$,
  array['service_role'], 'the actor of the changes by the platform is service_role');
select set_eq(
  $$select action || ' ' || actor from platform.audit_log where app_id = 9000000001 and id > (select id from start)
    and detail ->> 'user_id' = tests.user_id('yan')::text$$,
  array['add_member ' || tests.user_id('yan'), 'remove_member ' || tests.user_id('yan')],
  'the actor who joins and leaves an app is the user id');
select is_empty($$select * from platform.audit_log where id > (select id from start) and detail::text ~ 'secret|@example.com'$$,
  'the audit log contains no row, no default and no email address');
select is((select detail from platform.audit_log where app_id = 9000000001 and id > (select id from start) and action = 'suspend_app'),
  '{"reason": "unpaid"}', 'the audit log contains the reason of a suspension');
select throws_ok('delete from platform.audit_log where true', '42501', null, 'the platform cannot delete entries of the audit log');
select throws_ok($$update platform.audit_log set actor = 'nobody' where true$$,
  '42501', null, 'the platform cannot change entries of the audit log');

select * from finish();
rollback;
