-- A table is renamed although functions of the app take its rows: renaming changes no fact about them.
begin;
select plan(3);
select tests.cast();
select tests.must_exec($$create table app_57_deck (id bigint primary key, name text);
create function app_57_label(card app_57_deck) returns text language sql stable as 'select $1.name';$$);
select is(tests.exec_sql('alter table app_57_deck rename to app_57_pile'), 'done', 'a table whose rows a function takes is renamed');
select is(tests.findings(), 'sound', 'the app is sound');
select is(tests.exec_sql('select app_57_label(d) from app_57_pile d'), 'done', 'the function takes rows of the renamed table');
select * from finish();
rollback;
