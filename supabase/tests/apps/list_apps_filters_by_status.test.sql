-- list_apps returns the apps of one status, and fills its pages with them.
begin;
select plan(6);
select tests.act_as_role('service_role');
select platform.create_app('App ' || id, id) from generate_series(9000000001, 9000000006) as id;
select platform.suspend_app(9000000002), platform.suspend_app(9000000004), platform.delete_app(9000000006);

select is(jsonb_path_query_array(platform.list_apps(50, 9000000000), '$.apps[*].status'),
  '["active", "suspended", "active", "suspended", "active", "deleted"]', 'apps of every status are listed without a filter');
select is(jsonb_path_query_array(platform.list_apps(50, 9000000000, 'active'), '$.apps[*].id'),
  '[9000000001, 9000000003, 9000000005]', 'only active apps are listed with the filter active');
select is(jsonb_path_query_array(platform.list_apps(50, 9000000000, 'suspended'), '$.apps[*].id'),
  '[9000000002, 9000000004]', 'only suspended apps are listed with the filter suspended');
select is(jsonb_path_query_array(platform.list_apps(50, 9000000000, 'deleted'), '$.apps[*].id'),
  '[9000000006]', 'only deleted apps are listed with the filter deleted');
select is(jsonb_path_query_array(platform.list_apps(2, 9000000000, 'active'), '$.apps[*].id'), '[9000000001, 9000000003]',
  'a page is filled with apps beyond those of other statuses');
select is(jsonb_path_query_array(platform.list_apps(2, 9000000003, 'active'), '$.apps[*].id'),
  '[9000000005]', 'the next page holds the remaining active app');

select * from finish();
rollback;
