-- sample_value: Returns a TypeScript expression for a value of a column, for the snippets, within the limits that the
-- column's checks set. prefix is the app's, so that a reference can name the row that it points to.
create or replace function platform.sample_value(prefix text, item platform.api_column)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_type constant text := item.sql_type;
  v_number numeric;
begin
  if item.target = prefix || 'users' or item.name = 'user_id' then
    return 'user.id';
  elsif item.target is not null then
    return platform.typescript_member(platform.typescript_variable(prefix, item.target), item.target_column);
  elsif item.typescript like '%[]' then
    return case v_type
      when 'text[]' then '[''One'', ''Two'']'
      when 'uuid[]' then '[crypto.randomUUID()]'
      when 'integer[]' then '[1, 2]'
      else '[]'
    end;
  elsif item.typescript ~ '^[''"]' then
    return substring(item.typescript from '^(''[^'']*''|"(?:[^"\\]|\\.)*")');
  elsif item.typescript = 'number' then
    v_number := least(
      greatest(ceil((item.limits ->> 'min')::numeric), 1),
      case when (item.limits ->> 'max')::numeric < 1 then floor((item.limits ->> 'max')::numeric) end);
    return trim_scale(coalesce(v_number, 1))::text;
  elsif item.typescript = 'boolean' then
    return 'true';
  elsif item.typescript = 'Json' then
    return '{ key: ''value'' }';
  end if;
  return case
    when v_type like 'vector(%' then format('JSON.stringify(new Array(%s).fill(0))', substring(v_type from '\d+'))
    when v_type = 'uuid' then 'crypto.randomUUID()'
    when v_type like 'timestamp%' then 'new Date().toISOString()'
    when v_type = 'date' then '''2026-01-31'''
    when v_type like 'time%' then '''09:30'''
    when v_type like 'interval%' then '''1 day'''
    when v_type in ('inet', 'cidr') then '''127.0.0.1'''
    when v_type = 'money' then '''1.00'''
    when v_type like '%range' then '''empty'''
    else platform.typescript_string(platform.sample_text(item.name,
      coalesce((item.limits ->> 'min_length')::integer, 1),
      coalesce((item.limits ->> 'max_length')::integer, substring(v_type from '^character.*\((\d+)\)')::integer)))
  end;
end
$$;

comment on function platform.sample_value is 'Returns a TypeScript expression for a value of a column.';

revoke all on function platform.sample_value from public, anon, authenticated, service_role;
