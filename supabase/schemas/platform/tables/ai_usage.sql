-- ai_usage: One append-only row for each request to the model, from which the budget and the bill are calculated. Never
-- holds a prompt or a response. Written by platform.record_ai_usage.
-- No foreign key to apps: the bill outlives the app.
create table platform.ai_usage (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  app_id bigint,
  model text not null,
  prompt_tokens bigint not null,
  completion_tokens bigint not null,
  cost_usd numeric,
  outcome text not null,
  attempts integer not null,
  constraint model_is_short check (char_length(model) between 1 and 200),
  constraint tokens_are_counted check (prompt_tokens >= 0 and completion_tokens >= 0),
  constraint cost_is_not_negative check (cost_usd >= 0),
  constraint outcome_is_snake_case check (outcome ~ '^[a-z][a-z0-9_]{0,62}$'),
  constraint attempts_are_counted check (attempts >= 0)
);

comment on table platform.ai_usage is 'What each request to the model consumed, by app. Append-only, without prompts.';
comment on column platform.ai_usage.app_id is 'Null when the model wrote a schema for an app that did not exist yet.';
comment on column platform.ai_usage.cost_usd is 'Null when the edge function does not know the prices.';
comment on column platform.ai_usage.outcome is
  'generated, planned, applied, answered (SQL), caller_gone, or the code of the error that ended the request.';
comment on column platform.ai_usage.attempts is 'How many responses the model was asked for, repairs included.';

create index ai_usage_app_id_idx on platform.ai_usage (app_id, at desc);

alter table platform.ai_usage enable row level security;
create policy service_role_reads on platform.ai_usage for select to service_role using (true);

revoke all on platform.ai_usage from public, anon, authenticated, service_role;
grant select on platform.ai_usage to service_role;
