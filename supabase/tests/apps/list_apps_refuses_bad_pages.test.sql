begin;
select plan(6);
select tests.act_as_role('service_role');

select is(tests.error_of('select platform.list_apps(0)'), '22023 invalid_argument', 'a page of none is refused');
select is(tests.error_of('select platform.list_apps(-1)'), '22023 invalid_argument', 'a negative page is refused');
select is(tests.error_of('select platform.list_apps(201)'), '22023 invalid_argument', 'a page of 201 is refused');
select is(tests.error_of('select platform.list_apps(null)'), '22023 invalid_argument', 'a page of null is refused');
select is(tests.error_of($$select platform.list_apps(50, 0, 'gone')$$), '22023 invalid_argument', 'an unknown status is refused');
select is(tests.error_of('select platform.list_apps(200)'), 'no error', 'a page of 200 is answered');

select * from finish();
rollback;
