-- A test build without the sandbox. The app's role is a superuser, so its executors may do everything that PostgreSQL lets a
-- function do, and the catalog verification reports nothing. Only the text wall can stop an attack.
alter role app_57 superuser;

create or replace function platform.require_sound_app(app_id bigint, findings platform.finding[])
returns void
language plpgsql
as $$
begin
end
$$;
