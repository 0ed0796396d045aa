-- finish_profile: Inserts the profile of a member unless it exists, together with what code of the app deferred to COMMIT.
-- Called by: try_sign_up_step.
-- Errors: whatever code of the app raises; P0001 if it lets no profile be inserted.
create or replace function platform.finish_profile(app_id bigint, user_id uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_query constant text := format('select exists (select from public.%I where id = $1)', platform.app_object(app_id, 'users'));
  v_exists boolean;
begin
  execute v_query into v_exists using user_id;
  if not v_exists then
    perform platform.create_profiles(app_id, array[user_id]);
    set constraints all immediate;
    execute v_query into v_exists using user_id;
    if not v_exists then
      raise exception 'Cannot insert the profile: a trigger of the app leaves it out'
        using detail = 'profile_left_out', hint = 'Return new in the trigger.';
    end if;
  end if;
end
$$;

comment on function platform.finish_profile is 'Inserts the profile of a member unless it exists.';

revoke all on function platform.finish_profile from public, anon, authenticated, service_role;
