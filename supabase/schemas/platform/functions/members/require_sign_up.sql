-- require_sign_up: Rejects a change of an app's profile table after which somebody could not sign up. It raises the first
-- of sign_up_findings, then tries what these cannot judge, such as defaults, checks and generated columns that the app
-- added: it inserts samples of new members, changes their address and empties their references, and rolls that back.
-- relations are those that the transaction may have changed.
-- Called by: reconcile_app.
-- Errors: 42501 sign_up_refused.
create or replace function platform.require_sign_up(app_id bigint, relations oid[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, 'users');
  v_users constant oid := to_regclass(format('public.%I', v_table));
  v_finding platform.finding;
  v_positions text;
  v_code text;
  v_problem text;
  v_column text;
begin
  if v_users is null or v_users <> all (relations) or not platform.has_new_rules(v_users) then
    return;
  end if;
  select * into v_finding from platform.sign_up_findings(app_id) as finding limit 1;
  if found then
    raise exception 'Cannot run the SQL: with "%" on the profiles, somebody could not sign up', v_finding.object
      using errcode = '42501', detail = 'sign_up_refused', hint = v_finding.hint;
  end if;
  v_positions := platform.sequence_positions(app_id, v_users);
  begin
    perform platform.try_sign_up(app_id, v_table);
    perform platform.undo_dry_run();
  exception
    when sqlstate 'DRY00' then
      null;
    when integrity_constraint_violation or data_exception or syntax_error_or_access_rule_violation or program_limit_exceeded
      or feature_not_supported or object_not_in_prerequisite_state then
      get stacked diagnostics v_code = returned_sqlstate, v_problem = message_text, v_column = column_name;
  end;
  -- Sequences are not rolled back.
  if v_positions is not null then
    perform sandbox.run_as_app(app_id, v_positions);
  end if;
  if v_code is not null then
    raise exception 'Cannot run the SQL: somebody could not sign up, because %', v_problem
      using errcode = '42501', detail = 'sign_up_refused', hint = case v_code
        when '23502' then format('Leave column "%s" nullable, or give it a constant default; check it in the app.', v_column)
        when '23503' then 'Drop the default of the reference, and set the column in the app.'
        when '23505' then 'Drop the default of a column of the rule, so that new profiles have no value there.'
        when '23514' then 'Write the check so that it accepts the defaults of the columns, and null where there is none.'
        else 'Give the column a default that always works, such as a constant, or none.' end;
  end if;
end
$$;

comment on function platform.require_sign_up is 'Rejects a change of an app''s profile table after which somebody could not sign up.';

revoke all on function platform.require_sign_up from public, anon, authenticated, service_role;
