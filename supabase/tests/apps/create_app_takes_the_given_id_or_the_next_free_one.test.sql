begin;
select plan(6);

-- Wherever the sequence stands, the next three ids are taken.
create temp table counter as select nextval(pg_get_serial_sequence('platform.apps', 'id')) as at;
grant select on counter to service_role;
select tests.act_as_role('service_role');
select is((platform.create_app('Brought', (select at from counter) + 1) ->> 'id')::bigint, (select at from counter) + 1,
  'the platform brings its own id');
select lives_ok($$select platform.create_app('Brought', (select at from counter) + 2)$$, 'and another');
select lives_ok($$select platform.create_app('Brought', (select at from counter) + 3)$$, 'and a third');
select is((platform.create_app('Next') ->> 'id')::bigint, (select at from counter) + 4, 'the next id skips the taken ones');
select is((platform.create_app('Next') ->> 'id')::bigint, (select at from counter) + 5, 'the one after follows');
select is(tests.error_of($$select platform.create_app('Again', (select at from counter) + 1)$$), 'PT409 app_exists',
  'an id that is taken is refused');

select * from finish();
rollback;
