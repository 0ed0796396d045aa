-- statement_hint: Returns the hint for a statement whose kind is not allowed.
-- Called by: check_statement.
create or replace function sandbox.statement_hint(app_id bigint, words text[])
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_changes constant boolean := words[1] in ('create', 'alter', 'drop');
begin
  return sandbox.hint(app_id, case
    when words[1] = 'do' then 'do'
    when (words[1] in ('grant', 'revoke') or words[2] = 'default') and words && '{execute,function,functions,routines,procedure}'
      then 'execute'
    when words[1] = 'revoke' or (words[2] = 'default' and 'revoke' = any (words)) then
      case when array_to_string(words, ' ') ~ ' from (?:group )?"?anon"?(?: cascade| restrict)?$' then 'revoke_anon' else 'revoke' end
    -- A grant on columns follows a revoke: without both, members would reach all columns.
    when words[1] = 'grant' and array_position(words, '(') < array_position(words, 'on')
      and array_to_string(words, ' ') !~ ' to "?anon"?$' then 'revoke'
    when words[1] = 'grant' or words[2] = 'default' then case when 'anon' = any (words) then 'grant_anon' else 'grant' end
    when v_changes and 'trigger' in (words[2], words[3], words[4], words[5]) then 'trigger'
    when v_changes and words[2:4] && '{function,procedure,aggregate,routine}' then 'function'
    when words[2] = 'extension' then 'extension'
    when words[2] = 'schema' then 'schema'
    when words[2] in ('publication', 'subscription') then 'realtime'
    when 'sequence' in (words[2], words[3]) then 'sequence'
    when words[2] = 'materialized' or words[1] = 'refresh' then 'materialized'
    when words[2] = 'domain' then 'domain'
    when words[2] in ('role', 'user', 'group') then 'role'
    when words[2] in ('rule', 'or') and v_changes then 'rule'
    when words[1] = 'truncate' then 'truncate'
    when words[1] = 'copy' then 'copy'
    when words[1] in ('vacuum', 'analyze', 'reindex', 'cluster', 'checkpoint') then 'maintenance'
    when words[1] = 'lock' then 'lock'
    when words[1] in ('begin', 'start', 'commit', 'end', 'rollback', 'savepoint', 'release', 'abort') then 'transaction'
    when words[1] in ('set', 'reset', 'show', 'discard') then 'settings'
    when words[1] in ('prepare', 'execute', 'deallocate') then 'prepare'
    when words[1] in ('declare', 'fetch', 'close') then 'cursor'
    when words[1] = 'call' then 'function'
    when words[1] = 'notify' and words[2] = 'pgrst' then 'reload'
    when words[1] in ('notify', 'listen', 'unlisten') then 'realtime'
    else 'statement'
  end);
end
$$;

comment on function sandbox.statement_hint is 'Returns the hint for a statement whose kind is not allowed.';

revoke all on function sandbox.statement_hint from public, anon, authenticated, service_role;
