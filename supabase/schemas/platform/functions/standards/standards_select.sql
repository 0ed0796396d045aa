-- standards_select: Returns the argument of select() for a relation: its columns by name if they are few and plain, and up
-- to three of the rows that it refers to, embedded, each with its key and its first required text. The name of the foreign key
-- tells the types of supabase-js and PostgREST which one is meant, even if there are several. A reference within a table is named
-- by its column: by its foreign key PostgREST would read it backwards.
create or replace function platform.standards_select(prefix text, relation text, columns platform.api_column[])
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_names constant text[] := array(select item.name from unnest(columns) as item);
  v_item platform.api_column;
  v_hidden constant text[] := array(
    select prefix || app_tables.name from platform.app_tables
    where app_tables.app_id = substring(prefix from '\d+')::bigint and app_tables.scope in ('profile', 'server_only'));
  v_embedded text[] := '{}';
  v_alias text;
  v_label name;
begin
  foreach v_item in array columns loop
    v_alias := regexp_replace(v_item.name, '_id$', '');
    -- Profiles are left out, because a user sees only their own, and so are tables of the app's own server.
    continue when v_item.target is null or v_item.target = any (v_hidden) or v_item.name !~ '^[a-z_][a-z0-9_]*_id$'
      or v_item.target !~ '^[a-z_][a-z0-9_]*$' or v_item.reference !~ '^[a-z_][a-z0-9_]*$'
      or v_alias = any (v_names) or cardinality(v_embedded) = 3;
    select attname into v_label from pg_catalog.pg_attribute
    where attrelid = to_regclass(format('public.%I', v_item.target)) and atttypid = 'text'::regtype and attnotnull
      and not attisdropped and attname ~ '^[a-z_][a-z0-9_]*$'
    order by attnum limit 1;
    v_embedded := v_embedded
      || format('%s:%s (%s)', v_alias,
        case when v_item.target = relation then v_item.name else v_item.target || '!' || v_item.reference end,
        concat_ws(', ', v_item.target_column, v_label));
  end loop;
  return concat_ws(', ',
    case when cardinality(v_names) <= 12 and not exists (select from unnest(v_names) as name where name !~ '^[a-z_][a-z0-9_]*$')
      then array_to_string(v_names, ', ') else '*' end,
    nullif(array_to_string(v_embedded, ', '), ''));
end
$$;

comment on function platform.standards_select is 'Returns the argument of select() for a relation, with the rows that it refers to.';

revoke all on function platform.standards_select from public, anon, authenticated, service_role;
