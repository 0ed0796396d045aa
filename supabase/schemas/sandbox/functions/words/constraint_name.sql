-- constraint_name: Returns the name of a constraint that creates an index, with the app's prefix: the indexes of all apps
-- share the namespace of schema public. A name that would be too long becomes the prefix and a hash.
-- Called by: rewrite_ddl, rewrite_profile_table, check_alter_table and resolve_constraints.
create or replace function sandbox.constraint_name(app_id bigint, word text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix constant text := platform.app_object(app_id, '');
  v_name constant text := sandbox.bare_name(word);
begin
  return case
    when v_name ~ ('^(?:' || platform.index_prefix() || ')?' || v_prefix) then v_name
    when octet_length(v_prefix || v_name) > 63 then v_prefix || md5(v_name)
    else v_prefix || v_name
  end;
end
$$;

comment on function sandbox.constraint_name is 'Returns the name of a constraint that creates an index, with the app''s prefix.';

revoke all on function sandbox.constraint_name from public, anon, authenticated, service_role;
