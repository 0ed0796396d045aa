-- list_apps returns the apps in pages, ordered by id.
begin;
select plan(9);
select tests.act_as_role('service_role');
select platform.create_app('App ' || id, id) from unnest('{9000000003,9000000001,9000000005,9000000002,9000000004}'::bigint[]) as id;

select is(jsonb_path_query_array(platform.list_apps(2, 9000000000), '$.apps[*].id'),
  '[9000000001, 9000000002]', 'the first page has the smallest ids');
select is(platform.list_apps(2, 9000000000) -> 'next_after_id', '9000000002', 'the first page tells where the next page begins');
select is(jsonb_path_query_array(platform.list_apps(2, 9000000002), '$.apps[*].id'),
  '[9000000003, 9000000004]', 'the second page follows the first');
select is(platform.list_apps(2, 9000000004),
  jsonb_build_object('apps', jsonb_build_array(platform.get_app(9000000005)), 'next_after_id', null),
  'the last page is short and has no next page');
select is(platform.list_apps(5, 9000000000) -> 'next_after_id', '9000000005', 'a last page that is full has a next page');
select is(platform.list_apps(5, 9000000005),
  '{"apps": [], "next_after_id": null}', 'the page after a full last page is empty and has no next page');
select is(platform.list_apps(50, 9999999999), '{"apps": [], "next_after_id": null}', 'a page after the largest id is empty');
select is((platform.list_apps(200) -> 'apps' -> 0 ->> 'id')::bigint, (platform.list_apps(1, 0) -> 'apps' -> 0 ->> 'id')::bigint,
  'the list without after_id begins at the first app');
select is(platform.list_apps(3, null) -> 'apps', platform.list_apps(3) -> 'apps', 'the list with null as after_id begins at the first app');

select * from finish();
rollback;
