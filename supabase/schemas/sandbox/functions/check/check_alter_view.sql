-- check_alter_view: Checks ALTER VIEW [IF EXISTS] name, which may rename the view or a column within the app's prefix, and SET
-- or RESET options. security_invoker cannot be turned off: a view shows its reader only what the reader may read.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_alter_view(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := sandbox.expect_app_name(app_id, words, sandbox.skip_words(words, at, '{if,exists}'));
  v_value text;
begin
  if words[v_at] in ('set', 'reset') and words[v_at + 1] = '(' then
    for v_option in v_at + 2 .. cardinality(words) loop
      continue when words[v_option - 1] not in ('(', ',');
      v_value := case when words[v_option + 1] = '=' then lower(trim(words[v_option + 2], '''')) else 'true' end;
      if words[v_option] = 'security_invoker' and (words[v_at] = 'reset' or v_value not in ('true', 'on', 'yes', '1')) then
        perform sandbox.refuse('option_refused', 'a view always has security_invoker, so that it shows only what its reader may read',
          'Leave the statement out, and write a policy for the rows that the view is to show.', at => v_option);
      elsif words[v_option] not in ('security_invoker', 'security_barrier', 'check_option') then
        perform sandbox.refuse('option_refused', format('the option "%s" is not allowed', left(words[v_option], 40)),
          'Use security_invoker, security_barrier or check_option.', at => v_option);
      end if;
    end loop;
  else
    perform sandbox.check_rename(app_id, words, kinds, at);
  end if;
end
$$;

comment on function sandbox.check_alter_view is 'Checks ALTER VIEW after its first words.';

revoke all on function sandbox.check_alter_view from public, anon, authenticated, service_role;
