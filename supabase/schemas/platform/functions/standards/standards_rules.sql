-- standards_rules: what holds for all code of an app.
create or replace function platform.standards_rules(prefix text, public_tables text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return E'## Rules\n\n'
    || E'1. Use `@supabase/supabase-js` 2 as it is, in the browser, with the project''s URL and its publishable key. The secret key never '
    || E'gets into an app.\n'
    || '2. Call every table by its full name, with the prefix: `' || prefix || '…`. The name without the prefix is no table.' || E'\n'
    || '3. Sign the user in before anything else: without a session '
    || case when public_tables is null then 'no table can be read or written (`42501`).' else 'only ' || public_tables || ' can be read, and nothing written.' end
    || E' An app with data of users has a form to sign in and sign up, follows the session, and has a button to sign out.\n'
    || E'4. The database decides who sees what (row level security). Never send another user''s `user_id`; where it comes by itself, send none. '
    || E'No filter by `user_id` is needed to keep users apart.\n'
    || E'5. Rows that a user may not see are left out without an error: a read answers fewer rows, an update or a delete none. Add `.select()` to '
    || E'an update or a delete and look how many rows came back. An insert that is not allowed answers `42501`.\n'
    || E'6. Look at `error` in every answer: supabase-js throws nothing by itself.\n'
    || E'7. An answer has 1,000 rows at most: ask for pages.\n'
    || E'8. An app does not change its schema and sends no SQL.\n\n';
end
$$;

comment on function platform.standards_rules is 'What holds for all code of an app.';

revoke all on function platform.standards_rules from public, anon, authenticated, service_role;
