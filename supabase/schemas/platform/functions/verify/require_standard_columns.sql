-- require_standard_columns: Raises if one of the given relations is a table of a spec without one of its standard columns, or
-- with a changed one. It runs before anything is protected, because triggers cannot be created without these columns.
-- Called by: reconcile_app.
-- Errors: 42501 column_is_fixed.
create or replace function platform.require_standard_columns(app_id bigint, relations oid[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_finding platform.finding;
begin
  select * into v_finding from platform.standard_column_findings(app_id, relations) as finding order by finding.object limit 1;
  if found then
    raise exception 'Cannot run the SQL: "%" is a column of every table of a spec and is fixed', v_finding.object
      using errcode = '42501', detail = 'column_is_fixed',
        hint = 'Keep the name, type, NOT NULL and default of id, user_id, created_at and updated_at; add a column of your own.';
  end if;
end
$$;

comment on function platform.require_standard_columns is 'Raises if a table of a spec lacks a standard column, or has a changed one.';

revoke all on function platform.require_standard_columns from public, anon, authenticated, service_role;
