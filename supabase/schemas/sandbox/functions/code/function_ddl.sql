-- function_ddl: Returns the DDL that is run for CREATE FUNCTION: the function in schema code, SECURITY DEFINER whatever it declares,
-- with the fixed settings and the rewritten body. default_transaction_deferrable tells that the app declared it SECURITY DEFINER
-- (see access.passes_row_security); install_functions decides who owns it. Only what was read is in it: nothing else of the statement
-- is passed on.
-- A refusal in the body carries the position of the literal and, after +, the characters of the literal before it.
-- Called by: check_statement.
-- Errors: those of function_header, literal_text and read_code; 42501 option_refused.
create or replace function sandbox.function_ddl(
  app_id bigint,
  kinds "char"[],
  texts text[],
  words text[],
  parameters jsonb,
  at integer
)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_spaces constant text := e' \t\n\r\f\v';
  v_header record;
  v_literal text;
  v_body text;
  v_error sandbox.refusal;
  v_inside text;
begin
  select * into v_header from sandbox.function_header(app_id, words, kinds, at);
  if words[v_header.body] = 'return' then
    v_literal := quote_literal('select'
      || array_to_string(texts[v_header.body + 1:], ''));
  else
    v_literal := ltrim(texts[v_header.body], c_spaces);
  end if;
  begin
    v_body := sandbox.literal_text(v_literal, null);
    v_body := sandbox.read_code(app_id, v_header.language, v_body,
      sandbox.wide_arguments(words[v_header.name + 2:v_header.closes - 1], kinds[v_header.name + 2:v_header.closes - 1])
        -- A trigger may write to its own table. NEW is null where there is no new row.
        || case when words[v_header.returned] = 'trigger' then '{new}'::text[] else '{}' end);
  exception when others then
    get stacked diagnostics v_error.code = returned_sqlstate, v_error.message = message_text,
      v_error.detail = pg_exception_detail, v_error.hint = pg_exception_hint, v_inside = column_name;
    raise exception using errcode = v_error.code, message = v_error.message, detail = v_error.detail, hint = v_error.hint,
      column = case when v_inside = '' or words[v_header.body] = 'return' then v_header.body::text
        else v_header.body || '+' || sandbox.literal_offset(v_literal, v_inside::integer) end;
  end;
  return format('create%s function code.%I%s language %s%s security definer set search_path = code, public, extensions, pg_temp '
    'set standard_conforming_strings = on%s as %s',
    case when words[2] = 'or' then ' or replace' else '' end,
    words[v_header.name],
    sandbox.assemble(kinds[v_header.name + 1:v_header.returned], texts[v_header.name + 1:v_header.returned],
      words[v_header.name + 1:v_header.returned],
      sandbox.rewrite(app_id, kinds[v_header.name + 1:v_header.returned], texts[v_header.name + 1:v_header.returned],
        words[v_header.name + 1:v_header.returned], null, 1), parameters),
    v_header.language, v_header.options,
    case when v_header.is_definer then ' set default_transaction_deferrable = on' else '' end,
    quote_literal(v_body));
end
$$;

comment on function sandbox.function_ddl is 'Returns the DDL that is run for CREATE FUNCTION.';

revoke all on function sandbox.function_ddl from public, anon, authenticated, service_role;
