-- check_accounts: Refuses auth.users where it cannot be replaced by the app's profile table. It may be referenced, and read
-- in policies, views and bodies of functions that contain no *: profiles lack some of its columns. shift is the number of tokens
-- before these.
-- Called by: check_statement, check_code_part and read_sql_body.
-- Errors: 42501 schema_refused, user_metadata_refused.
create or replace function sandbox.check_accounts(app_id bigint, words text[], statement text, shift integer default 0)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_profiles constant text := platform.app_object(app_id, 'users');
  v_has_star boolean;
  v_at integer;
begin
  if not words @> '{auth,users}' then
    return;
  end if;
  -- count(*) and, in bodies, products read no columns.
  v_has_star := exists (
    select from unnest(array_positions(words, '*')) as place
    where coalesce(words[place - 1] in ('select', 'distinct', 'all', 'returning', '.', ',', ')'), true)
      or (statement <> 'body' and words[place - 1] <> '('));
  foreach v_at in array array_positions(words, 'auth') loop
    continue when words[v_at + 1:v_at + 2] <> '{.,users}' or words[v_at - 1] = 'references';
    if statement not in ('create policy', 'alter policy', 'create view', 'create or replace view', 'body')
      or (coalesce(words[v_at - 1] not in ('from', 'join', ','), true) and words[v_at + 3] is distinct from '.')
      or words[v_at - 2:v_at - 1] = '{delete,from}' or v_has_star
    then
      perform sandbox.refuse('schema_refused', '"auth.users" is not allowed here',
        case
          when words[v_at - 1] in ('into', 'update') or words[v_at - 2:v_at - 1] = '{delete,from}' then sandbox.hint(app_id, 'account')
          else format('Use the profile table %s, with the columns id, email, full_name and avatar_url. Leave out what needs other '
            'columns of accounts.', v_profiles)
        end, at => v_at + shift);
    elsif words && '{raw_user_meta_data,raw_app_meta_data,user_metadata,app_metadata}' then
      perform sandbox.refuse('user_metadata_refused', 'the metadata of accounts is not available',
        sandbox.hint(app_id, 'roles'), at => v_at + shift);
    end if;
  end loop;
end
$$;

comment on function sandbox.check_accounts is 'Refuses auth.users where it cannot be replaced by the profile table.';

revoke all on function sandbox.check_accounts from public, anon, authenticated, service_role;
