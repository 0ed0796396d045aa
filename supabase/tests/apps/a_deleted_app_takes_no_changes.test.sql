-- A deleted app refuses every change until resume_app undoes the deletion; it can still be read, described and verified.
begin;
select plan(15);
select tests.cast();
select tests.act_as_role('service_role');
select isnt(platform.delete_app(57) -> 'deleted_at', 'null', 'delete_app returns the time of the deletion');
select is(platform.get_app(57) ->> 'status', 'deleted', 'get_app still returns a deleted app');
select is(platform.delete_app(57) ->> 'deleted_at',
  platform.get_app(57) ->> 'deleted_at', 'deleting an app again keeps the time of its deletion');

select is(tests.error_of($$select platform.update_app(57, name => 'New')$$),
  'PT409 app_not_active', 'update_app is refused for a deleted app');
select is(tests.error_of('select platform.suspend_app(57)'), 'PT409 app_not_active', 'suspend_app is refused for a deleted app');
select is(tests.error_of($$select platform.create_table(57, '{"name": "notes", "columns": [{"name": "text", "type": "text"}]}')$$),
  'PT409 app_not_active', 'create_table is refused for a deleted app');
select is(tests.error_of($$select platform.drop_table(57, 'todos')$$), 'PT409 app_not_active', 'drop_table is refused for a deleted app');
select is(tests.error_of($$select platform.add_member(57, tests.user_id('mallory'))$$),
  'PT409 app_not_active', 'add_member is refused for a deleted app');
select is(tests.error_of($$select platform.invite_member(57, 'new@example.com')$$),
  'PT409 app_not_active', 'invite_member is refused for a deleted app');
select is(tests.error_of('select platform.repair_app(57)'), 'PT409 app_not_active', 'repair_app is refused for a deleted app');
select tests.act_as('mallory');
select is(tests.error_of('select public.join_app(57)'), 'PT404 app_not_found', 'a user cannot join a deleted app');

select tests.act_as_role('service_role');
select is(jsonb_array_length(platform.describe_app(57) -> 'tables'), 4, 'describe_app still describes a deleted app');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with a deleted app');
select is(platform.resume_app(57) -> 'deleted_at', 'null', 'resume_app undoes the deletion');
select is(tests.error_of($$select platform.drop_table(57, 'todos')$$), 'no error', 'a resumed app accepts changes again');

select * from finish();
rollback;
