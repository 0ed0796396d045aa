-- refuse_joining: Raises the error with which an app refuses a new member: the one place for its words.
-- Called by: access.admit and access.require_admission.
-- Errors: PT404 app_not_found, PT403 signup_closed, PT403 invitation_required, PT403 membership_suspended, PT403
-- account_banned.
create or replace function access.refuse_joining(app_id bigint, reason text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  case reason
    when 'app_not_found' then
      raise exception 'Cannot join app %: no active app has this id', refuse_joining.app_id
        using errcode = 'PT404', detail = 'app_not_found', hint = 'Check the app id.';
    when 'signup_closed' then
      raise exception 'Cannot join app %: it does not accept new members', refuse_joining.app_id
        using errcode = 'PT403', detail = 'signup_closed', hint = 'Ask an admin of the app for access.';
    when 'membership_suspended' then
      raise exception 'Cannot join app %: the membership is suspended', refuse_joining.app_id
        using errcode = 'PT403', detail = 'membership_suspended', hint = 'Ask an admin of the app to end the suspension.';
    when 'account_banned' then
      raise exception 'Cannot join app %: the account is banned', refuse_joining.app_id
        using errcode = 'PT403', detail = 'account_banned', hint = 'Wait until the ban ends, or ask the operator to lift it.';
    when 'invitation_required' then
      -- The same words for no secret, a wrong one and one for another address: nobody learns which addresses are invited.
      raise exception 'Cannot join app %: it needs an invitation that is valid for your confirmed e-mail address',
        refuse_joining.app_id
        using errcode = 'PT403', detail = 'invitation_required', hint = 'Ask an admin of the app to invite your e-mail address.';
  end case;
end
$$;

comment on function access.refuse_joining is 'Raises the error with which an app refuses a new member.';

revoke all on function access.refuse_joining from public, anon, authenticated, service_role;
