-- syntax_error_at: Returns the position of the token of a statement at which PostgreSQL's parser stopped, where the message names
-- only its text. If the text occurs several times, it is the first token up to which the statement cannot be parsed: PL/pgSQL
-- parses the SQL in a branch that is never run. It is accepted SQL, and parsed as the app.
-- Called by: failed_at.
create or replace function sandbox.syntax_error_at(app_id bigint, texts text[], message text)
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_near constant text := substring(message from 'at or near "(.*)"$');
  v_places constant integer[] := array(
    select token.position from unnest(texts) with ordinality as token (text, position)
    where ltrim(token.text, e' \t\n\r\f\v') = v_near order by token.position limit 20);
  v_place integer;
  v_found text;
begin
  if cardinality(v_places) < 2 or ltrim(texts[1]) = '(' then
    return v_places[1];
  end if;
  foreach v_place in array v_places loop
    begin
      perform sandbox.run_as_app(app_id, format('do %L',
        'begin if false then ' || array_to_string(texts[:v_place], '') || '; end if; end'));
    exception when syntax_error then
      get stacked diagnostics v_found = message_text;
      if v_found like 'syntax error at or near %' then
        return v_place;
      end if;
    end;
  end loop;
  return v_places[1];
exception when others then
  return v_places[1];
end
$$;

comment on function sandbox.syntax_error_at is 'Returns the position of the token at which PostgreSQL''s parser stopped.';

revoke all on function sandbox.syntax_error_at from public, anon, authenticated, service_role;
