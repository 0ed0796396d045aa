-- TRASH-2: a user's rows and values in the trash are deleted with the account or the membership.
begin;
select plan(9);
select tests.cast();
select tests.act_as_role('service_role');

select platform.drop_table(57, 'lists');
select platform.alter_table(57, '{"name": "todos",
  "columns": [{"name": "text", "type": "jsonb"}, {"name": "more", "type": "text"}]}', true);
select platform.alter_table(57, '{"name": "todos", "columns": [{"name": "more", "type": "text", "required": true, "default": "x"}]}', true);
create function pg_temp.owners() returns table (kind text, owner text) language plpgsql as $$
declare v_id bigint;
begin
  for v_id, kind in select dropped_objects.id, dropped_objects.kind from platform.dropped_objects where app_id = 57 loop
    return query execute format('select %L, full_name from trash.%I
      join (values (tests.user_id(''alice''), ''alice''), (tests.user_id(''bob''), ''bob'')) as names (id, full_name)
        on names.id = user_id', kind, 'app_57_' || v_id);
  end loop;
end $$;
select tests.act_as_owner();
select set_eq(
  'select * from pg_temp.owners()',
  $$select kind, owner from unnest('{table,column,values,nulls}'::text[]) as kind, unnest('{alice,bob}'::text[]) as owner$$,
  'the trash holds rows and values of alice and bob');
select tests.act_as('alice');
select lives_ok('select public.leave_app(57)', 'alice leaves the app');
select tests.act_as_owner();
select set_eq('select * from pg_temp.owners()', $$select kind, 'bob' from unnest('{table,column,values,nulls}'::text[]) as kind$$,
  'the trash holds only rows and values of bob after alice left');
select lives_ok($$delete from auth.users where id = tests.user_id('bob')$$, 'the account of bob is deleted');
select is_empty('select * from pg_temp.owners()', 'the trash holds no row or value after the account of bob was deleted');
select is((select count(*) from platform.dropped_objects where app_id = 57), 4::bigint, 'the four dropped objects remain listed');
select tests.act_as_role('service_role');
select is(tests.error_of('select platform.rollback_schema_change(57)'), 'no error', 'the last schema change can still be rolled back');
select is(
  tests.error_of(format('select platform.restore_dropped(57, %s)',
    (select max(id) from platform.dropped_objects where app_id = 57 and kind = 'table'))),
  'no error', 'the dropped table can still be restored');
select is((select count(*) from public.app_57_lists), 0::bigint, 'the restored table has no row');

select * from finish();
rollback;
