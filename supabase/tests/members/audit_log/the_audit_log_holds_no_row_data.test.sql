-- AUD-1: no row, address, name of a person or metadata enters the audit log, whatever is done to an app.
begin;
select plan(3);
select set_config('tests.start', coalesce(max(id), 0)::text, true) from platform.audit_log;
select tests.cast();
select tests.sign_up('carol', '{"app_id": 57, "full_name": "needle name", "avatar_url": "https://needle.example", "note": "needle"}');
select tests.act_as('carol');
insert into public.app_57_lists (text) values ('needle row');
update public.app_57_users set full_name = 'needle again' where true;
select tests.act_as_role('service_role');
insert into public.app_57_todos (user_id, text) values (tests.user_id('carol'), 'needle row');
select platform.invite_member(57, 'needle@example.com', 'admin');
select platform.update_member(57, tests.user_id('carol'), role => 'admin', status => 'suspended');
select platform.update_member(57, tests.user_id('carol'), status => 'active');
select platform.create_table(57,
  '{"name": "more", "description": "needle", "columns": [{"name": "text", "type": "text", "default": "needle"}]}');
insert into public.app_57_more (user_id) values (tests.user_id('carol'));
select platform.repair_app(57);
select platform.drop_table(57, 'more');
select tests.act_as_owner();
update auth.users set email = 'needle2@example.com' where id = tests.user_id('carol');
select platform.remove_member(57, tests.user_id('carol'));
select platform.delete_app(57);
select platform.purge_app(57);

prepare logged as select * from platform.audit_log
where id > current_setting('tests.start')::bigint and audit_log::text ~ 'needle|@example|of alice|of eve';
select is_empty('logged', 'the audit log contains no data of a row, an account or a spec');
select bag_eq($$select distinct action from platform.audit_log where id > current_setting('tests.start')::bigint and app_id = 57$$, array[
  'create_app', 'create_table', 'add_member', 'invite_member', 'update_member', 'drop_table', 'remove_member', 'delete_app', 'purge_app'
], 'the audit log contains every action');
select platform.audit(58, 'test', '{"text": "needle row"}');
select isnt_empty('logged', 'the search finds row data in the audit log when there is some');

select * from finish();
rollback;
