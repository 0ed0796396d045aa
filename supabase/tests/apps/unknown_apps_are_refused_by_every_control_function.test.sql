-- Every control function refuses an app that does not exist.
begin;
select plan(18);
select tests.sign_up('mallory');
select tests.act_as_role('service_role');

select is(tests.error_of(call), 'PT404 app_not_found', 'the app is not found by: ' || call) from unnest(array[
  'select platform.get_app(9000000009)',
  'select platform.update_app(9000000009)',
  'select platform.suspend_app(9000000009)',
  'select platform.resume_app(9000000009)',
  'select platform.delete_app(9000000009)',
  'select platform.purge_app(9000000009)',
  'select platform.create_table(9000000009, ''{"name": "a", "columns": [{"name": "a", "type": "text"}]}'')',
  'select platform.drop_table(9000000009, ''a'')',
  'select platform.describe_app(9000000009)',
  'select platform.app_standards(9000000009)',
  'select platform.typescript_types(9000000009)',
  'select * from platform.verify_app(9000000009)',
  'select platform.repair_app(9000000009)',
  'select platform.add_member(9000000009, tests.user_id(''mallory''))',
  'select platform.invite_member(9000000009, ''a@example.com'')',
  'select platform.revoke_invitation(9000000009, ''a@example.com'')',
  'select platform.list_members(9000000009)',
  'select platform.get_app(null)'
]) as call;

select * from finish();
rollback;
