-- rewrite_functions: Returns the replacements in DROP, ALTER and COMMENT ON FUNCTION, GRANT and REVOKE: the app's functions are in schema
-- code, and the roles are those of grantees. For fills see rewrite_ddl.
-- Called by: rewrite_ddl.
create or replace function sandbox.rewrite_functions(app_id bigint, words text[], at integer)
returns table (place integer, fill text)
language plpgsql
immutable
rows 2
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer;
begin
  for v_at in select named from sandbox.function_names(app_id, words, at - 1) as named loop
    return query values (v_at, case when words[v_at - 1] = '.' then quote_ident(words[v_at]) else format('code.%I', words[v_at]) end);
    if words[v_at - 1] = '.' then
      return query values (v_at - 2, 'code');
    end if;
  end loop;
  if words[1] in ('grant', 'revoke') then
    v_at := sandbox.expect_functions(app_id, words, at) + 1;
    return query values (v_at, array_to_string(sandbox.grantees(words, v_at, words[1] = 'grant'), ', '));
    while words[v_at + 1] = ',' loop
      return query values (v_at + 1, ''), (v_at + 2, '');
      v_at := v_at + 2;
    end loop;
  end if;
end
$$;

comment on function sandbox.rewrite_functions is 'Returns the replacements in statements about functions.';

revoke all on function sandbox.rewrite_functions from public, anon, authenticated, service_role;
