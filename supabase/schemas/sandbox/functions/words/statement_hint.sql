-- statement_hint: what to do where a kind of statement is not offered.
create or replace function sandbox.statement_hint(words text[])
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when words && '{trigger}' then 'Leave it out: updated_at keeps itself, and other triggers cannot be made.'
    when words[1] in ('create', 'alter', 'drop') and words && '{function,procedure}' then 'Compute in a view, or on the app''s own server with an app key.'
    when words[1] in ('grant', 'revoke') or words[2] = 'default' then 'Leave it out: grants come by themselves.'
    when words[2] = 'extension' then 'Leave it out: the operator of the shard installs extensions.'
    when words[2] = 'schema' then 'Leave it out: the tables of an app bear its prefix in schema public.'
    when words[2] = 'publication' then 'Leave it out: the platform publishes tables for realtime.'
    when words[1] = 'truncate' then 'Use DELETE.'
    when words[1] in ('begin', 'start', 'commit', 'end', 'rollback', 'savepoint') then 'Leave it out: every call is one transaction.'
    when words[1] in ('set', 'reset') then 'Leave it out: a call has the settings that it needs.'
    else 'Offered are SELECT, INSERT, UPDATE, DELETE, EXPLAIN, and CREATE, ALTER and DROP of tables, indexes, views, enum types and policies.'
  end;
end
$$;

comment on function sandbox.statement_hint is 'What to do where a kind of statement is not offered.';

revoke all on function sandbox.statement_hint from public, anon, authenticated, service_role;
