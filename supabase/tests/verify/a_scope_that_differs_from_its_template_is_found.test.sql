-- VER-1: the templates of the scopes are those of this release; a template that differs is found on the shard and written again.
begin;
select plan(19);
create function pg_temp.outdated() returns text language sql as $$
  select coalesce(string_agg(object, ',' order by object), 'none') from platform.verify_shard() where problem = 'template_outdated'
$$;
select set_eq('select * from platform.scope_templates', 'select * from platform.current_templates()',
  'the templates in a new database are those of this release');
select set_eq('select scope from platform.scope_templates',
  array['private', 'shared', 'public_read', 'read_only', 'owned', 'open', 'custom', 'server_only'],
  'every scope that a table of an app can have has a template');
select is(pg_temp.outdated(), 'none', 'no template is outdated in a new database');
select is(platform.prepare_scopes(), '{}', 'no template is written where all are right');

update platform.scope_templates set facts = replace(facts, 'anon', 'public') where scope = 'public_read';
select is(pg_temp.outdated(), 'public_read', 'a template with changed facts is found');
select is(
  platform.verify_shard_page() #>> '{findings,0,problem}', 'template_outdated', 'the last page of the shard reports an outdated template');
update platform.scope_templates set protection = protection || 'select 1;' where scope = 'private';
select is(pg_temp.outdated(), 'private,public_read', 'a template with changed DDL is found');
delete from platform.scope_templates where scope = 'open';
select is(pg_temp.outdated(), 'open,private,public_read', 'a missing template is found');
select is(platform.prepare_scopes(), '{open,private,public_read}', 'the templates that differ are written again');
select is(pg_temp.outdated(), 'none', 'no template is outdated after they are written again');

-- A table passes for sound only by the template of its own scope.
select tests.create_app(57);
create function pg_temp.deviating() returns text language sql as $$
  select coalesce(string_agg(relname, ',' order by relname), 'none') from pg_class
  where oid = any (platform.deviating_relations(57, array(select oid from platform.app_relations(57))))
$$;
select is(pg_temp.deviating(), 'app_57_users',
  'every table of a spec is exactly what its scope makes of it, and profiles have no template');
delete from platform.scope_templates where scope = 'private';
select is(pg_temp.deviating(), 'app_57_todos,app_57_users', 'a table whose scope has no template is looked at closely');
select is_empty('select * from platform.verify_app(57)', 'a table whose scope has no template is sound for all that');
select lives_ok($$select platform.create_table(57, '{"name": "more", "columns": [{"name": "text", "type": "text"}]}')$$,
  'a table whose scope has no template is created');
select platform.prepare_scopes();
select is(pg_temp.deviating(), 'app_57_users', 'a table that was created without a template is what its template says');
update platform.app_tables set scope = 'private' where app_id = 57 and name = 'lists';
select is(pg_temp.deviating(), 'app_57_lists,app_57_users', 'a table with the protection of another scope is looked at closely');
update platform.app_tables set scope = 'shared' where app_id = 57 and name = 'lists';
select is(pg_temp.deviating(), 'app_57_users', 'a table with the protection of its own scope is not looked at closely');

select tests.act_as_role('service_role');
select is(tests.error_of('select platform.prepare_scopes()'), '42501', 'the platform does not write the templates of scopes');
select is(tests.error_of('select * from platform.scope_templates'), 'no error', 'the platform reads the templates of scopes');

select * from finish();
rollback;
