-- An indexed value that an index cannot hold is refused by a check that names its columns, before PostgreSQL refuses it with 54000.
-- The check comes and goes with the index.
begin;
select plan(31);
select tests.cast();

-- A text of this length that does not compress.
create function tests.noise(length integer) returns text language sql volatile as $$
  select left(string_agg(md5(random()::text), ''), length) from generate_series(1, length / 32 + 1) $$;

create function tests.checks(name text) returns text[] language sql security definer as $$
  select array(select conname::text from pg_constraint
    where conrelid = format('public.app_57_%s', name)::regclass and contype = 'c' and conname ~ 'max_bytes$' order by 1) $$;

select tests.act_as_role('service_role');
select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "notes", "scope": "shared", "columns": [
  {"name": "slug", "type": "text", "unique": true}, {"name": "code", "type": "text", "unique": true, "max_length": 600},
  {"name": "body", "type": "text"}, {"name": "price", "type": "number"}, {"name": "tags", "type": "text[]"},
  {"name": "ids", "type": "uuid[]"}, {"name": "at", "type": "date"},
  {"name": "kind", "type": "enum", "values": ["a", "b"]}],
  "indexes": [{"columns": ["body", "slug"]}, {"columns": ["price"]}, {"columns": ["tags", "at"]}, {"columns": ["ids"]},
    {"columns": ["kind", "code", "at", "user_id"]}]}')));

select is(tests.checks('notes'), array['app_57_notes_body_slug_' || left(md5('app_57_notes' || '{body,slug}'), 8) || '_max_bytes',
    'app_57_notes_ids_max_bytes', 'app_57_notes_kind_code_' || left(md5('app_57_notes' || '{kind,code}'), 8) || '_max_bytes',
    'app_57_notes_price_max_bytes', 'app_57_notes_slug_max_bytes', 'app_57_notes_tags_max_bytes'],
  'every index on a column without a small limit has a check, and no other column has one');
select is(tests.planned(57, tests.spec_of(57)), '{}', 'the description of the app plans nothing');

select tests.act_as('alice');
select throws_like($$insert into public.app_57_notes (slug) values (tests.noise(2401))$$,
  '%violates check constraint "app\_57\_notes\_%slug\_%max\_bytes"', 'a unique text of 2,401 bytes is refused by a check');
select throws_ok($$insert into public.app_57_notes (slug) values (repeat('ä', 1201))$$, '23514', null,
  'bytes are counted, not characters, and a text that compresses well has the same limit');
select lives_ok($$insert into public.app_57_notes (slug) values (tests.noise(2400))$$, 'a unique text of 2,400 bytes is accepted');
select throws_ok($$insert into public.app_57_notes (slug, body) values (tests.noise(1200), tests.noise(1201))$$, '23514', null,
  'the columns of an index have the limit together');
select throws_ok($$insert into public.app_57_notes (body) values (tests.noise(2401))$$, '23514', null,
  'a column of an index has the limit where the others are null');
select lives_ok($$insert into public.app_57_notes (slug, body) values (tests.noise(1200), tests.noise(1200))$$,
  'two columns of 1,200 bytes fit into one index');
select throws_ok($$insert into public.app_57_notes (price) values (repeat('123456789', 2000)::numeric)$$, '23514', null,
  'an indexed number of 18,000 digits is refused by a check');
select lives_ok($$insert into public.app_57_notes (price) values (repeat('1234567890', 240)::numeric)$$,
  'an indexed number of 2,400 digits is accepted');
select throws_ok($$insert into public.app_57_notes (tags) values (array_fill(''::text, '{2000}'))$$, '23514', null,
  'an indexed array is measured with what each item takes');
select lives_ok($$insert into public.app_57_notes (tags, at) values (array_fill('a'::text, '{299}'), now())$$,
  'an indexed array of 299 letters is accepted');
select throws_ok($$insert into public.app_57_notes (ids) select array_agg(gen_random_uuid()) from generate_series(1, 151)$$, '23514', null,
  'an indexed array of 151 uuids is refused by a check');
select lives_ok($$insert into public.app_57_notes (ids) select array_agg(gen_random_uuid()) from generate_series(1, 150)$$,
  'an indexed array of 150 uuids is accepted');
select lives_ok($$insert into public.app_57_notes (code)
  select string_agg(chr(70000 + (random() * 40000)::integer), '') from generate_series(1, 598)$$,
  'a text with max_length 600 takes as many long characters');

-- A change of the spec.
select tests.act_as_role('service_role');
select is(tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [
  {"name": "text", "type": "text", "required": true, "unique": true}]}')),
  '{"add_limit todos.text","add_index todos"}', 'a unique column gets its check before its index');
update public.app_57_todos set text = repeat('x', 2401) where id = (select id from public.app_57_todos order by id limit 1);
select is(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [
  {"name": "text", "type": "text", "required": true, "unique": true}]}')),
  '23514 too_long_for_index', 'a column with longer values does not become unique');
select throws_like($$select platform.apply_schema(57, tests.spec_of(57, '{"name": "todos", "columns": [
  {"name": "text", "type": "text", "required": true}], "indexes": [{"columns": ["text"]}]}'))$$,
  'Cannot index "app_57_todos.text": the rows with id % have values of more than 2400 bytes', 'the refusal names the column and the rows');
update public.app_57_todos set text = 'short' where char_length(text) = 2401;
select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [
  {"name": "text", "type": "text", "required": true}], "indexes": [{"columns": ["text"]}]}')));
select is(tests.checks('todos'), '{app_57_todos_text_max_bytes}', 'a new index brings its check');
select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [
  {"name": "title", "renamed_from": "text", "type": "text", "required": true}], "indexes": [{"columns": ["title"]}]}')));
select is(tests.checks('todos'), '{app_57_todos_title_max_bytes}', 'a renamed column keeps the check, which is renamed with it');
select is(tests.planned(57, tests.spec_of(57, '{"name": "todos", "columns": [
  {"name": "title", "type": "text", "required": true, "max_length": 600}], "indexes": [{"columns": ["title"]}]}')),
  '{"drop_limit todos.title","add_limit todos.title"}', 'a small limit of characters replaces the check');
select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [
  {"name": "title", "type": "text[]", "required": true}], "indexes": [{"columns": ["title"]}]}')));
select is(tests.checks('todos'), '{app_57_todos_title_max_bytes}', 'a column of another type gets the check of that type');
select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "todos", "columns": [
  {"name": "title", "type": "text[]", "required": true}]}')));
select is(tests.checks('todos'), '{}', 'the check goes with the index');
select tests.must(tests.apply_error(57, tests.spec_of(57, '{"name": "things", "renamed_from": "notes", "scope": "shared", "columns": [
  {"name": "slug", "type": "text", "unique": true}]}')));
select is(tests.checks('things'), '{app_57_things_slug_max_bytes}',
  'a renamed table keeps the checks of the indexes that it keeps, and loses those of dropped columns');
select lives_ok($$select platform.rollback_schema_change(57)$$, 'a change of indexes is rolled back');
select is(cardinality(tests.checks('notes')), 6, 'a rollback brings back the checks with the indexes');

-- Indexes of SQL.
select tests.act_as_owner();
select is(platform.exec_sql(57, 'create index on app_57_todos (title)') ->> 'error', null, 'SQL creates an index');
select tests.act_as_role('service_role');
select is(tests.planned(57, tests.spec_of(57)), '{}', 'an index that SQL created plans no check');
select is(
  (select array[refused #>> '{refusals,0,reason}', refused #>> '{refusals,0,hint}'] from platform.exec_sql(57,
    'create table app_57_raw (body text); create index app_57_raw_body on app_57_raw (body); insert into app_57_raw (body) '
    'select string_agg(md5(n::text), '''') from generate_series(1, 99) as n') as refused),
  array['too_long_for_index', 'Shorten the value, or drop the index that the message names and create one on md5(column) in its place.'],
  'SQL is told what to do about an index of its own that cannot hold a value');
select is(tests.exec_sql($$create table app_57_raw (body text); create index app_57_raw_body on app_57_raw (body);
  drop index app_57_raw_body; create unique index app_57_raw_md5 on app_57_raw (md5(body));
  insert into app_57_raw (body) select string_agg(md5(n::text), '') from generate_series(1, 99) as n$$), 'done',
  'SQL does what that hint says');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
