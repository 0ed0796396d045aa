-- check_policy: Checks CREATE, ALTER and DROP POLICY [IF EXISTS] name ON a table of the app. The names of reserved_policies
-- belong to the platform. TO may name only public and the roles that requests use.
-- Called by: check_statement.
-- Errors: 42501 isolation_is_fixed, option_refused, wrong_prefix; 42601 sql_unreadable.
create or replace function sandbox.check_policy(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_reserved constant text := platform.reserved_policies();
  v_name constant integer := sandbox.skip_words(words, at, '{if,exists}');
  v_at integer;
  v_role text;
begin
  if sandbox.bare_name(words[v_name]) ~ c_reserved then
    perform sandbox.refuse('isolation_is_fixed', format('the policy "%s" is reserved', left(words[v_name], 80)),
      'Leave it to the platform, and give your own policies other names.', at => v_name);
  elsif words[v_name + 1] is distinct from 'on' then
    perform sandbox.refuse('sql_unreadable', format('ON is missing after the policy "%s"', left(words[v_name], 80)),
      'Name the table of the policy after ON.', '42601', v_name + 1);
  end if;
  v_at := sandbox.expect_app_name(app_id, words, v_name + 2);
  if words[v_at:v_at + 1] = '{rename,to}' and sandbox.bare_name(words[v_at + 2]) ~ c_reserved then
    perform sandbox.refuse('isolation_is_fixed', 'the new policy name is reserved', 'Choose another name.', at => v_at + 2);
  end if;
  v_at := array_position(words, 'to', v_at);
  if v_at > coalesce(least(array_position(words, 'using', v_name), array_position(words, 'check', v_name)), v_at + 1)
    or words[v_at - 1] = 'rename'
  then
    return;
  end if;
  while v_at is not null loop
    v_role := trim(words[v_at + 1], '"');
    if v_role is null or v_role not in ('public', 'anon', 'authenticated', 'service_role', 'app_service') then
      perform sandbox.refuse('option_refused', format('TO cannot name "%s"', left(v_role, 40)),
        sandbox.hint(app_id, 'policy_role'), at => v_at + 1);
    end if;
    v_at := case when words[v_at + 2] = ',' then v_at + 2 end;
  end loop;
end
$$;

comment on function sandbox.check_policy is 'Checks CREATE, ALTER and DROP POLICY after their first words.';

revoke all on function sandbox.check_policy from public, anon, authenticated, service_role;
