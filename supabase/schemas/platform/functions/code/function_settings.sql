-- function_settings: Returns the settings of an app's function, as pg_proc.proconfig holds them: a fixed search path, in which the
-- functions of the app come before their wrappers, and the mark of a function that the app declared SECURITY DEFINER (see
-- access.passes_row_security).
create or replace function platform.function_settings(is_definer boolean)
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array['search_path=code, public, extensions, pg_temp', 'standard_conforming_strings=on']
    || case when is_definer then '{default_transaction_deferrable=on}'::text[] else '{}' end;
end
$$;

comment on function platform.function_settings is 'Returns the settings of an app''s function.';

revoke all on function platform.function_settings from public, anon, authenticated, service_role;
