-- markdown_code: Returns a text as inline code of Markdown, or null for null. The fence has more backticks than any run of
-- them in the text.
create or replace function platform.markdown_code(value text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_text constant text := platform.one_line(value);
  v_fence constant text := repeat('`', 1 + coalesce((
    select max(char_length(run[1])) from regexp_matches(v_text, '`+', 'g') as run), 0));
begin
  return case when value is null then null when v_fence = '`' then '`' || v_text || '`' else v_fence || ' ' || v_text || ' ' || v_fence end;
end
$$;

comment on function platform.markdown_code is 'Returns a text as inline code of Markdown.';

revoke all on function platform.markdown_code from public, anon, authenticated, service_role;
