-- VER-1: verify_shard_page returns what verify_shard does, in pages of apps; the last page also tells what is wrong with the shard.
begin;
select plan(19);
select platform.delete_app(id), platform.purge_app(id) from platform.apps;
select platform.create_app('One', 9000000001);
select platform.create_app('Two', 9000000002);
select platform.create_app('Three', 9000000003);

create function pg_temp.objects(page jsonb) returns text language sql as $$
  select coalesce(string_agg(finding ->> 'object' || ' ' || (finding ->> 'problem'), ', ' order by finding ->> 'object'), 'sound')
  from jsonb_array_elements(page -> 'findings') as element (finding)
$$;
-- What the pages of a size find together, and how many pages there are.
create function pg_temp.all_pages(page_size integer) returns text language plpgsql as $$
declare
  v_page jsonb;
  v_after bigint;
  v_count integer := 0;
  v_findings jsonb := '[]';
begin
  loop
    v_page := platform.verify_shard_page(page_size, v_after);
    v_count := v_count + 1;
    v_findings := v_findings || (v_page -> 'findings');
    v_after := v_page ->> 'next_after_id';
    exit when v_after is null;
  end loop;
  return v_count || ': ' || pg_temp.objects(jsonb_build_object('findings', v_findings));
end
$$;

select is(platform.verify_shard_page(), '{"findings": [], "next_after_id": null}', 'a sound shard has no finding on its only page');
select sandbox.run_as_app(9000000001, 'alter table public.app_9000000001_users disable row level security');
select sandbox.run_as_app(9000000003, 'alter table public.app_9000000003_users disable row level security');
update platform.shards set app_count = app_count + 1 where is_local;

select is(
  pg_temp.objects(platform.verify_shard_page(1)), 'app_9000000001_users row_security_disabled',
  'the first page has the findings of its app only');
select is(
  platform.verify_shard_page(1) -> 'next_after_id', '9000000001', 'a full page returns the id after which the next page begins');
select is(platform.verify_shard_page(1, 9000000001),
  '{"findings": [], "next_after_id": 9000000002}', 'a page of sound apps has no finding, even where the shard is not sound');
select is(
  pg_temp.objects(platform.verify_shard_page(1, 9000000002)), 'app_9000000003_users row_security_disabled',
  'a full page at the end of the apps has no finding about the shard');
select is(
  platform.verify_shard_page(1, 9000000003) -> 'next_after_id', 'null', 'a page after the last app is the last page');
select is(
  pg_temp.objects(platform.verify_shard_page(1, 9000000003)), 'local count_differs', 'the last page has the findings about the shard');
select is(
  pg_temp.objects(platform.verify_shard_page(2, 9000000002)), 'app_9000000003_users row_security_disabled, local count_differs',
  'a last page with apps has the findings about the apps and about the shard');
select is(pg_temp.all_pages(1), '4: '
  'app_9000000001_users row_security_disabled, app_9000000003_users row_security_disabled, local count_differs',
  'pages of one app find everything');
select is(pg_temp.all_pages(2), '2: '
  'app_9000000001_users row_security_disabled, app_9000000003_users row_security_disabled, local count_differs',
  'pages of two apps find everything');
select is(pg_temp.all_pages(1000), '1: '
  'app_9000000001_users row_security_disabled, app_9000000003_users row_security_disabled, local count_differs',
  'one page of 1000 apps finds everything');
select set_eq(
  'select to_jsonb(finding) from platform.verify_shard() as finding',
  $$select * from jsonb_array_elements(platform.verify_shard_page() -> 'findings')$$, 'one page finds what verify_shard finds');
select is(
  pg_temp.objects(platform.verify_shard_page(1, -1)), 'app_9000000001_users row_security_disabled',
  'a page after a negative id is the first page');

select tests.act_as_role('service_role');
select is(tests.error_of('select platform.verify_shard_page(0)'), '22023 invalid_argument', 'a page size of 0 is refused');
select is(tests.error_of('select platform.verify_shard_page(-1)'), '22023 invalid_argument', 'a negative page size is refused');
select is(tests.error_of('select platform.verify_shard_page(1001)'), '22023 invalid_argument', 'a page size of 1001 is refused');
select is(tests.error_of('select platform.verify_shard_page(null)'), '22023 invalid_argument', 'a missing page size is refused');
select is(tests.error_of('select platform.verify_shard_page(1000)'), 'no error', 'the platform verifies a page of 1000 apps');
select tests.act_as_role('authenticated');
select is(tests.error_of('select platform.verify_shard_page(1)'), '42501', 'a user verifies no page of the shard');

select * from finish();
rollback;
