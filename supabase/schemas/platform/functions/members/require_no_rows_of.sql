-- require_no_rows_of: Raises where rows of a deleted account remain: its profile, or rows that reference it. A trigger of the app can
-- prevent a deletion without an error, even one by foreign key.
-- Called by: finish_account_change and access.tg_app_members__remove_profiles.
-- Errors: 55000 rows_remain.
create or replace function platform.require_no_rows_of(app_id bigint, user_id uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_link record;
  v_exists boolean;
begin
  if not platform.runs_own_code(app_id) then
    return;
  end if;
  for v_link in
    select format('public.%I', platform.app_object(app_id, 'users'))::regclass as relation, 'id'::name as name
    union all
    select conrelid::regclass, attname
    from pg_catalog.pg_constraint
    join pg_catalog.pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f' and confrelid = to_regclass(format('public.%I', platform.app_object(app_id, 'users'))) and cardinality(conkey) = 1
  loop
    execute format('select exists (select from %s where %I = $1)', v_link.relation, v_link.name) into v_exists using user_id;
    if v_exists then
      raise exception 'Cannot delete the rows of a deleted account: a trigger of the app keeps rows in "%"', v_link.relation
        using errcode = '55000', detail = 'rows_remain', hint = 'Let the triggers before delete return old.';
    end if;
  end loop;
end
$$;

comment on function platform.require_no_rows_of is 'Raises where rows of a deleted account remain.';

revoke all on function platform.require_no_rows_of from public, anon, authenticated, service_role;
