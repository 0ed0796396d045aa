-- API-1, API-2, CAP-3, VER-1: verify_shard finds settings of the Data API that are missing, changed or overridden, and its hints set them.
begin;
select plan(10);
create function pg_temp.findings() returns text language sql as $$
  select coalesce(string_agg(object || ' ' || problem, ', ' order by object), 'none') from platform.verify_shard()
  where problem = 'data_api_setting_missing'
$$;

create function pg_temp.set_in_database(value text) returns void language plpgsql as $$
begin
  execute format('alter role authenticator in database %I set pgrst.openapi_mode = %L', current_database(), value);
end $$;

select is(pg_temp.findings(), 'none', 'a shard has the settings of the Data API');
alter role authenticator reset pgrst.db_pre_request;
select is(pg_temp.findings(), 'pgrst.db_pre_request data_api_setting_missing', 'a missing pre-request function is found');
alter role authenticator set pgrst.db_pre_request = 'public.my_apps';
select is(pg_temp.findings(), 'pgrst.db_pre_request data_api_setting_missing', 'another pre-request function is found');
alter role authenticator reset pgrst.openapi_mode;
select is(pg_temp.findings(), 'pgrst.db_pre_request data_api_setting_missing, pgrst.openapi_mode data_api_setting_missing',
  'a root path that lists tables is found');

do $$
declare
  v_hint text;
begin
  for v_hint in select hint from platform.verify_shard() where problem = 'data_api_setting_missing' loop
    execute split_part(v_hint, '"', 2);
  end loop;
end $$;
select is(pg_temp.findings(), 'none', 'the hints of the findings set what is missing');

select pg_temp.set_in_database('ignore-privileges');
select is(pg_temp.findings(), 'pgrst.openapi_mode data_api_setting_missing', 'a setting that the database overrides is found');
alter role authenticator reset pgrst.openapi_mode;
select pg_temp.set_in_database('disabled');
select is(pg_temp.findings(), 'none', 'a setting of the role in this database suffices');

alter role authenticated reset transaction_timeout;
alter role app_service set transaction_timeout = 0;
select is(pg_temp.findings(), 'app_service.transaction_timeout data_api_setting_missing, '
  'authenticated.transaction_timeout data_api_setting_missing', 'roles whose requests may last for ever are found');
alter role app_service set transaction_timeout = '1min';
select is(pg_temp.findings(), 'authenticated.transaction_timeout data_api_setting_missing', 'another limit of a request suffices');
do $$
begin
  execute (select split_part(hint, '"', 2) from platform.verify_shard() where problem = 'data_api_setting_missing');
end $$;
select is(pg_temp.findings(), 'none', 'the hint of the finding sets the limit');

select * from finish();
rollback;
