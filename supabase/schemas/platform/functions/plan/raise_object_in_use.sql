-- raise_object_in_use: Reports that raw DDL has created something that an operation on a column would change or lose.
-- Errors: PT409 object_in_use.
create or replace function platform.raise_object_in_use(table_id oid, column_name text, what text, kind text, name text)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := (select relname from pg_catalog.pg_class where oid = raise_object_in_use.table_id);
begin
  raise exception 'Cannot % "%.%": the % "%" depends on it', what, v_table, column_name, kind, name
    using errcode = 'PT409', detail = 'object_in_use',
      hint = case
        when kind = 'default' then format(
          'Run "alter table %I alter column %I drop default" with exec_sql, then try again.', v_table, column_name)
        when kind = 'generated column' then format('Drop the column "%s" with exec_sql, try again, then create it again.', name)
        when kind in ('check constraint', 'foreign key', 'unique constraint', 'exclusion constraint', 'primary key')
          then format('Drop the constraint "%s" with exec_sql, try again, then create it again.', name)
        else format('Drop the %s "%s" with exec_sql, try again, then create it again.', kind, name) end;
end
$$;

comment on function platform.raise_object_in_use is 'Reports that a raw object depends on a column that an operation would change.';

revoke all on function platform.raise_object_in_use from public, anon, authenticated, service_role;
