-- MEM-1: a user who signs up without an app id is not a member of any app, whatever else the metadata says.
begin;
select plan(7);
select tests.create_app(57);

select lives_ok(format('select tests.sign_up(%L, %L)', 'person ' || n, meta),
  'an account is created with the metadata ' || coalesce(meta, 'null'))
from unnest(array['{}', null, '{"app_id": null}', '{"full_name": "A"}', '[57]', '57']) with ordinality as given (meta, n);
select is_empty($$
  select from platform.app_members where user_id in (select tests.user_id('person ' || n) from generate_series(1, 6) as n)
$$, 'none of the new users is a member of an app');

select * from finish();
rollback;
