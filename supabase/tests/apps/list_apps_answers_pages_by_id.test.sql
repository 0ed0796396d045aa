begin;
select plan(9);
select tests.act_as_role('service_role');
select platform.create_app('App ' || id, id) from unnest('{9000000003,9000000001,9000000005,9000000002,9000000004}'::bigint[]) as id;

select is(jsonb_path_query_array(platform.list_apps(2, 9000000000), '$.apps[*].id'), '[9000000001, 9000000002]', 'the first page has the smallest ids');
select is(platform.list_apps(2, 9000000000) -> 'next_after_id', '9000000002', 'and says where the next one begins');
select is(jsonb_path_query_array(platform.list_apps(2, 9000000002), '$.apps[*].id'), '[9000000003, 9000000004]', 'the second follows it');
select is(platform.list_apps(2, 9000000004), jsonb_build_object('apps', jsonb_build_array(platform.get_app(9000000005)), 'next_after_id', null),
  'the last page is short and has no next');
select is(platform.list_apps(5, 9000000000) -> 'next_after_id', '9000000005', 'a page that happens to be full has a next');
select is(platform.list_apps(5, 9000000005), '{"apps": [], "next_after_id": null}', 'which is empty and the last');
select is(platform.list_apps(50, 9999999999), '{"apps": [], "next_after_id": null}', 'nothing stands after the end');
select is((platform.list_apps(200) -> 'apps' -> 0 ->> 'id')::bigint, (platform.list_apps(1, 0) -> 'apps' -> 0 ->> 'id')::bigint,
  'without after_id the list begins at the first app');
select is(platform.list_apps(3, null) -> 'apps', platform.list_apps(3) -> 'apps', 'null as after_id begins there too');

select * from finish();
rollback;
