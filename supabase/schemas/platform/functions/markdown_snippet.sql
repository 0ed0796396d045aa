-- markdown_snippet: lines of TypeScript as a block of Markdown. No line may begin with a backtick.
create or replace function platform.markdown_snippet(code text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return E'```ts\n' || code || E'\n```\n\n';
end
$$;

comment on function platform.markdown_snippet is 'Lines of TypeScript as a block of Markdown.';

revoke all on function platform.markdown_snippet from public, anon, authenticated, service_role;
