-- rewritten_texts: Returns the tokens of the body of a function, rewritten.
-- Called by: read_plpgsql and read_sql_body.
create or replace function sandbox.rewritten_texts(app_id bigint, kinds "char"[], texts text[], words text[])
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_replacements constant text[] := sandbox.rewrite(app_id, kinds, texts, words, 'body', 1);
begin
  return case when v_replacements is null then texts else array(
    select coalesce(token.fill, token.text)
    from unnest(texts, v_replacements) with ordinality as token (text, fill, position) order by token.position) end;
end
$$;

comment on function sandbox.rewritten_texts is 'Returns the tokens of the body of a function, rewritten.';

revoke all on function sandbox.rewritten_texts from public, anon, authenticated, service_role;
