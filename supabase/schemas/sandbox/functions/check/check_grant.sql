-- check_grant: Checks GRANT and REVOKE of EXECUTE on functions of the app, to or from public, anon, authenticated and service_role.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_grant(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer := sandbox.expect_functions(app_id, words, at);
begin
  if words[v_at] is distinct from (case words[1] when 'grant' then 'to' else 'from' end)
    or array_position(sandbox.grantees(words, v_at + 1, words[1] = 'grant'), null) is not null
  then
    v_at := least(v_at + (words[v_at] in ('to', 'from'))::integer, cardinality(words));
    perform sandbox.refuse('option_refused', format('unexpected "%s" in %s', left(words[v_at], 40), upper(words[1])),
      sandbox.hint(app_id, 'execute'), at => v_at);
  end if;
  v_at := v_at + 1;
  while words[v_at + 1] = ',' loop
    v_at := v_at + 2;
  end loop;
  if v_at < cardinality(words)
    and not (v_at + 1 = cardinality(words) and words[1] = 'revoke' and words[v_at + 1] in ('cascade', 'restrict'))
  then
    perform sandbox.refuse('option_refused', format('unexpected "%s" in %s', left(words[v_at + 1], 40), upper(words[1])),
      'End the statement after the roles.', at => v_at + 1);
  end if;
end
$$;

comment on function sandbox.check_grant is 'Checks GRANT and REVOKE of EXECUTE after their first words.';

revoke all on function sandbox.check_grant from public, anon, authenticated, service_role;
