-- is_plain_schema: Returns whether the tables of a spec are valid and use only common options with common values.
-- One statement decides it. Most specs pass and are applied without further validation; table_problems validates all others.
-- Everything that this accepts is valid (tests/db/plain_schema.test.ts). known_tables are the app's other tables.
create or replace function platform.is_plain_schema(tables jsonb, known_tables text[])
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  c_reserved constant text[] := platform.reserved_columns();
begin
  return jsonb_typeof(tables) = 'array'
    and jsonb_array_length(tables) between 1 and 100
    and octet_length(tables::text) <= 100000
    and (
      select bool_and(coalesce(
          -- The table has only these keys, a plain name, and a scope that specs may have.
          jsonb_typeof(spec) = 'object'
          and spec - '{name,scope,columns}'::text[] = '{}'
          and jsonb_typeof(spec -> 'name') = 'string'
          and spec ->> 'name' ~ '^[a-z][a-z0-9_]{0,47}$'
          and spec ->> 'name' <> 'users'
          and (quote_ident(spec ->> 'name') = spec ->> 'name' or not platform.is_reserved_word(spec ->> 'name'))
          and (not spec ? 'scope' or jsonb_typeof(spec -> 'scope') = 'string' and platform.is_spec_scope(spec ->> 'scope'))
          and jsonb_typeof(spec -> 'columns') = 'array'
          and jsonb_array_length(spec -> 'columns') between 1 and 200
          and (
            select bool_and(coalesce(
                -- The column has only these keys, a plain name and a known type.
                jsonb_typeof(col) = 'object'
                and jsonb_typeof(col -> 'name') = 'string'
                and jsonb_typeof(col -> 'type') = 'string'
                and col - '{name,type,required,unique,default,references,max_length,min_length,min,max,values}'::text[] = '{}'
                and col ->> 'name' ~ '^[a-z][a-z0-9_]{0,62}$'
                and (quote_ident(col ->> 'name') = col ->> 'name' or not platform.is_reserved_word(col ->> 'name'))
                and col ->> 'name' <> all (c_reserved)
                and column_types.canonical is not null

                -- required, and unique except for jsonb
                and (not col ? 'required' or jsonb_typeof(col -> 'required') = 'boolean')
                and (not col ? 'unique' or jsonb_typeof(col -> 'unique') = 'boolean' and column_types.canonical <> 'jsonb')

                -- max_length and min_length: only for text, and in order
                and (not col ?| '{max_length,min_length}' or column_types.canonical = 'text'
                  and coalesce(jsonb_typeof(col -> 'max_length'), 'number') = 'number'
                  and coalesce(jsonb_typeof(col -> 'min_length'), 'number') = 'number'
                  and coalesce(col ->> 'max_length', '1') ~ '^[1-9][0-9]{0,5}$'
                  and coalesce(col ->> 'min_length', '0') ~ '^[0-9]{1,6}$'
                  and coalesce((col ->> 'min_length')::integer <= (col ->> 'max_length')::integer, true))

                -- min and max: only for numbers, and in order
                and (not col ?| '{min,max}' or column_types.canonical in ('integer', 'bigint', 'number', 'float')
                  and coalesce(jsonb_typeof(col -> 'min'), 'number') = 'number'
                  and coalesce(jsonb_typeof(col -> 'max'), 'number') = 'number'
                  and coalesce(col ->> 'min', '0') ~ '^-?[0-9]{1,9}$'
                  and coalesce(col ->> 'max', '0') ~ '^-?[0-9]{1,9}$'
                  and coalesce((col ->> 'min')::integer <= (col ->> 'max')::integer, true))

                -- values: required for an enum, forbidden otherwise; plain and distinct
                and (col ? 'values') = (column_types.canonical = 'enum')
                and (not col ? 'values' or jsonb_typeof(col -> 'values') = 'array'
                  and jsonb_array_length(col -> 'values') between 1 and 100
                  and not jsonb_path_exists(col,
                    'strict $.values[*] ? (@.type() != "string" || !(@ like_regex "^[a-zA-Z0-9_ -]{1,100}$"))')
                  and (select count(distinct label) = count(*) from jsonb_array_elements(col -> 'values') as label))

                -- references: only from a uuid without a default, to a known table; set_null not if required
                and (not col ? 'references' or jsonb_typeof(col -> 'references') = 'object'
                  and (col -> 'references') - '{table,on_delete}'::text[] = '{}'
                  and column_types.canonical = 'uuid'
                  and not col ? 'default'
                  and jsonb_typeof(col -> 'references' -> 'table') = 'string'
                  and (col #>> '{references,table}' = any (known_tables)
                    or col #>> '{references,table}' = 'users'
                    or jsonb_path_exists(tables, '$[*].name ? (@ == $table)',
                      jsonb_build_object('table', col -> 'references' -> 'table')))
                  and (not col -> 'references' ? 'on_delete'
                    or col #>> '{references,on_delete}' in ('cascade', 'restrict')
                    or col #> '{references,on_delete}' = '"set_null"' and col -> 'required' is distinct from 'true'))

                -- default: a literal within the bounds of the column, now, or an empty array
                and (not col ? 'default' or case column_types.canonical
                  when 'boolean' then jsonb_typeof(col -> 'default') = 'boolean'
                  when 'enum' then jsonb_typeof(col -> 'default') = 'string' and col -> 'values' @> (col -> 'default')
                  when 'text' then jsonb_typeof(col -> 'default') = 'string'
                    and char_length(col ->> 'default')
                      between coalesce((col ->> 'min_length')::integer, 0) and coalesce((col ->> 'max_length')::integer, 1000)
                    and char_length(col ->> 'default') <= 1000
                  when 'timestamptz' then col -> 'default' = '{"function": "now"}'
                  when 'date' then col -> 'default' = '{"function": "now"}'
                  when 'text[]' then col -> 'default' = '[]'
                  else column_types.canonical in ('integer', 'bigint', 'number', 'float')
                    and jsonb_typeof(col -> 'default') = 'number'
                    and col ->> 'default' ~ '^-?[0-9]{1,9}$'
                    and (col ->> 'default')::integer
                      between coalesce((col ->> 'min')::integer, -999999999) and coalesce((col ->> 'max')::integer, 999999999)
                end)
              , false))
              and count(distinct col ->> 'name') = count(*)
            from jsonb_array_elements(spec -> 'columns') as col
            left join platform.column_types on column_types.name = col ->> 'type' and column_types.name <> 'vector'
          )
        , false))
        and count(distinct spec ->> 'name') = count(*)
      from jsonb_array_elements(tables) as spec
    );
end
$$;

comment on function platform.is_plain_schema is
  'Returns whether the tables of a spec are valid and use only common options with common values.';

revoke all on function platform.is_plain_schema from public, anon, authenticated, service_role;
