-- failed_at: Returns the statement and the position of an error that PostgreSQL raised when accepted SQL was run. The position
-- is that of the first name of the message in the submitted statement, or of the statement's beginning: PL/pgSQL does not pass
-- on PostgreSQL's own position, which would be one in the rewritten SQL.
-- number is that of the statement, or null for an error after the last one: it is then the last statement with such a name.
-- Called by: located.
create or replace function sandbox.failed_at(
  app_id bigint,
  sql text,
  number integer,
  message text,
  out statement integer,
  out "position" integer
)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_pieces constant text[] := sandbox.lex(sql);
  v_tokens constant sandbox.tokens := sandbox.classify(v_pieces);
  v_names constant text[] := sandbox.message_names(app_id, message);
  v_from integer := 1;
  v_end integer;
  v_at integer;
  v_count integer := 0;
begin
  foreach v_end in array sandbox.statement_ends(v_tokens.kinds, v_tokens.words) loop
    if v_end > v_from then
      v_count := v_count + 1;
      if v_count = coalesce(number, v_count) then
        v_at := case
          when message = 'syntax error at end of input' then 1 + v_end - v_from
          when message like 'syntax error at or near %' then sandbox.syntax_error_at(app_id, v_tokens.texts[v_from:v_end - 1], message)
          else sandbox.named_token(v_tokens.words[v_from:v_end - 1], v_tokens.kinds[v_from:v_end - 1], v_names)
        end;
        if number is not null or v_at is not null then
          statement := v_count;
          position := sandbox.token_position(v_pieces, v_from + coalesce(v_at, 1) - 1);
        end if;
      end if;
    end if;
    v_from := v_end + 1;
  end loop;
end
$$;

comment on function sandbox.failed_at is 'Returns where in the submitted SQL an error of PostgreSQL belongs.';

revoke all on function sandbox.failed_at from public, anon, authenticated, service_role;
