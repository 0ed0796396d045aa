-- create_table creates a column of every type that a spec can name.
begin;
select plan(4);
select platform.create_app('App', 9000000001);
select tests.act_as_role('service_role');
select platform.create_table(9000000001, jsonb_build_object('name', 'types', 'columns', (
  select jsonb_agg(jsonb_build_object('name', 'c_' || position, 'type', type)
    || case type when 'enum' then '{"values": ["low", "high"]}' else '{}' end::jsonb order by position)
  from unnest('{text,string,number,numeric,decimal,integer,int,bigint,float,double,boolean,bool,date,time,timestamptz,timestamp,datetime,
    uuid,jsonb,json,enum,text[],integer[],number[],uuid[]}'::text[]) with ordinality as types (type, position))));

select tests.act_as_owner();
select is(
  (select array_agg(format_type(atttypid, atttypmod) order by attnum) from pg_attribute
    where attrelid = 'public.app_9000000001_types'::regclass and attname like 'c\_%'),
  '{text,text,numeric,numeric,numeric,integer,integer,bigint,"double precision","double precision",boolean,boolean,date,
    "time without time zone","timestamp with time zone","timestamp with time zone","timestamp with time zone",uuid,jsonb,jsonb,text,
    "text[]","integer[]","numeric[]","uuid[]"}',
  'each type of a spec becomes its type in SQL');
select is(
  jsonb_path_query_array(platform.describe_table(9000000001, 'types'), '$.columns[*].type'),
  '["text", "text", "number", "number", "number", "integer", "integer", "bigint", "float", "float", "boolean", "boolean", "date", "time",
    "timestamptz", "timestamptz", "timestamptz", "uuid", "jsonb", "jsonb", "enum", "text[]", "integer[]", "number[]", "uuid[]"]',
  'describe_table returns the canonical name of each type');
select ok(
  (select bool_and(not attnotnull and not atthasdef) from pg_attribute
    where attrelid = 'public.app_9000000001_types'::regclass and attname like 'c\_%'),
  'no column is required or has a default unless its spec says so');
select is_empty('select * from platform.verify_app(9000000001)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
