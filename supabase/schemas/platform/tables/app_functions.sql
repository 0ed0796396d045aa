-- app_functions: The functions of the apps in schema code, as the guard accepted them. The catalog holds everything else about them;
-- facts is a hash of what it held then (see function_facts), so that verify_app finds a function that was changed past the guard.
create table platform.app_functions (
  app_id bigint not null references platform.apps (id) on delete cascade,
  function_id oid not null,
  name text not null,
  facts bytea not null,
  accepted_at timestamp with time zone not null default now(),
  primary key (app_id, function_id)
);

comment on table platform.app_functions is 'The functions of the apps, as the guard accepted them.';
comment on column platform.app_functions.function_id is 'The function in schema code.';
comment on column platform.app_functions.facts is 'A hash of the function and its wrapper as the catalog describes them.';

alter table platform.app_functions enable row level security;
create policy service_role_reads on platform.app_functions for select to service_role using (true);

revoke all on platform.app_functions from public, anon, authenticated, service_role;
grant select on platform.app_functions to service_role;
