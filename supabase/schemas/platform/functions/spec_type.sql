-- spec_type: the column type of a spec for a type of the catalog; the reverse of sql_type.
create or replace function platform.spec_type(type_id oid, modifier integer)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(
      (
        select column_types.name || case when column_types.name = 'vector' then coalesce(substring(written from '\(\d+\)'), '') else '' end
        from platform.column_types
        where column_types.sql_type = regexp_replace(written, '^extensions\.vector\(\d+\)$', 'extensions.vector')
          and column_types.name = column_types.canonical
          and column_types.name <> 'enum'
      ), written)
    from (values (pg_catalog.format_type(type_id, modifier))) as type (written)
  );
end
$$;

comment on function platform.spec_type is 'The column type of a spec for a type of the catalog.';

revoke all on function platform.spec_type from public, anon, authenticated, service_role;
