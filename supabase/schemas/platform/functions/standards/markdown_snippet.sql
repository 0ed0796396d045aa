-- markdown_snippet: Returns lines of code as a Markdown block, without empty lines around them. No line of the code may
-- begin with a backtick.
create or replace function platform.markdown_snippet(code text, language text default 'ts')
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return '```' || language || E'\n' || btrim(code, E'\n') || E'\n```\n\n';
end
$$;

comment on function platform.markdown_snippet is 'Returns lines of code as a Markdown block.';

revoke all on function platform.markdown_snippet from public, anon, authenticated, service_role;
