-- One call of exec_sql creates tables, functions and triggers, and uses them: a trigger reads a table of the same call.
begin;
select plan(4);
select tests.cast();
select is(tests.exec_sql($$
  create table app_57_clubs (id bigint primary key, heads integer not null default 0);
  create table app_57_people (id bigint generated always as identity primary key, club_id bigint references app_57_clubs);
  create function app_57_count_heads() returns trigger language plpgsql as 'begin
    update app_57_clubs set heads = heads + 1 where id = new.club_id;
    return null;
  end';
  create trigger heads after insert on app_57_people for each row execute function app_57_count_heads();
  insert into app_57_clubs (id) values (1);
  insert into app_57_people (club_id) values (1), (1);
  create function app_57_heads() returns integer language sql stable as 'select heads from app_57_clubs where id = 1';
  select app_57_heads()
$$), 'done', 'a call creates tables, a trigger and functions, and uses them');
select is((select heads from public.app_57_clubs), 2, 'the trigger has counted');
select is(tests.findings(), 'sound', 'the app is sound');
select is(tests.exec_sql('insert into app_57_people (club_id) values (1)'), 'done', 'a later call fires the trigger');

select * from finish();
rollback;
