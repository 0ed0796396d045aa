-- record_ai_usage: Records what one request to the model consumed. Returns {id}.
-- Called by: the sql and schema-generate functions (service_role).
-- Security: definer, because service_role cannot write the registry.
-- Errors: 23514 for a negative number, or a model or outcome of the wrong form.
create or replace function platform.record_ai_usage(
  model text,
  prompt_tokens bigint,
  completion_tokens bigint,
  outcome text,
  attempts integer,
  app_id bigint default null,
  cost_usd numeric default null
)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id bigint;
begin
  insert into platform.ai_usage (app_id, model, prompt_tokens, completion_tokens, cost_usd, outcome, attempts)
  values (app_id, model, prompt_tokens, completion_tokens, cost_usd, outcome, attempts)
  returning id into v_id;
  return jsonb_build_object('id', v_id);
end
$$;

comment on function platform.record_ai_usage is 'Records what one request to the model consumed.';

revoke all on function platform.record_ai_usage from public, anon, authenticated, service_role;
grant execute on function platform.record_ai_usage to service_role;
