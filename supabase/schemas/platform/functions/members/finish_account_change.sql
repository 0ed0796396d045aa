-- finish_account_change: Brings the profile of an account in an app in line with the account, if that is pending: a member's
-- profile gets the account's present address, and the profile of a deleted account is deleted with its rows. If the app's own
-- constraints reject the address, the profile keeps the old one, and the audit log gets a row. Waits for a session that does the
-- same.
-- Errors: whatever code of the app raises; 55000 rows_remain.
-- Called by: enrol_member, because Auth can create an account again under the id of a deleted one, try_account_change,
-- finish_account_changes and run_next_code.
create or replace function platform.finish_account_change(app_id bigint, user_id uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, 'users');
  v_email text;
begin
  perform from platform.pending_account_changes as pending
  where pending.app_id = finish_account_change.app_id and pending.user_id = finish_account_change.user_id
  for update;
  if not found then
    return;
  end if;
  if to_regclass(format('public.%I', v_table)) is not null then
    select users.email into v_email
    from platform.app_members join auth.users on users.id = app_members.user_id
    where app_members.app_id = finish_account_change.app_id and app_members.user_id = finish_account_change.user_id;
    if found then
      begin
        execute format('update public.%I set email = $1 where id = $2 and email is distinct from $1', v_table) using v_email, user_id;
      exception when integrity_constraint_violation or data_exception or syntax_error_or_access_rule_violation
        or program_limit_exceeded then
        -- A constraint of an app's owner on addresses must not affect the account or other apps.
        perform platform.audit(app_id, 'address_refused', jsonb_build_object('user_id', user_id, 'code', sqlstate));
      end;
    else
      perform access.delete_rows(app_id, v_table, 'id', user_id);
      perform platform.require_no_rows_of(app_id, user_id);
    end if;
  end if;
  delete from platform.pending_account_changes as pending
  where pending.app_id = finish_account_change.app_id and pending.user_id = finish_account_change.user_id;
end
$$;

comment on function platform.finish_account_change is 'Brings the profile of an account in an app in line with the account.';

revoke all on function platform.finish_account_change from public, anon, authenticated, service_role;
