-- typescript_variable: Returns the snippets' name for a row of a table: ordersRow for app_57_orders, where app_57_ is the prefix.
create or replace function platform.typescript_variable(prefix text, full_name text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_words constant text := replace(initcap(replace(right(full_name, -char_length(prefix)), '_', ' ')), ' ', '');
begin
  return lower(left(v_words, 1)) || substr(v_words, 2) || 'Row';
end
$$;

comment on function platform.typescript_variable is 'Returns the snippets'' name for a row of a table.';

revoke all on function platform.typescript_variable from public, anon, authenticated, service_role;
