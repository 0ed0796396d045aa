-- The limits of a column hold for every row.
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
select alike(pg_temp.try('needed', null), '23502%', 'a required column refuses null');
select is(pg_temp.try('code', 'ab'), 'no error', 'a text of the minimum length is accepted');
select alike(pg_temp.try('code', 'ab'), '23505%', 'a unique column refuses a value that another row has');
select is(pg_temp.try('code', 'é🦀x'), 'no error', 'a text of the maximum length is accepted, counted in characters and not in bytes');
select alike(pg_temp.try('code', 'a'), '23514%', 'a text below the minimum length is refused');
select alike(pg_temp.try('code', 'abcd'), '23514%', 'a text above the maximum length is refused');
select is(pg_temp.try('price', '0.5') || pg_temp.try('price', '10'), 'no errorno error', 'numbers equal to min and max are accepted');
select alike(pg_temp.try('price', '0.49'), '23514%', 'a number below min is refused');
select alike(pg_temp.try('price', '10.01'), '23514%', 'a number above max is refused');
select alike(pg_temp.try('stars', '-2'), '23514%', 'an integer below min is refused');
select alike(pg_temp.try('total', '9007199254740992'), '23514%', 'a bigint above max is refused');
select alike(pg_temp.try('share', '1.1'), '23514%', 'a float above max is refused');
select is(pg_temp.try('state', 'new') || pg_temp.try('state', $$it's \ done$$) || pg_temp.try('state', 'a,b'), 'no errorno errorno error',
  'an enum accepts each of its values');
select alike(pg_temp.try('state', 'a'), '23514%', 'an enum refuses any other value');
select is(pg_temp.try('price', null) || pg_temp.try('state', null), 'no errorno error', 'a column that is not required accepts null');

select * from finish();
rollback;
