-- check_comment: Checks COMMENT ON TABLE, VIEW, COLUMN, INDEX, TYPE, FUNCTION, CONSTRAINT, POLICY or TRIGGER of the app. A comment that
-- contains @graphql is refused: it would change what the GraphQL API exposes.
-- Called by: check_statement.
-- Errors: 42501 isolation_is_fixed, option_refused, wrong_prefix.
create or replace function sandbox.check_comment(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if words[at] in ('constraint', 'policy', 'trigger') and words[at + 2] = 'on' then
    if words[at] = 'policy' and sandbox.bare_name(words[at + 1]) ~ platform.reserved_policies() then
      perform sandbox.refuse('isolation_is_fixed', format('the policy "%s" is reserved', left(words[at + 1], 80)),
        'Leave it to the platform, and comment on your own policies.', at => at + 1);
    elsif words[at] = 'trigger' then
      perform sandbox.check_trigger_name(app_id, words, at + 1);
    end if;
    perform sandbox.expect_app_name(app_id, words, at + 3);
  elsif words[at] = 'function' then
    perform sandbox.expect_functions(app_id, words, at + 1);
  elsif words[at] in ('table', 'view', 'column', 'index', 'type') then
    perform sandbox.expect_app_name(app_id, words, at + 1, or_index => words[at] = 'index');
  else
    perform sandbox.refuse('option_refused', format('"COMMENT ON %s" is not allowed', upper(left(words[at], 40))),
      sandbox.hint(app_id, 'comment'), at => at);
  end if;
  if words[cardinality(words)] ~* '@graphql' then
    perform sandbox.refuse('option_refused', 'a comment must not contain @graphql',
      'Remove @graphql from the comment.', at => cardinality(words));
  end if;
end
$$;

comment on function sandbox.check_comment is 'Checks COMMENT ON after its first words.';

revoke all on function sandbox.check_comment from public, anon, authenticated, service_role;
