-- default_json: returns a default as a spec has it, read back from what pg_get_expr prints; the reverse of default_expression. Returns
-- null for an expression that no spec can state, which raw DDL can create.
create or replace function platform.default_json(expression text, type text)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_function constant text := case
    when expression in ('now()', 'CURRENT_DATE', 'LOCALTIME') then 'now'
    when expression = 'gen_random_uuid()' then 'random_uuid'
    when expression = 'access.user_id()' then 'current_user_id'
  end;
  v_quoted constant text := substring(expression from '^E?''((?:[^'']|'''')*)''::[a-z \[\]]+$');
  v_literal constant text := coalesce(
    replace(case when expression like 'E%' then replace(v_quoted, '\\', '\') else v_quoted end, '''''', ''''), expression);
begin
  if v_function is not null then
    return jsonb_build_object('function', v_function);
  elsif v_quoted is null and expression !~ '^(-?[0-9.]+|true|false)$' then
    return null;
  elsif type = 'timestamptz' and v_literal like '%infinity' or v_literal in ('NaN', 'Infinity', '-Infinity') and type <> 'text' then
    return null;
  elsif type = 'timestamptz' then
    return to_jsonb(to_char(v_literal::timestamp with time zone at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'));
  elsif type in ('number', 'integer', 'bigint', 'float', 'boolean', 'jsonb') then
    return v_literal::jsonb;
  elsif type = 'number[]' or type = 'integer[]' then
    return to_jsonb(v_literal::numeric[]);
  elsif type like '%[]' then
    return to_jsonb(v_literal::text[]);
  end if;
  return to_jsonb(v_literal);
end
$$;

comment on function platform.default_json is 'A default as a spec has it, read back from the catalog.';

revoke all on function platform.default_json from public, anon, authenticated, service_role;
