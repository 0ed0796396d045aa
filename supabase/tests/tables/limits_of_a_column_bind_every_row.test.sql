begin;
select plan(15);
select platform.create_app('App', 9000000001);
select tests.sign_up('zoe', '{"app_id": 9000000001}');
select tests.act_as_role('service_role');
select platform.create_table(9000000001, $${"name": "limits", "columns": [
  {"name": "needed", "type": "text", "required": true, "default": "x"},
  {"name": "code", "type": "text", "unique": true, "min_length": 2, "max_length": 3},
  {"name": "price", "type": "number", "min": 0.5, "max": 10},
  {"name": "stars", "type": "integer", "min": -1, "max": 5},
  {"name": "total", "type": "bigint", "max": 9007199254740991},
  {"name": "share", "type": "float", "min": 0, "max": 1},
  {"name": "state", "type": "enum", "values": ["new", "it's \\ done", "a,b"]}]}$$);

select tests.act_as('zoe');
create function pg_temp.try(column_name text, value text) returns text language sql as $$
  select tests.error_of(format('insert into public.app_9000000001_limits (%I) values (%L)', column_name, value))
$$;
select alike(pg_temp.try('needed', null), '23502%', 'a required column takes no null');
select is(pg_temp.try('code', 'ab'), 'no error', 'a text of the least length is taken');
select alike(pg_temp.try('code', 'ab'), '23505%', 'a unique column takes a value once');
select is(pg_temp.try('code', 'é🦀x'), 'no error', 'the most characters are taken, whatever their bytes');
select alike(pg_temp.try('code', 'a'), '23514%', 'a shorter text is not');
select alike(pg_temp.try('code', 'abcd'), '23514%', 'nor is a longer one');
select is(pg_temp.try('price', '0.5') || pg_temp.try('price', '10'), 'no errorno error', 'min and max are taken');
select alike(pg_temp.try('price', '0.49'), '23514%', 'less than min is not');
select alike(pg_temp.try('price', '10.01'), '23514%', 'nor is more than max');
select alike(pg_temp.try('stars', '-2'), '23514%', 'min of an integer binds');
select alike(pg_temp.try('total', '9007199254740992'), '23514%', 'max of a bigint binds');
select alike(pg_temp.try('share', '1.1'), '23514%', 'max of a float binds');
select is(pg_temp.try('state', 'new') || pg_temp.try('state', $$it's \ done$$) || pg_temp.try('state', 'a,b'), 'no errorno errorno error',
  'an enum takes its values');
select alike(pg_temp.try('state', 'a'), '23514%', 'and no other');
select is(pg_temp.try('price', null) || pg_temp.try('state', null), 'no errorno error', 'what is not required may be null');

select * from finish();
rollback;
