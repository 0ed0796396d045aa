-- has_timestamp: Returns whether a relation in public has a timestamp column of this name, as the updated_at trigger needs.
create or replace function platform.has_timestamp(full_name text, column_name text)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from pg_catalog.pg_attribute
    where attrelid = to_regclass(format('public.%I', full_name))
      and attname = column_name
      and atttypid in ('timestamp with time zone'::regtype, 'timestamp without time zone'::regtype)
      and not attisdropped
  );
end
$$;

comment on function platform.has_timestamp is 'Returns whether a relation has a timestamp column of this name.';

revoke all on function platform.has_timestamp from public, anon, authenticated, service_role;
