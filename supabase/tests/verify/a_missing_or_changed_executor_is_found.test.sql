-- VER-1: an executor of an app runs as the app, pins its search path, does what it was created for, and is executed only by postgres.
begin;
select plan(11);
select tests.create_app(57);
select tests.create_app(257);
create or replace function sandbox.factory_script(task text, app_id bigint) returns text
language plpgsql immutable security definer set search_path = '' as 'begin return task; end';
select sandbox.run_factory('grant app_57, app_257 to app_factory_57 with inherit true, set true', 57);

select is(tests.findings(problems => '^executor'), 'sound', 'the original executor is sound');
select sandbox.run_factory('grant execute on function sandbox.app_57_write to public', 57);
select is(tests.findings(problems => '^executor'), 'sandbox.app_57_write(text) executor_changed',
  'an executor that anybody may execute is found');
select sandbox.run_factory('revoke execute on function sandbox.app_57_write from public;
  grant execute on function sandbox.app_57_write to service_role', 57);
select is(tests.findings(problems => '^executor'), 'sandbox.app_57_write(text) executor_changed',
  'an executor that the platform may execute without the guard is found');
select sandbox.run_factory('revoke execute on function sandbox.app_57_write from service_role, postgres', 57);
select is(tests.findings(problems => '^executor'), 'sandbox.app_57_write(text) executor_changed',
  'an executor that postgres may not execute is found');
select sandbox.run_factory('grant execute on function sandbox.app_57_write to postgres;
  alter function sandbox.app_57_write security invoker', 57);
select is(tests.findings(problems => '^executor'), 'sandbox.app_57_write(text) executor_changed',
  'an executor that runs as its caller is found');
select sandbox.run_factory('alter function sandbox.app_57_write security definer;
  alter function sandbox.app_57_write reset search_path', 57);
select is(tests.findings(problems => '^executor'), 'sandbox.app_57_write(text) executor_changed',
  'an executor that does not pin its search path is found');
select sandbox.run_factory('alter function sandbox.app_57_write reset all;
  alter function sandbox.app_57_write set search_path = public, extensions, pg_temp;
  alter function sandbox.app_57_write set standard_conforming_strings = on', 57);
select is(tests.findings(problems => '^executor'), 'sound', 'the restored executor is sound');
select sandbox.run_factory($f$create or replace function sandbox.app_57_write(sql text) returns bigint language plpgsql security definer
  set search_path = public, extensions, pg_temp set standard_conforming_strings = on as 'begin return 0; end'$f$, 57);
select is(tests.findings(problems => '^executor'), 'sandbox.app_57_write(text) executor_changed',
  'an executor that does something else is found');
select sandbox.run_factory('grant app_installer_57 to app_257 with inherit true; alter function sandbox.app_57_write owner to app_257', 57);
select is(tests.findings(problems => '^executor'), 'sandbox.app_57_write(text) executor_changed',
  'an executor that belongs to another app is found');
select sandbox.run_factory('drop function sandbox.app_57_write', 57);
select is(tests.findings(problems => '^executor'), 'sandbox.app_57_write(text) executor_missing', 'a missing executor is found');
select sandbox.run_factory('alter function sandbox.app_57_read volatile', 57);
select alike(tests.findings(problems => '^executor'), '%sandbox.app_57_read(text, integer, bigint) executor_changed%',
  'an executor for reading that is volatile is found');

select * from finish();
rollback;
