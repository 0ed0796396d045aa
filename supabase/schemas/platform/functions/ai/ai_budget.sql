-- ai_budget: Returns how many tokens the model may still use for an app: {tokens_per_request, tokens_per_day, used, left}.
-- used covers the last 24 hours. Requests without an app (app_id null) share one budget of the same size.
-- This is a check, not a reservation: requests that start at the same time see the same number left.
-- Called by: the sql and schema-generate functions and the platform (service_role).
-- Security: definer, because service_role may not execute what it calls.
-- Errors: PT404 app_not_found.
create or replace function platform.ai_budget(app_id bigint default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_per_day constant bigint := platform.limit_of('ai_tokens_per_app_per_day');
  v_per_request constant bigint := platform.limit_of('ai_tokens_per_request');
  v_used bigint;
begin
  if app_id is not null then
    perform platform.get_app(app_id);
  end if;
  select coalesce(sum(ai_usage.prompt_tokens + ai_usage.completion_tokens), 0) into v_used
  from platform.ai_usage
  where ai_usage.at > now() - interval '24 hours'
    and (ai_usage.app_id = ai_budget.app_id or (ai_usage.app_id is null and ai_budget.app_id is null));
  return jsonb_build_object(
    'tokens_per_request', v_per_request,
    'tokens_per_day', v_per_day,
    'used', v_used,
    'left', greatest(v_per_day - v_used, 0)
  );
end
$$;

comment on function platform.ai_budget is 'Returns how many tokens the model may still use for an app.';

revoke all on function platform.ai_budget from public, anon, authenticated, service_role;
grant execute on function platform.ai_budget to service_role;
