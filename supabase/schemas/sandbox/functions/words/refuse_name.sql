-- refuse_name: Refuses a name that leads out of the app. at is the position of its token.
-- Called by: check_names and statement_refusals.
-- Errors: 42501 foreign_name, catalog_name, schema_refused, type_refused, function_refused, width_refused,
-- user_metadata_refused; 42622 name_too_long.
create or replace function sandbox.refuse_name(app_id bigint, problem text, word text, at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  perform sandbox.refuse(problem,
    case problem
      when 'foreign_name' then format('"%s" is not a name of app %s', left(word, 80), app_id)
      when 'name_too_long' then format('the name "%s…" is longer than 63 bytes', left(word, 40))
      when 'width_refused' then 'the format string of format() must be a literal with small widths and at most 100 conversions'
      when 'user_metadata_refused' then 'a string names user metadata, which users write themselves'
      when 'function_refused' then format('"%s" is not an allowed function', left(word, 80))
      when 'type_refused' then format('"%s" is not an allowed type', left(word, 80))
      else format('the name "%s" is not allowed here', left(word, 80))
    end,
    sandbox.name_hint(app_id, problem, word),
    case problem when 'name_too_long' then '42622' else '42501' end,
    at);
end
$$;

comment on function sandbox.refuse_name is 'Refuses a name that leads out of the app.';

revoke all on function sandbox.refuse_name from public, anon, authenticated, service_role;
