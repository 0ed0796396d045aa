-- run_ddl: Runs one DDL statement as the app. What it drops of a table of a spec goes to the trash first and is recorded as a
-- schema change, as if the platform had dropped it. The statement itself then finds an empty table of the same name to drop, or
-- the column without its saved values, so that its effects and errors remain those of PostgreSQL.
-- Called by: run_statement.
-- Errors: what PostgreSQL raises.
create or replace function sandbox.run_ddl(app_id bigint, sql text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_drops jsonb := '{}';
  v_tables text[];
  v_name text;
begin
  if sql ~* '^\s*(?:create(?:\s+or\s+replace)?|drop|alter|comment\s+on|(?:grant|revoke)\s[^;]*?\son)\s+(?:function|routine)\M' then
    perform sandbox.run_function_ddl(app_id, sql);
    return;
  elsif sql ~* '^\s*(?:drop\s+(?:table|type)|alter\s+table)\M'
    -- Reserved words only: DROP IDENTITY and DROP EXPRESSION may be about columns of these names.
    and sql ~* '\mdrop\M(?!\s+(?:constraint|default|not)\M)' then
    v_drops := sandbox.find_drops(app_id, sql);
  end if;
  v_tables := array(select key from jsonb_each(v_drops) where value = 'null' order by key);
  if v_tables <> '{}' then
    perform platform.trash_tables(app_id, v_tables);
    foreach v_name in array v_tables loop
      perform sandbox.run_as_app(app_id, format('create table public.%I ()', platform.app_object(app_id, v_name)));
    end loop;
  end if;
  if v_drops - v_tables = '{}' then
    perform sandbox.run_as_app(app_id, sql);
  else
    perform platform.trash_columns(app_id, v_drops - v_tables, sql);
  end if;
end
$$;

comment on function sandbox.run_ddl is 'Runs one DDL statement as the app, and keeps in the trash what it drops.';

revoke all on function sandbox.run_ddl from public, anon, authenticated, service_role;
