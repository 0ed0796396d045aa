-- SQL-24: the size of the new row is checked at each level of a trigger; where there is no new row, the trigger runs as in PostgreSQL.
begin;
select plan(4);
select tests.cast();
select tests.must_exec($$
  create table app_57_events (what text);
  create function app_57_note() returns trigger language plpgsql security definer as $f$
    begin insert into app_57_events values (concat(tg_level, ' ', tg_op)); return coalesce(new, old); end $f$;
  create trigger gone before delete on app_57_lists for each row execute function app_57_note();
  create trigger all_of_it after update on app_57_lists for each statement execute function app_57_note();
  create trigger made before insert on app_57_lists for each row execute function app_57_note()
$$);
select is(tests.findings(), 'sound', 'the app with triggers is sound');
select tests.act_as('alice');
select lives_ok($$insert into public.app_57_lists (text) values ('new')$$, 'a trigger runs for an inserted row');
select lives_ok($$update public.app_57_lists set text = 'changed' where text = 'new'$$, 'a trigger runs for a statement');
delete from public.app_57_lists where text = 'changed';
select tests.act_as_owner();
select results_eq('select what from public.app_57_events order by what', array['ROW DELETE', 'ROW INSERT', 'STATEMENT UPDATE'],
  'a trigger runs for a deleted row');

select * from finish();
rollback;
