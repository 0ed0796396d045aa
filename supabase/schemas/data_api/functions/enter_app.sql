-- enter_app: Takes one of the request slots of the app whose table or view a path names. The policies of the app's tables take
-- one, too, but only when they are evaluated: a view can work for seconds before that, or read no table at all.
-- Every character of the path may be percent-encoded.
-- Called by: check_request.
-- Security: definer, because requests have no access to the schema access. It returns nothing.
-- Errors: PT429 too_many_requests.
create or replace function data_api.enter_app(path text)
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_path text := path;
  v_character text;
  v_app_id bigint;
begin
  if strpos(v_path, '%') > 0 then
    foreach v_character in array '{/,a,p,_,0,1,2,3,4,5,6,7,8,9}'::text[] loop
      v_path := replace(replace(v_path, '%' || to_hex(ascii(v_character)), v_character),
        '%' || upper(to_hex(ascii(v_character))), v_character);
    end loop;
  end if;
  v_app_id := substring(v_path from '^/+app_([0-9]{1,10})_');
  if v_app_id is not null then
    perform access.is_app_active(v_app_id);
  end if;
end
$$;

comment on function data_api.enter_app is 'Takes one of the request slots of the app whose table or view a path names.';

revoke all on function data_api.enter_app from public, anon, authenticated, service_role;
grant execute on function data_api.enter_app to anon, authenticated, app_service;
