-- SQL-5, SQL-11, SQL-12, SQL-19: the limits of submitted SQL are settings. A lowered one binds the next call, also for cached SQL; a
-- missing one allows nothing. Each refusal has a call that passes under the same limit.
begin;
select plan(37);
select tests.cast();

create function pg_temp.set_limit(key text, value jsonb) returns void language plpgsql as $$
begin
  update platform.settings set value = set_limit.value where settings.key = set_limit.key;
  if not found then raise exception 'there is no setting %', set_limit.key; end if;
end
$$;
-- The rows that came, and whether some were left out.
create function pg_temp.rows_of(sql text, options jsonb default '{}') returns text language sql as $$
  select format('%s %s', jsonb_array_length(answer #> '{results,0,rows}'), answer #>> '{results,0,truncated}')
  from platform.exec_sql(57, sql, options) as answer
$$;

-- Bytes.
select is(tests.exec_sql('select ''äöü'' as t'), 'done', 'SQL within the default limit of bytes runs');
select pg_temp.set_limit('sql_max_bytes', '18');
select is(tests.exec_sql('select ''äöü'' as t'), 'PT413 sql_too_large', 'SQL that is cached is refused once the limit is lower');
select is(tests.exec_sql('select ''äou'' as t'), 'done', 'SQL of 18 bytes runs under a limit of 18');
select is(tests.exec_sql('select ''äöu'' as t'), 'PT413 sql_too_large', 'bytes are counted, not characters');
select is(platform.exec_sql(57, 'select 1234567 as ten_more') ->> 'message', 'Cannot run the SQL: the text has more than 18 bytes',
  'the message names the limit of the shard');
select is(platform.check_sql(57, 'select 1234567890 as n') ->> 'details', 'sql_too_large',
  'check_sql keeps the same limit');
select pg_temp.set_limit('sql_max_bytes', '262144');
select is(tests.exec_sql('select ''äöü'' as t'), 'done', 'SQL runs again once the limit is raised');

-- Statements.
select is(tests.exec_sql('select 1; select 2; select 3'), 'done', 'three statements run under the default limit');
select pg_temp.set_limit('sql_max_statements', '2');
select is(tests.exec_sql('select 1; select 2; select 3'), '54000 too_many_statements',
  'three cached statements are refused once two are allowed');
select is(tests.exec_sql('select 1; select 2;'), 'done', 'two statements run where two are allowed');
select matches(platform.exec_sql(57, 'select 1; select 2; select 4') ->> 'message', 'more than 2 statements',
  'the message names the limit of statements');

-- Depth.
select is(tests.exec_sql('select ((((1))))'), 'done', 'brackets four deep run under the default limit');
select pg_temp.set_limit('sql_max_depth', '3');
select is(tests.exec_sql('select ((((1))))'), '54001 too_deep', 'cached brackets four deep are refused once three are allowed');
select is(tests.exec_sql('select (((1)))'), 'done', 'brackets three deep run where three are allowed');
select matches(platform.exec_sql(57, 'select ((((2))))') ->> 'message', 'more than 3 deep', 'the message names the limit of depth');

-- Rows.
select is(pg_temp.rows_of('select generate_series(1, 9)', '{"max_rows": 9}'), '9 false', 'a call may ask for nine rows');
select pg_temp.set_limit('sql_max_rows', '5');
select is(tests.exec_sql('select generate_series(1, 9)', '{"max_rows": 6}'), '22023 invalid_argument',
  'a call asks for more rows than the limit');
select is(platform.exec_sql(57, 'select 1', '{"max_rows": 6}') ->> 'message', 'Cannot run the SQL: max_rows must be between 1 and 5',
  'the message names the limit of rows');
select is(pg_temp.rows_of('select generate_series(1, 9)', '{"max_rows": 5}'), '5 true', 'a call asks for as many rows as the limit');
select is(pg_temp.rows_of('select generate_series(1, 9)'), '5 true', 'a call that asks for none gets no more than the limit');

-- Bytes of rows.
select pg_temp.set_limit('sql_max_rows', '10000');
select is(pg_temp.rows_of('select repeat(''x'', 100) from generate_series(1, 9)'), '9 false',
  'rows within the default limit of bytes come whole');
select pg_temp.set_limit('sql_max_result_bytes', '500');
select is(pg_temp.rows_of('select repeat(''x'', 100) from generate_series(1, 9)'), '5 true',
  'the rows end with the one that passes the lower limit');
select is(pg_temp.rows_of('select repeat(''x'', 100) from generate_series(1, 3)'), '3 false', 'rows within the lower limit come whole');

-- Calls at a time.
select pg_temp.set_limit('sql_calls_per_app', '0');
select is(tests.exec_sql('select 1'), 'PT429 too_many_queries', 'no call runs where none is allowed');
select pg_temp.set_limit('sql_calls_per_app', '1');
select is(tests.exec_sql('select 1'), 'done', 'a call runs where one is allowed');
select pg_temp.set_limit('sql_calls', '0');
select is(tests.exec_sql('select 1'), 'PT429 shard_busy', 'no call runs where the shard allows none');
select pg_temp.set_limit('sql_calls', '1');
select is(tests.exec_sql('select 1'), 'done', 'a call runs where the shard allows one');

-- A limit that is missing or no number.
select pg_temp.set_limit('sql_max_statements', '"many"');
select is(tests.exec_sql('select 1; select 2'), '54000 too_many_statements', 'a limit that is no number allows nothing');
select pg_temp.set_limit('sql_max_statements', 'null');
select is(tests.exec_sql('select 1; select 2'), '54000 too_many_statements', 'a limit that is null allows nothing');
select pg_temp.set_limit('sql_max_statements', '200');
select is(tests.exec_sql('select 1; select 2'), 'done', 'the statements run again with a limit');
delete from platform.settings where key = 'sql_max_bytes';
select is(tests.exec_sql('select 1'), 'PT413 sql_too_large', 'a limit that is deleted allows nothing');
insert into platform.settings (key, value, description) values ('sql_max_bytes', '100', 'again');
select is(tests.exec_sql('select 1'), 'done', 'SQL runs again with the limit');

-- Who may change them, and what the cache does.
select tests.act_as_role('service_role');
select throws_ok($$update platform.settings set value = '1' where key = 'sql_max_bytes'$$, '42501', null, 'service_role changes no limit');
select isnt_empty($$select from platform.settings where key = 'sql_max_bytes'$$, 'service_role reads the limits');
select tests.act_as_owner();
create temp table versions as select sandbox.guard_version() as before;
update platform.settings set value = '201' where key = 'max_tables_per_app';
select is(sandbox.guard_version(), before, 'another setting keeps what the guard has cached') from versions;
update platform.settings set value = '99' where key = 'sql_max_bytes';
select isnt(sandbox.guard_version(), before, 'a limit of submitted SQL gives the guard another version') from versions;
truncate platform.settings;
select isnt(sandbox.guard_version(), before, 'settings that are truncated give the guard another version') from versions;

select * from finish();
rollback;
