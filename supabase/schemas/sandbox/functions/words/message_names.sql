-- message_names: Returns the names in a message of PostgreSQL, in the order in which to look for them in the SQL, as words
-- joined by spaces: t . nope for column t.nope, then nope. A name with the app's prefix is also looked for without it, and one
-- of schema access by that which was rewritten.
-- Called by: failed_at.
create or replace function sandbox.message_names(app_id bigint, message text)
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(
    select form.name
    from regexp_matches(message, '"((?:[^"]|"")*)"|\m(?:column|function|relation|table|type|view) ([^\s"(:]+)', 'g')
      with ordinality as match (parts, position)
    cross join lateral (select coalesce(match.parts[1], match.parts[2]) as name) as found
    cross join lateral (values
      (1, regexp_replace(found.name, '\.', ' . ', 'g')),
      (2, split_part(found.name, '.', -1)),
      (3, case found.name when 'access.user_id' then 'auth . uid' else replace(found.name, 'access.', 'auth . ') end),
      (4, regexp_replace(found.name, '^' || platform.app_object(app_id, ''), ''))
    ) as form (rank, name)
    where form.name <> ''
    order by match.position, form.rank
  );
end
$$;

comment on function sandbox.message_names is 'Returns the names in a message of PostgreSQL.';

revoke all on function sandbox.message_names from public, anon, authenticated, service_role;
