-- SQL-4: a call of exec_sql that only reads changes nothing, even by a function of the app.
begin;
select plan(7);
select tests.cast();
select tests.must_exec('create table app_57_words (id bigint generated always as identity primary key, word text)');
select tests.must_exec($$create function app_57_add(word text) returns bigint language sql
  as 'insert into app_57_words (word) values ($1) returning id'$$);
select is(tests.exec_sql($$select app_57_add('a')$$), 'done', 'a function adds a row');
select alike(tests.exec_sql($$select app_57_add('b')$$, '{"read_only": true}'), '25006%', 'a call that only reads is refused');
select alike(tests.exec_sql($$explain (analyze) select app_57_add('c')$$, '{"read_only": true}'), '25006%',
  'a plan that runs the function is refused');
select is(tests.exec_sql('select count(*) from app_57_words', '{"read_only": true}'), 'done', 'a call that only reads may read');
select is((select array_agg(word) from public.app_57_words), '{a}', 'only the first call has added a row');
select is(tests.exec_sql($$select app_57_add('d')$$), 'done', 'a later call of the same transaction may write again');
select is((select count(*) from platform.audit_log where action = 'exec_sql' and detail ->> 'code' = '25006'), 2::bigint,
  'the refused calls are in the audit log');

select * from finish();
rollback;
