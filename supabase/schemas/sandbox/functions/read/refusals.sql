-- refusals: Returns every refusal of submitted SQL, in the order of the SQL. It is called after read_sql has refused the SQL,
-- only to report: it reads every statement, also those after a refused one, for at most two seconds, and accepts nothing.
-- Called by: located, after a refusal.
create or replace function sandbox.refusals(app_id bigint, sql text, parameters jsonb default '[]')
returns setof sandbox.refusal
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_until constant timestamp with time zone := clock_timestamp() + interval '2 seconds';
  v_pieces text[];
  v_tokens sandbox.tokens;
  v_ends integer[];
  v_from integer := 1;
  v_end integer;
  v_refusal sandbox.refusal;
  v_number integer := 0;
  v_at text;
begin
  begin
    v_pieces := sandbox.lex(sql);
    v_tokens := sandbox.classify(v_pieces);
    v_ends := sandbox.statement_ends(v_tokens.kinds, v_tokens.words);
  exception when others then
    get stacked diagnostics v_refusal.code = returned_sqlstate, v_refusal.message = message_text,
      v_refusal.detail = pg_exception_detail, v_refusal.hint = pg_exception_hint, v_at = column_name;
    v_refusal.position := coalesce(nullif(v_at, '')::integer, 1);
    if v_tokens is not null then
      v_refusal.position := sandbox.token_position(v_pieces, v_refusal.position);
    end if;
    v_refusal.statement := sandbox.statement_at(sql, v_refusal.position);
    return next v_refusal;
    return;
  end;
  foreach v_end in array v_ends loop
    exit when clock_timestamp() > v_until;
    if v_end > v_from then
      v_number := v_number + 1;
      for v_refusal in
        select * from sandbox.statement_refusals(app_id, v_tokens.kinds[v_from:v_end - 1], v_tokens.texts[v_from:v_end - 1],
          v_tokens.words[v_from:v_end - 1], parameters) as found order by found.position
      loop
        v_refusal.statement := v_number;
        v_refusal.position := sandbox.token_position(v_pieces, least(v_from + v_refusal.position - 1, v_end - 1))
          + coalesce(v_refusal.inside, 0);
        return next v_refusal;
      end loop;
    end if;
    v_from := v_end + 1;
  end loop;
end
$$;

comment on function sandbox.refusals is 'Returns every refusal of submitted SQL.';

revoke all on function sandbox.refusals from public, anon, authenticated, service_role;
