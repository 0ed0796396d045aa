-- check_policy: CREATE, ALTER and DROP POLICY [IF EXISTS] name ON table of the app. The policies of isolation and of keys are fixed.
-- Errors: 42501 isolation_is_fixed, wrong_prefix.
create or replace function sandbox.check_policy(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name constant integer := sandbox.skip_words(words, at, '{if,exists}');
  v_at integer;
begin
  if words[v_name] ~ '^(app_isolation|app_keys$)' or words[v_name + 1] is distinct from 'on' then
    perform sandbox.refuse('isolation_is_fixed', format('the policy "%s" cannot be touched', left(words[v_name], 80)), 'Choose another name.');
  end if;
  v_at := sandbox.own_name(app_id, words, v_name + 2);
  if words[v_at:v_at + 1] = '{rename,to}' and words[v_at + 2] ~ '^(app_isolation|app_keys$)' then
    perform sandbox.refuse('isolation_is_fixed', 'the name is reserved', 'Choose another name.');
  end if;
end
$$;

comment on function sandbox.check_policy is 'Checks CREATE, ALTER and DROP POLICY behind their first words.';

revoke all on function sandbox.check_policy from public, anon, authenticated, service_role;
