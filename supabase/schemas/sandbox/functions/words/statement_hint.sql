-- statement_hint: Returns the hint for a statement whose kind is not allowed.
-- Called by: check_statement.
create or replace function sandbox.statement_hint(words text[])
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when words && '{trigger}' then 'Remove it: updated_at is set automatically, and other triggers are not supported.'
    when words[1] in ('create', 'alter', 'drop') and words && '{function,procedure}'
      then 'Compute it in a view, or on the app''s own server with an app key.'
    when words[1] in ('grant', 'revoke') or words[2] = 'default' then 'Remove it: grants are set automatically.'
    when words[2] = 'extension' then 'Remove it: the operator of the shard installs extensions.'
    when words[2] = 'schema' then 'Remove it: the tables of an app are in schema public and begin with its prefix.'
    when words[2] = 'publication' then 'Remove it: the platform publishes tables for Realtime.'
    when words[1] = 'truncate' then 'Use DELETE.'
    when words[1] in ('begin', 'start', 'commit', 'end', 'rollback', 'savepoint') then 'Remove it: every call is one transaction.'
    when words[1] in ('set', 'reset') then 'Remove it: every call runs with fixed settings.'
    else 'Use SELECT, INSERT, UPDATE, DELETE, MERGE, EXPLAIN, or CREATE, ALTER and DROP of tables, indexes, views, enum types and policies.'
  end;
end
$$;

comment on function sandbox.statement_hint is 'Returns the hint for a statement whose kind is not allowed.';

revoke all on function sandbox.statement_hint from public, anon, authenticated, service_role;
