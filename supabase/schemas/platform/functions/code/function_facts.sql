-- function_facts: Returns a hash of an app's function and its wrapper, as the catalog describes them: the source, the settings, the
-- owners, who may execute them and all else that decides what a call does.
create or replace function platform.function_facts(function_id oid)
returns bytea
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select sha256(convert_to(string_agg(concat_ws(e'\x1f', each.proname, each.pronamespace::regnamespace, each.prosrc, each.proconfig,
      (select lanname from pg_catalog.pg_language where pg_language.oid = each.prolang), each.prokind, each.prosecdef, each.proleakproof,
      each.proisstrict, each.proretset, each.provolatile, each.proparallel, each.proargdefaults, each.prosupport, each.probin,
      pg_catalog.pg_get_userbyid(each.proowner),
      -- The tree names functions and types by their ids, so that renaming them changes nothing.
      md5(each.prosqlbody::text),
      (select string_agg(entry::text, ',' order by entry::text) from unnest(each.proacl) as entry)), e'\x1e'
      order by each.pronamespace::regnamespace::text), 'UTF8'))
    from pg_catalog.pg_proc as home
    join pg_catalog.pg_proc as each on each.proname = home.proname and each.proargtypes = home.proargtypes
      and each.pronamespace in ('code'::regnamespace, 'public'::regnamespace)
    where home.oid = function_id);
end
$$;

comment on function platform.function_facts is 'Returns a hash of an app''s function and its wrapper.';

revoke all on function platform.function_facts from public, anon, authenticated, service_role;
