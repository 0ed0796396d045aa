-- typescript_comment: Returns a comment line with its line break, or an empty string for no text. The text cannot end the comment.
create or replace function platform.typescript_comment(value text, indent text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_text constant text := platform.one_line(value);
begin
  return case when v_text <> '' then indent || '/** ' || replace(v_text, '*/', '*\/') || E' */\n' else '' end;
end
$$;

comment on function platform.typescript_comment is 'Returns a comment line of TypeScript.';

revoke all on function platform.typescript_comment from public, anon, authenticated, service_role;
