-- replace: Works like PostgreSQL's replace, for submitted SQL, but counts a long result and refuses one of more than ten
-- million characters: PostgreSQL's own function can fill a gigabyte of the shard's memory with one call.
-- The arguments are polymorphic, so that for citext it ignores case, with the pattern of citext's own replace.
-- Called by: submitted SQL in which sandbox.rewrite replaced replace, including views, defaults and policies.
-- Security: definer, because users cannot name access.count_bytes. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.replace(string anycompatible, "from" anycompatible, "to" anycompatible)
returns text
language plpgsql
immutable
strict
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_is_counted boolean;
  v_length bigint := char_length(string::text)::bigint * greatest(char_length("to"::text), 1);
begin
  if pg_typeof(string)::text like '%citext' then
    return access.regexp_replace(
      string::text, regexp_replace("from"::text, '([^a-zA-Z_0-9])', '\\\1', 'g'), "to"::text, 'gi');
  end if;
  if v_length > 10000 then
    -- What is left without the replaced parts is shorter, and tells how many there are.
    v_length := char_length(replace(string, "from", ''));
    v_length := v_length
      + (char_length(string::text) - v_length) / greatest(char_length("from"::text), 1) * char_length("to"::text);
    if v_length > 10000000 then
      raise exception 'Cannot build the string: it would have more than 10000000 characters'
        using errcode = '54000', detail = 'result_too_large', hint = 'Replace with a shorter string.';
    end if;
    v_is_counted := access.count_bytes(v_length);
  end if;
  return replace(string, "from", "to");
end
$$;

comment on function access.replace is 'Works like replace in PostgreSQL, capped at ten million characters.';

revoke all on function access.replace from public, anon, authenticated, service_role;
grant execute on function access.replace to anon, authenticated, service_role, app_service, app_code;
