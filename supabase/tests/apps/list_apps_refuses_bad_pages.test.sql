-- list_apps refuses page sizes outside 1 to 200 and unknown statuses.
begin;
select plan(6);
select tests.act_as_role('service_role');

select is(tests.error_of('select platform.list_apps(0)'), '22023 invalid_argument', 'a page size of 0 is refused');
select is(tests.error_of('select platform.list_apps(-1)'), '22023 invalid_argument', 'a negative page size is refused');
select is(tests.error_of('select platform.list_apps(201)'), '22023 invalid_argument', 'a page size of 201 is refused');
select is(tests.error_of('select platform.list_apps(null)'), '22023 invalid_argument', 'a null page size is refused');
select is(tests.error_of($$select platform.list_apps(50, 0, 'gone')$$), '22023 invalid_argument', 'an unknown status is refused');
select is(tests.error_of('select platform.list_apps(200)'), 'no error', 'a page size of 200 is accepted');

select * from finish();
rollback;
