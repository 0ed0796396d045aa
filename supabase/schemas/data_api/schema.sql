-- data_api: Holds what the Data API calls by itself: the function before each request.
-- Not exposed, so nobody calls it as a remote procedure. Every role of the Data API has USAGE, because PostgREST calls the
-- function as the role of the request.
create schema if not exists data_api;

comment on schema data_api is 'What the Data API calls by itself before each request. Not exposed.';

revoke all on schema data_api from public, anon, authenticated, service_role;
grant usage on schema data_api to anon, authenticated, service_role, app_service;
