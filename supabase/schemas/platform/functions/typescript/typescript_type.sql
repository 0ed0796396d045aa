-- typescript_type: Returns the TypeScript type of what the Data API returns for a type of the catalog. In PostgreSQL's JSON,
-- numeric types are numbers, arrays are arrays, composite types are objects, an extension's type is what its cast to json says,
-- and all other types but boolean are strings.
create or replace function platform.typescript_type(type_id oid)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_type pg_catalog.pg_type;
  v_element text;
begin
  -- The types of nearly all columns, without a catalog lookup.
  if type_id = any ('{text,uuid,timestamp with time zone,date,character varying}'::regtype[]) then
    return 'string';
  elsif type_id = any ('{smallint,integer,bigint,real,double precision,numeric}'::regtype[]) then
    return 'number';
  elsif type_id = 'boolean'::regtype then
    return 'boolean';
  end if;

  select * into v_type from pg_catalog.pg_type where pg_type.oid = type_id;
  if v_type.typtype = 'd' then
    return platform.typescript_type(v_type.typbasetype);
  elsif v_type.typcategory = 'A' then
    v_element := platform.typescript_type(v_type.typelem);
    return case when v_element like '%|%' then '(' || v_element || ')' else v_element end || '[]';
  elsif v_type.typtype = 'e' then
    return (
      select string_agg(platform.typescript_string(enumlabel), ' | ' order by enumsortorder)
      from pg_catalog.pg_enum where enumtypid = type_id
    );
  end if;
  return case
    when type_id = any ('{json,jsonb}'::regtype[]) or v_type.typtype = 'c' or type_id = 'record'::regtype then 'Json'
    when exists (select from pg_catalog.pg_cast where castsource = type_id and casttarget = 'json'::regtype) then 'Json'
    else 'string'
  end;
end
$$;

comment on function platform.typescript_type is 'Returns the TypeScript type of what the Data API returns for a type.';

revoke all on function platform.typescript_type from public, anon, authenticated, service_role;
