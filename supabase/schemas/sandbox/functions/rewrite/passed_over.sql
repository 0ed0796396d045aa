-- passed_over: Returns a note if a statement is accepted without being run, because what it asks for is already so; null
-- otherwise. Dumps contain such statements: the owner of each object, and the key and the account of the profile table.
-- statement is the first words, at the position after them.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, profile_is_fixed.
create or replace function sandbox.passed_over(app_id bigint, words text[], statement text, at integer)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer;
  v_rest text;
  v_account constant text := '^foreign key \( id \) references auth \. users(?: \( id \))?';
begin
  if statement ~ '^(?:grant|revoke) ' then
    v_at := sandbox.expect_functions(app_id, words, at);
    return case
      when words[v_at] not in ('to', 'from') or sandbox.grantees(words, v_at + 1, statement ~ '^grant') <> '{}' then null
      when statement ~ '^grant' then 'The grant was left out: the role has the right already.'
      else 'The revoke was left out: anon and authenticated hold grants of their own. Revoke from them.'
    end;
  elsif statement = 'alter function' then
    v_at := sandbox.expect_functions(app_id, words, at);
    return case
      when words[v_at:] = '{owner,to,postgres}' then 'OWNER TO was left out: the roles of the app own its functions.'
      when words[v_at:v_at + 1] = '{set,search_path}' then 'SET search_path was left out: every function of an app has the same.'
    end;
  elsif statement ~ '^create.* trigger$' then
    v_at := array_position(words, 'on', at) + 1;
    return case when sandbox.is_moddatetime(words, array_position(words, 'execute', at) + 2)
        and words[cardinality(words) - 1] = 'updated_at' and sandbox.expect_app_name(app_id, words, v_at) > v_at
      then 'The trigger was left out: updated_at is set automatically.' end;
  elsif statement not in ('alter table', 'alter view', 'alter type') then
    return null;
  end if;
  v_at := sandbox.expect_app_name(app_id, words, sandbox.skip_words(words, sandbox.skip_words(words, at, '{if,exists}'), '{only}'));
  if words[v_at:] = '{owner,to,postgres}' then
    return 'OWNER TO was left out: the role of the app owns what it creates.';
  elsif statement <> 'alter table' or words[v_at - 1] <> platform.app_object(app_id, 'users') then
    return null;
  elsif words[v_at:] = '{replica,identity,default}' then
    return 'REPLICA IDENTITY DEFAULT was left out: profiles have it already.';
  elsif words[v_at] = 'add' then
    v_rest := array_to_string(words[v_at + case when words[v_at + 1] = 'constraint' then 3 else 1 end:], ' ');
    if v_rest = 'primary key ( id )' then
      return 'The primary key was left out: id is the primary key of profiles already.';
    elsif v_rest ~ (v_account
      || '(?: match simple)?(?: on update (?:cascade|no action))?(?: on delete (?:cascade|no action))?(?: not valid)?$') then
      return 'The reference was left out: a profile is deleted with its account already.';
    elsif v_rest ~ v_account then
      perform sandbox.refuse('profile_is_fixed', 'a profile has the id of its account and is deleted with it',
        'Leave the constraint out.', at => v_at);
    end if;
  end if;
  return null;
end
$$;

comment on function sandbox.passed_over is 'Returns a note if a statement is accepted without being run.';

revoke all on function sandbox.passed_over from public, anon, authenticated, service_role;
