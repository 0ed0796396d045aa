-- standards_rules: Returns the rules for all code of an app.
create or replace function platform.standards_rules(prefix text, public_tables text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return E'## Rules\n\n'
    || '1. Use `@supabase/supabase-js` 2, unmodified, in the browser, with the project''s URL and its publishable key. Never put the '
    || E'secret key into an app.\n'
    || '2. Use the full name of every table, with the prefix: `' || prefix || E'…`. Without the prefix the table does not exist.\n'
    || case
      when public_tables is null then '3. Sign the user in before anything else: without a session no table can be read or written '
        || '(`42501`). Give the app a form for signing in and signing up, follow the session, and add a sign-out button.'
      else '3. Show everybody what ' || public_tables || ' hold: they can be read without a session, so do not hide them behind a form. '
        || 'Without a session nothing else can be read, and nothing can be written (`42501`): ask the user to sign in where that is '
        || 'needed. Follow the session, and add a sign-out button.'
    end || E'\n'
    || '4. The database decides who sees what (row level security). Never send another user''s `user_id`; where the database sets it, '
    || E'do not send it at all. No filter by `user_id` is needed to keep users apart.\n'
    || '5. Rows that a user may not see are left out without an error: a read returns fewer rows, and an update or a delete affects '
    || 'none. Add `.select()` to every update and delete, and check how many rows come back. An insert that is not allowed fails with '
    || E'`42501`.\n'
    || E'6. Check `error` in every response: supabase-js returns errors and does not throw them.\n'
    || E'7. A response has at most 1,000 rows: read page by page.\n'
    || E'8. An app never changes its schema and never sends SQL.\n\n';
end
$$;

comment on function platform.standards_rules is 'Returns the rules for all code of an app.';

revoke all on function platform.standards_rules from public, anon, authenticated, service_role;
