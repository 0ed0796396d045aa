-- regexp_replace: Works like PostgreSQL's regexp_replace, for submitted SQL, but counts a long result and refuses one that may
-- have more than ten million characters. There are two, with and without a start, as in PostgreSQL. Both are polymorphic, so
-- that the first ignores case for citext, as citext's own does, and 'g' is taken for flags and not for a start.
-- Called by: submitted SQL in which sandbox.rewrite replaced regexp_replace, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_bytes. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.regexp_replace(string anycompatible, pattern anycompatible, replacement text, flags text default '')
returns text
language plpgsql
immutable
strict
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_is_counted constant boolean := access.count_replaced(string::text, pattern::text, replacement, flags);
begin
  return regexp_replace(string::text, pattern::text, replacement,
    case when pg_typeof(string)::text like '%citext' and strpos(flags, 'c') = 0 then flags || 'i' else flags end);
end
$$;

comment on function access.regexp_replace(anycompatible, anycompatible, text, text) is
  'Works like regexp_replace in PostgreSQL, capped at ten million characters.';

revoke all on function access.regexp_replace(anycompatible, anycompatible, text, text) from public, anon, authenticated, service_role;
grant execute on function access.regexp_replace(anycompatible, anycompatible, text, text)
  to anon, authenticated, service_role, app_service, app_code;

create or replace function access.regexp_replace(
  string anycompatible,
  pattern anycompatible,
  replacement text,
  start integer,
  n integer default 1,
  flags text default ''
)
returns text
language plpgsql
immutable
strict
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_is_counted constant boolean := access.count_replaced(
    string::text, pattern::text, replacement, case n when 0 then flags || 'g' else flags end);
begin
  return regexp_replace(string::text, pattern::text, replacement, start, n, flags);
end
$$;

comment on function access.regexp_replace(anycompatible, anycompatible, text, integer, integer, text) is
  'Works like regexp_replace with a start in PostgreSQL, capped at ten million characters.';

revoke all on function access.regexp_replace(anycompatible, anycompatible, text, integer, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function access.regexp_replace(anycompatible, anycompatible, text, integer, integer, text)
  to anon, authenticated, service_role, app_service, app_code;
