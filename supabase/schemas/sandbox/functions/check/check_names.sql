-- check_names: Refuses the first name that leads out of the app (see name_problems). permitted are the positions of
-- names that are accepted, whatever they are.
-- Called by: read_sql, read_plpgsql and read_sql_body.
-- Errors: those of refuse_name.
create or replace function sandbox.check_names(app_id bigint, kinds "char"[], words text[], permitted integer[] default '{}')
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_found record;
begin
  select * into v_found from sandbox.name_problems(app_id, kinds, words) as problem where problem.at <> all (permitted) limit 1;
  if found then
    perform sandbox.refuse_name(app_id, v_found.problem, v_found.word, v_found.at);
  end if;
end
$$;

comment on function sandbox.check_names is 'Refuses the first name that leads out of the app.';

revoke all on function sandbox.check_names from public, anon, authenticated, service_role;
