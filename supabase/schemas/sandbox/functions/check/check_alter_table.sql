-- check_alter_table: Checks ALTER TABLE [IF EXISTS] [ONLY] name action, … Actions may add, drop, alter or rename columns,
-- add, drop, validate or rename constraints, set the replica identity, rename the table within the prefix, or enable or force
-- row-level security, or enable or disable a trigger of the app. Everything else is refused because it is not listed: owner, schema,
-- inheritance, storage and whatever disables anything else.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, option_refused, owner_is_fixed, profile_is_fixed.
create or replace function sandbox.check_alter_table(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_action constant integer := sandbox.expect_app_name(app_id, words,
    sandbox.skip_words(words, sandbox.skip_words(words, at, '{if,exists}'), '{only}'));
  v_depth integer := 0;
  v_name integer;
begin
  for v_at in v_action .. cardinality(words) loop
    v_depth := v_depth + case when kinds[v_at] <> 'o' then 0 when words[v_at] in ('(', '[') then 1
      when words[v_at] in (')', ']') then -1 else 0 end;
    continue when v_at > v_action and not (v_depth = 0 and kinds[v_at - 1] = 'o' and words[v_at - 1] = ',');
    if words[v_at] in ('enable', 'disable') and words[v_at + 1] = 'trigger' and words[v_at + 2] not in ('all', 'user') then
      perform sandbox.check_trigger_name(app_id, words, v_at + 2);
    elsif not (
      words[v_at] in ('add', 'drop', 'rename')
      or (words[v_at] = 'alter' and words[v_at + 1] is distinct from 'constraint')
      or words[v_at:v_at + 1] in ('{validate,constraint}', '{enable,row}', '{force,row}', '{replica,identity}')
    ) then
      perform sandbox.refuse('option_refused',
        format('"%s" is not allowed in ALTER TABLE', left(concat_ws(' ', words[v_at], words[v_at + 1]), 80)),
        case
          when words[v_at] = 'owner' then 'Remove it: the role of the app owns what it creates.'
          when words[v_at:v_at + 1] in ('{disable,row}', '{no,force}') then sandbox.hint(app_id, 'row_security')
          when 'trigger' in (words[v_at + 1], words[v_at + 2]) then sandbox.hint(app_id, 'drop_trigger')
          else 'Add, drop, alter or rename columns and constraints, or enable row-level security.' end, at => v_at);
    elsif words[v_at] in ('drop', 'rename') and 'user_id' in (words[v_at + 1], words[v_at + 2], words[v_at + 4]) then
      perform sandbox.refuse('owner_is_fixed', 'user_id identifies the owner of a row and cannot be dropped or renamed',
        'Leave user_id as it is.', at => v_at);
    elsif words[v_at] not in ('add', 'alter', 'enable', 'force', 'validate', 'disable') then
      -- Of the profile table, an app drops only its own columns and constraints. rewrite_ddl may add the prefix to a name.
      v_name := sandbox.skip_words(words, sandbox.skip_words(words, v_at + 1, case words[v_at + 1]
        when 'constraint' then '{constraint}' else '{column}'::text[] end), '{if,exists}');
      perform sandbox.expect_app_name(app_id, words, v_action - 1, reject_profile => words[v_at] <> 'drop'
        or case when words[v_at + 1] = 'constraint' then array[sandbox.bare_name(words[v_name]),
            sandbox.constraint_name(app_id, words[v_name])] && platform.profile_constraints(app_id)
          else sandbox.bare_name(words[v_name]) = any ('{id,email,full_name,avatar_url,created_at,updated_at}') end);
    end if;
    if words[v_at:v_at + 1] = '{rename,to}' then
      perform sandbox.expect_app_name(app_id, words, v_at + 2);
    end if;
  end loop;
  perform sandbox.check_constraints(app_id, words, kinds, v_action);
end
$$;

comment on function sandbox.check_alter_table is 'Checks ALTER TABLE after its first words.';

revoke all on function sandbox.check_alter_table from public, anon, authenticated, service_role;
