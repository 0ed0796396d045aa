-- markdown_snippet: lines of code as a block of Markdown, without empty lines around them. No line may begin with a backtick.
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

comment on function platform.markdown_snippet is 'Lines of code as a block of Markdown.';

revoke all on function platform.markdown_snippet from public, anon, authenticated, service_role;
