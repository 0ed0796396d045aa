-- VER-2: the last step of every change is verify_app; a finding takes the whole change back.
begin;
select plan(14);
select tests.create_app(57);
select set_config('tests.entries', (select count(*)::text from platform.audit_log), true);
select is(tests.error_of($$select platform.create_table(57, '{"name": "good", "columns": [{"name": "a", "type": "text"}]}')$$), 'no error', 'a sound change is kept');

-- Tables come without row security from here on, as a fault of this code might make them.
alter function platform.protection_ddl rename to sound_protection_ddl;
create function platform.protection_ddl(app_id bigint, name text, scope text) returns text language sql as $$
  select replace(platform.sound_protection_ddl(app_id, name, scope), 'enable row level security', 'disable row level security')
$$;
select is(tests.error_of($$select platform.create_table(57, '{"name": "bad", "columns": [{"name": "a", "type": "text"}]}')$$), '42501 app_not_sound', 'create_table is refused');
select hasnt_table('public', 'app_57_bad', 'the table is not there');
select is(platform.get_app(57) -> 'tables' -> 'bad', null, 'nor is it registered');
select is(tests.error_of($$select platform.create_app('Bad', 9000000001)$$), '42501 app_not_sound', 'create_app is refused');
select hasnt_role('app_9000000001', 'the role is not there');
select is(tests.error_of('select platform.get_app(9000000001)'), 'PT404 app_not_found', 'nor is the app');
select is(tests.error_of($$select platform.repair_app(57, '{"tables": [{"name": "bad", "columns": [{"name": "a", "type": "text"}]}]}')$$), '42501 app_not_sound', 'repair_app is refused');
select hasnt_table('public', 'app_57_bad', 'and makes nothing');
drop function platform.protection_ddl;
alter function platform.sound_protection_ddl rename to protection_ddl;

select sandbox.run_as_app(57, 'alter table public.app_57_todos disable row level security');
select is(tests.error_of($$select platform.drop_table(57, 'lists')$$), '42501 app_not_sound', 'drop_table is refused while another table is not sound');
select has_table('public', 'app_57_lists', 'the table is still there');
select throws_like($$select platform.drop_table(57, 'lists')$$, '%app_57_todos%row_security_disabled%', 'the message says what is wrong, and where');
select is((select count(*) from platform.audit_log)::integer, current_setting('tests.entries')::integer + 1, 'the audit log tells of the sound change alone');
select sandbox.run_as_app(57, 'alter default privileges grant select on tables to app_group_57');
select is(tests.error_of($$select platform.create_table(57, '{"name": "bad", "columns": [{"name": "a", "type": "text"}]}')$$), '42501 app_not_sound',
  'create_table is refused where the role itself is not sound');

select * from finish();
rollback;
