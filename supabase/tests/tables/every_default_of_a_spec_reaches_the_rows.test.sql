-- Every default in a spec is the value that a row gets, whatever its type.
begin;
select plan(24);
select platform.create_app('App', 9000000001);
select tests.sign_up('zoe', '{"app_id": 9000000001}');
select tests.act_as_role('service_role');
select platform.create_table(9000000001, '{"name": "defaults", "columns": [
  {"name": "a_text", "type": "text", "default": "it''s \\ \"quoted\" 🦀\nand long"},
  {"name": "an_empty_text", "type": "text", "default": ""},
  {"name": "sql", "type": "text", "default": "now()"},
  {"name": "a_null_word", "type": "text", "default": "null"},
  {"name": "a_number", "type": "number", "default": -1.50},
  {"name": "a_small_number", "type": "number", "default": 1e-7},
  {"name": "an_integer", "type": "integer", "default": -2147483648},
  {"name": "a_whole_number", "type": "integer", "default": 7.0},
  {"name": "a_bigint", "type": "bigint", "default": 9007199254740991},
  {"name": "a_float", "type": "float", "default": 0.1},
  {"name": "a_boolean", "type": "boolean", "default": false},
  {"name": "a_date", "type": "date", "default": "2024-02-29"},
  {"name": "today", "type": "date", "default": {"function": "now"}},
  {"name": "a_time", "type": "time", "default": "09:30"},
  {"name": "a_moment", "type": "timestamptz", "default": "2026-01-02T03:04:05.5+02:00"},
  {"name": "this_moment", "type": "timestamptz", "default": {"function": "now"}},
  {"name": "a_uuid", "type": "uuid", "default": "3F8A0B52-4F67-4C1E-9F0A-1D2C3B4A5E6F"},
  {"name": "a_new_uuid", "type": "uuid", "default": {"function": "random_uuid"}},
  {"name": "the_user", "type": "uuid", "default": {"function": "current_user_id"}},
  {"name": "a_json", "type": "jsonb", "default": {"function": "now", "it''s": [null, "\\"]}},
  {"name": "an_enum", "type": "enum", "values": ["low", "it''s \\ high"], "default": "it''s \\ high"},
  {"name": "texts", "type": "text[]", "default": ["a", "it''s", "NULL", "", "{,}", "\"\\"]},
  {"name": "integers", "type": "integer[]", "default": [1, -2.0]},
  {"name": "numbers", "type": "number[]", "default": [0.5]},
  {"name": "uuids", "type": "uuid[]", "default": []}]}');

select tests.act_as('zoe');
insert into public.app_9000000001_defaults default values;
select is(a_text, E'it''s \\ "quoted" 🦀\nand long', 'a text default is kept to the letter') from public.app_9000000001_defaults;
select is(an_empty_text, '', 'an empty text default is not null') from public.app_9000000001_defaults;
select is(sql, 'now()', 'a text default that looks like SQL is a text') from public.app_9000000001_defaults;
select is(a_null_word, 'null', 'the word null as a default is a text') from public.app_9000000001_defaults;
select is(a_number, -1.5, 'a number default is exact') from public.app_9000000001_defaults;
select is(a_small_number, 0.0000001, 'a small number default is exact') from public.app_9000000001_defaults;
select is(an_integer, -2147483648, 'an integer default may be the smallest integer') from public.app_9000000001_defaults;
select is(a_whole_number, 7, 'an integer default may be written with a fraction of zero') from public.app_9000000001_defaults;
select is(a_bigint, 9007199254740991,
  'a bigint default may be the largest integer that JavaScript represents exactly') from public.app_9000000001_defaults;
select is(a_float, 0.1::double precision, 'a float default is the nearest double') from public.app_9000000001_defaults;
select is(a_boolean, false, 'a boolean default may be false') from public.app_9000000001_defaults;
select is(a_date, '2024-02-29', 'a date default is kept') from public.app_9000000001_defaults;
select is(today, current_date, 'the function now sets a date to today') from public.app_9000000001_defaults;
select is(a_time, '09:30', 'a time default is kept') from public.app_9000000001_defaults;
select is(a_moment, '2026-01-02 01:04:05.5+00', 'a timestamptz default is read with its offset') from public.app_9000000001_defaults;
select is(this_moment, now(), 'the function now sets a timestamptz to the time of the insert') from public.app_9000000001_defaults;
select is(a_uuid, '3f8a0b52-4f67-4c1e-9f0a-1d2c3b4a5e6f', 'a uuid default may be written in capitals') from public.app_9000000001_defaults;
select isnt(a_new_uuid, null, 'the function random_uuid sets a uuid') from public.app_9000000001_defaults;
select is(the_user, tests.user_id('zoe'),
  'the function current_user_id sets a uuid to the user who inserts the row') from public.app_9000000001_defaults;
select is(a_json, $${"function": "now", "it's": [null, "\\"]}$$,
  'a jsonb default may be an object with a key called function') from public.app_9000000001_defaults;
select is(an_enum, $$it's \ high$$, 'an enum default is one of its values') from public.app_9000000001_defaults;
select is(texts, array['a', 'it''s', 'NULL', '', '{,}', '"\'],
  'a text[] default keeps each text to the letter') from public.app_9000000001_defaults;
select is(integers, '{1,-2}', 'an integer[] default keeps each integer') from public.app_9000000001_defaults;
select is((numbers, uuids)::text, '({0.5},{})',
  'a number[] default keeps its number, and a uuid[] default may be empty') from public.app_9000000001_defaults;

select * from finish();
rollback;
