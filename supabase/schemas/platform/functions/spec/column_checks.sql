-- column_checks: returns the check constraints for the limits of a column, as (suffix of the name, condition). option_from_check reads
-- the limits back from these conditions: change both together.
create or replace function platform.column_checks(spec jsonb, type text)
returns table (suffix text, condition text)
language plpgsql
stable
rows 2
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name constant text := spec ->> 'name';
begin
  foreach suffix in array '{max_length,min_length,max,min,values}'::text[] loop
    if spec ? suffix then
      condition := case suffix
        when 'max_length' then format('char_length(%I) <= %s', v_name, (spec ->> suffix)::numeric::integer)
        when 'min_length' then format('char_length(%I) >= %s', v_name, (spec ->> suffix)::numeric::integer)
        when 'max' then format('%I <= %L::%s', v_name, trim_scale((spec ->> suffix)::numeric), platform.sql_type(type))
        when 'min' then format('%I >= %L::%s', v_name, trim_scale((spec ->> suffix)::numeric), platform.sql_type(type))
        when 'values' then format('%I = any (array[%s])', v_name, (
          select string_agg(format('%L::text', label), ', ' order by position)
          from jsonb_array_elements_text(spec -> 'values') with ordinality as element (label, position)
        ))
      end;
      return next;
    end if;
  end loop;
end
$$;

comment on function platform.column_checks is 'The check constraints for the limits of a column.';

revoke all on function platform.column_checks from public, anon, authenticated, service_role;
