-- create_app uses the given id, or else the next free one, and refuses an id that is taken.
begin;
select plan(6);

-- The next three ids are taken, whatever the current value of the sequence.
create temp table counter as select nextval(pg_get_serial_sequence('platform.apps', 'id')) as at;
grant select on counter to service_role;
select tests.act_as_role('service_role');
select is((platform.create_app('Brought', (select at from counter) + 1) ->> 'id')::bigint, (select at from counter) + 1,
  'the platform chooses the id of an app');
select lives_ok($$select platform.create_app('Brought', (select at from counter) + 2)$$, 'the platform chooses the id after that');
select lives_ok($$select platform.create_app('Brought', (select at from counter) + 3)$$, 'the platform chooses a third id');
select is((platform.create_app('Next') ->> 'id')::bigint,
  (select at from counter) + 4, 'an app without a given id skips the ids that are taken');
select is((platform.create_app('Next') ->> 'id')::bigint,
  (select at from counter) + 5, 'another app without a given id gets the id after that');
select is(tests.error_of($$select platform.create_app('Again', (select at from counter) + 1)$$), 'PT409 app_exists',
  'an id that is taken is refused');

select * from finish();
rollback;
