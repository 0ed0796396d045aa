-- SPEC-4: in a private table, unique means unique per owner unless the spec says "app", so that no user learns or takes the values of
-- another.
begin;
select plan(24);
select tests.cast();
create function pg_temp.spec(scope text, slug text, pair text, extra jsonb default '{}') returns jsonb language sql as $$
  select extra || jsonb_build_object('name', 'pages', 'scope', scope, 'columns', format('[
      {"name": "slug", "type": "text", "max_length": 100, "unique": %s},
      {"name": "a", "type": "integer"}, {"name": "b", "type": "integer"}]',
      slug)::jsonb,
    'indexes', format('[{"columns": ["a", "b"], "unique": %s}]', pair)::jsonb)
$$;
create function pg_temp.as_person(person text, sql text) returns text language plpgsql as $$
declare v_outcome text;
begin
  perform tests.act_as(person);
  v_outcome := tests.error_of(sql);
  perform tests.act_as_owner();
  return split_part(v_outcome, ' Key', 1);
end
$$;

select platform.create_table(57, pg_temp.spec('private', 'true', 'true'));
select is(tests.findings(), 'sound', 'the table is sound');
select is(platform.describe_table(57, 'pages') -> 'indexes',
  '[{"columns": ["user_id", "slug"], "unique": true}, {"columns": ["user_id", "a", "b"], "unique": true}]',
  'the description says which columns are unique together');
select is(tests.planned(57, tests.spec_of(57, pg_temp.spec('private', 'true', 'true'))), '{}', 'the spec plans nothing for its own table');
select is(tests.planned(57, tests.spec_of(57)), '{}', 'the description plans nothing for its own table');
select is((select count(*) from platform.plan_schema(57, tests.spec_of(57)) as plan, jsonb_array_elements(plan -> 'drift')), 0::bigint,
  'the baseline is what the catalog has');
select is(pg_temp.as_person('alice', $$insert into public.app_57_pages (slug, a, b) values ('home', 1, 1)$$), 'no error',
  'alice adds a value');
select is(pg_temp.as_person('bob', $$insert into public.app_57_pages (slug, a, b) values ('home', 1, 1)$$), 'no error',
  'bob adds the same values, and learns nothing of those of alice');
select is(pg_temp.as_person('alice', $$insert into public.app_57_pages (slug) values ('home')$$), '23505',
  'alice cannot add the value again');
select is(pg_temp.as_person('alice', $$insert into public.app_57_pages (a, b) values (1, 1)$$), '23505', 'alice cannot add the pair again');
select is(pg_temp.as_person('alice', $$insert into public.app_57_pages (slug, a) values ('home', 2)
  on conflict (user_id, slug) do update set a = excluded.a$$), 'no error', 'alice upserts by user_id and the column');

select is(tests.apply_error(57, tests.spec_of(57, pg_temp.spec('shared', 'true', 'false'))), '23505 duplicate_values',
  'values that two owners share are reported before the table becomes shared');
select is(tests.apply_error(57, tests.spec_of(57, pg_temp.spec('private', '"app"', '"app"'))), '23505 duplicate_values',
  'values that two owners share are reported before they become unique in the app');
delete from public.app_57_pages where user_id = tests.user_id('bob');
select is(tests.planned(57, tests.spec_of(57, pg_temp.spec('private', '"app"', '"app"'))),
  '{"drop_index pages","drop_index pages","add_unique pages.slug","add_index pages"}', 'the plan says that the indexes change');
select is(tests.apply_error(57, tests.spec_of(57, pg_temp.spec('private', '"app"', '"app"'))), 'no error', 'a spec asks for the whole app');
select is(tests.planned(57, tests.spec_of(57)), '{}', 'the description of the whole app plans nothing');
select is(jsonb_path_query_array(platform.describe_table(57, 'pages'), 'strict $.**.unique'), '["app", "app"]', 'the description says app');
select is(pg_temp.as_person('bob', $$insert into public.app_57_pages (slug) values ('home')$$), '23505',
  'bob cannot add a value that another user has');
select is(tests.apply_error(57, tests.spec_of(57, pg_temp.spec('shared', 'true', '"app"'))), 'no error', 'the table becomes shared');
select is(jsonb_path_query_array(platform.describe_table(57, 'pages'), 'strict $.**.unique'), '[true, true]',
  'in a shared table, true and app are the same');
select is(tests.apply_error(57, tests.spec_of(57, pg_temp.spec('private', 'true', 'true'))), 'no error', 'the table becomes private again');
select is(pg_temp.as_person('bob', $$insert into public.app_57_pages (slug, a, b) values ('bob', 1, 1)$$), 'no error',
  'the values are unique per owner again');
delete from public.app_57_pages where user_id = tests.user_id('bob');
select platform.rollback_schema_change(57, (select max(id) from platform.schema_changes where app_id = 57));
select is(platform.describe_table(57, 'pages') ->> 'scope', 'shared', 'the last change is rolled back');
select platform.apply_schema(57, tests.spec_of(57, pg_temp.spec('private', 'true', 'true')), null, true);
select is(tests.findings(), 'sound', 'the table is sound in the end');

select matches(platform.app_standards(57), 'Unique together: `user_id`, `slug`[^\n]*onConflict: ''user_id,slug''',
  'the standards say which columns are unique together, and how to upsert');

select * from finish();
rollback;
