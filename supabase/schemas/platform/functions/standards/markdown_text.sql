-- markdown_text: Escapes text written by people, for use within a line of Markdown and within “ ”: every character that
-- Markdown or HTML could interpret is escaped, and no character ends the quotes.
create or replace function platform.markdown_text(value text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return regexp_replace(translate(platform.one_line(value), '“”', '""'), '([]\\`*_{}[<>|~&$#])', '\\\1', 'g');
end
$$;

comment on function platform.markdown_text is 'Escapes text written by people, for use within a line of Markdown.';

revoke all on function platform.markdown_text from public, anon, authenticated, service_role;
