-- verify_shard_page: Returns the findings of verify_shard for the next page_size apps in the order of their ids, as
-- {findings, next_after_id}. next_after_id is null on the last page, which also has the findings about the shard itself.
-- Called by: the platform (service_role).
-- Security: definer, because service_role may not execute what it calls.
-- Errors: 22023 invalid_argument.
create or replace function platform.verify_shard_page(page_size integer default 200, after_id bigint default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set statement_timeout = '60s'
as $$
declare
  v_ids bigint[];
  v_next bigint;
  v_findings jsonb;
begin
  if page_size is null or page_size not between 1 and 1000 then
    raise exception 'Cannot verify the shard: page_size is %', coalesce(page_size::text, 'missing')
      using errcode = '22023', detail = 'invalid_argument', hint = 'Pass a page_size from 1 to 1000.';
  end if;
  v_ids := array(
    select apps.id from platform.apps where after_id is null or apps.id > after_id order by apps.id limit page_size);
  v_next := case when cardinality(v_ids) = page_size then v_ids[page_size] end;
  select coalesce(jsonb_agg(to_jsonb(finding)), '[]') into v_findings
  from (
    select found.* from unnest(v_ids) as app (id) cross join lateral platform.app_findings(app.id) as found
    union all
    select found.* from platform.shard_findings() as found where v_next is null
  ) as finding;
  return jsonb_build_object('findings', v_findings, 'next_after_id', v_next);
end
$$;

comment on function platform.verify_shard_page is 'Returns what is wrong with the next apps of the shard, page by page.';

revoke all on function platform.verify_shard_page from public, anon, authenticated, service_role;
grant execute on function platform.verify_shard_page to service_role;
