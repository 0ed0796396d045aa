-- canonical_column: returns a column of a valid spec in the form that describe_columns returns, so that the two can be compared: the
-- canonical type, on_delete spelled out, one spelling of each default, and no option that is false. A type that a spec cannot name,
-- from a description of raw DDL, is kept.
create or replace function platform.canonical_column(spec jsonb)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_type constant text := coalesce(platform.canonical_type(spec ->> 'type'), spec ->> 'type');
begin
  return platform.without_nulls((spec - '{renamed_from,renamed_values}'::text[]) || jsonb_build_object(
    'type', v_type,
    'required', nullif(spec -> 'required', 'false'),
    'unique', nullif(spec -> 'unique', 'false'),
    'description', nullif(spec -> 'description', '""'),
    'default', platform.canonical_default(spec -> 'default', v_type),
    'references', platform.canonical_reference(spec)
  ));
end
$$;

comment on function platform.canonical_column is 'A column of a spec in the form that describe_columns returns.';

revoke all on function platform.canonical_column from public, anon, authenticated, service_role;
