-- save_values: Saves to the trash the values that an operation would lose; a member's values are deleted with the profile.
-- Returns the id of the trash entry.
create or replace function platform.save_values(app_id bigint, operation platform.operation)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  -- The table and column to save from, by their names at this moment.
  v_from constant text := coalesce(operation.after ->> 'table', platform.app_object(app_id, operation.table_name));
  v_column constant text := coalesce(operation.after ->> 'column', operation.column_name);
  v_id bigint;
  v_trash text;
  v_rows bigint;
begin
  insert into platform.dropped_objects (app_id, kind, table_name, column_name, spec, row_count)
  values (app_id, operation.saves, right(v_from, -char_length(platform.app_object(app_id, ''))), operation.column_name,
    coalesce(operation.before, '{}'), 0)
  returning id into v_id;
  v_trash := platform.app_object(app_id, v_id::text);
  v_rows := sandbox.run_in_trash(app_id,
    format('create table trash.%I as select id, user_id, %I as value%s from public.%I%s', v_trash, v_column,
      case operation.saves
        when 'values' then format(', %s as written', operation.after ->> 'using')
        when 'nulls' then format(', %I as written', v_column)
        else '' end,
      v_from,
      case operation.saves
        when 'values' then format(' where %I is not null', v_column)
        when 'nulls' then format(' where %I is null', v_column)
        else '' end),
    format('alter table trash.%1$I add primary key (id), '
      'add foreign key (user_id) references public.%2$I (id) on delete cascade, enable row level security;'
      'create index on trash.%1$I (user_id);', v_trash, platform.app_object(app_id, 'users')));
  update platform.dropped_objects set row_count = v_rows where dropped_objects.id = v_id;
  return v_id;
end
$$;

comment on function platform.save_values is 'Saves to the trash the values that an operation would lose.';

revoke all on function platform.save_values from public, anon, authenticated, service_role;
