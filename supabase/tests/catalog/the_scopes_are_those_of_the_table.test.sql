-- platform.scopes is the one list of scopes: each has policies, grants and words, and no table of an app has another.
begin;
select plan(9);
select tests.cast();

select is_empty(
  $$select name from platform.scopes where not exists (select from platform.scope_policies(57, scopes.name))$$,
  'every scope has policies');
select is_empty(
  $$select name from platform.scopes where not exists (select from platform.scope_grants(scopes.name, 'app_57_users'))$$,
  'every scope has grants');
select throws_ok($$select platform.scope_policies(57, 'secret')$$, '20000', null, 'a scope that is not listed has no policies');
select throws_ok(
  $$insert into platform.app_tables (app_id, name, scope, display_name) values (57, 'x', 'secret', 'X')$$,
  '23503', null, 'a table cannot have a scope that is not listed');
select lives_ok(
  $$insert into platform.app_tables (app_id, name, scope, display_name) values (57, 'x', 'private', 'X')$$,
  'a table can have a scope that is listed');
select throws_ok($$delete from platform.scopes where name = 'private'$$, '23503', null, 'a scope that a table has cannot be deleted');
select is(
  platform.validate_table('{"name": "x", "columns": [{"name": "a", "type": "text"}], "scope": "owned"}') #>> '{0,message}',
  'must be private, shared, public_read or read_only (table "x")', 'a spec cannot ask for a scope of SQL, and learns which there are');
select is(
  platform.validate_table('{"name": "x", "columns": [{"name": "a", "type": "text"}], "scope": "shared"}'),
  '[]', 'a spec can ask for a scope of specs');
select results_eq(
  $$select name, platform.is_spec_scope(name), platform.is_raw_scope(name) from platform.scopes order by position$$,
  $$values ('private', true, false), ('shared', true, false), ('public_read', true, false), ('read_only', true, false),
    ('owned', false, true), ('open', false, true), ('custom', false, true),
    ('server_only', false, true), ('profile', false, false)$$,
  'each scope is of specs, of SQL, or that of the profiles');

select * from finish();
rollback;
