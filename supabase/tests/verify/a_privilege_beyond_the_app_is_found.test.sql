-- VER-1: the roles of apps have privileges on what their app owns, and the roles that all apps share only on what every app needs.
begin;
select plan(9);
select tests.create_app(57);
create function pg_temp.shard() returns text language sql as $$
  select coalesce(string_agg(object || ' ' || problem, ', ' order by object), 'sound') from platform.verify_shard()
$$;
select is(pg_temp.shard(), 'sound', 'the shard is sound');

grant select on platform.apps to app_57_user;
select is(tests.findings(), 'app_57_user: table platform.apps privilege_beyond_app', 'a privilege on the registry is found');
revoke select on platform.apps from app_57_user;
grant execute on function platform.suspend_app to app_57;
select matches(tests.findings(), 'app_57: function platform.suspend_app', 'a privilege on a control function is found');
revoke execute on function platform.suspend_app from app_57;
grant create on schema code to app_57;
select is(tests.findings(), 'app_57: schema code privilege_beyond_app', 'a privilege on a schema is found');
revoke create on schema code from app_57;

grant select on platform.app_members to app_code;
select is(pg_temp.shard(), 'app_code: table platform.app_members privilege_beyond_app', 'a privilege of all apps on the registry is found');
revoke select on platform.app_members from app_code;
grant usage on schema sandbox to authenticated;
select is(pg_temp.shard(), 'authenticated: schema sandbox privilege_beyond_app', 'a privilege of requests on a schema is found');
revoke usage on schema sandbox from authenticated;
create function code.lower(text) returns text language sql as 'select $1';
select is(pg_temp.shard(), 'function code.lower(text) foreign_object', 'a function in schema code that belongs to no app is found');
drop function code.lower(text);
create table code.todos (id integer);
select matches(pg_temp.shard(), 'table code.todos foreign_object', 'a table in schema code is found');
drop table code.todos;
select is(pg_temp.shard(), 'sound', 'the shard is sound again');

select * from finish();
rollback;
