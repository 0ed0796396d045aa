-- run_sign_up_code: Runs the sign-up code of an app for a member, as a trigger on auth.users would: nobody is signed in meanwhile, and
-- what the code deferred to COMMIT runs before this returns. Of the metadata, the app sees no secret of an invitation, and if the
-- user signed up for another app, only the name and the picture that every profile gets.
-- Called by: try_sign_up_step.
-- Errors: whatever the code raises.
create or replace function platform.run_sign_up_code(app_id bigint, user_id uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_view constant text := platform.app_object(app_id, 'sign_up');
  v_claims constant text := current_setting('request.jwt.claims', true);
  v_account jsonb;
  v_data jsonb;
begin
  if platform.sign_up_code(app_id) = '{}' then
    return;
  end if;
  select to_jsonb(users), users.raw_user_meta_data - 'invitation' into v_account, v_data from auth.users where users.id = user_id;
  if v_data ->> 'app_id' <> app_id::text then
    v_data := (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(v_data) where key in ('full_name', 'avatar_url'));
  end if;
  perform set_config('request.jwt.claims', '', true);
  execute format('insert into sandbox.%1$I select account.* from jsonb_populate_record(null::sandbox.%1$I, $1) as account', v_view)
    using v_account || jsonb_build_object('raw_user_meta_data', v_data);
  set constraints all immediate;
  perform set_config('request.jwt.claims', coalesce(v_claims, ''), true);
end
$$;

comment on function platform.run_sign_up_code is 'Runs the sign-up code of an app for a member.';

revoke all on function platform.run_sign_up_code from public, anon, authenticated, service_role;
