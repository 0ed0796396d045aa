-- The settings of the Data API that Appshard relies on. PostgREST reads them from its own role, authenticator.
--   db_pre_request  the function that it calls before each request
--   openapi_mode    the root path lists no tables: it would list those of every app to anybody who is signed in
-- On a hosted project postgres may set them. Where it may not, verify_shard returns a finding with the statement to run.
do $$
begin
  alter role authenticator set pgrst.db_pre_request = 'data_api.check_request';
  alter role authenticator set pgrst.openapi_mode = 'disabled';
exception when insufficient_privilege then
  raise notice 'postgres may not set pgrst.*: verify_shard says what to run as another role';
end
$$;

-- How long a request may last as a whole. statement_timeout does not bind what runs at COMMIT, such as a deferred trigger of an app,
-- nor the statements of a request together: the function before it and the request itself, each within statement_timeout (3 s, 8 s).
do $$
begin
  alter role anon set transaction_timeout = '10s';
  alter role authenticated set transaction_timeout = '20s';
  alter role app_service set transaction_timeout = '20s';
exception when insufficient_privilege then
  raise notice 'postgres may not set transaction_timeout: verify_shard says what to run as another role';
end
$$;

notify pgrst, 'reload config';
