-- KEY-9: a key lives at most five years, has one of two lists of scopes, a name, and an app that is not deleted.
begin;
select plan(25);
select tests.cast();
create function pg_temp.create_key(app_id bigint default 57, scopes text[] default '{read}', expires_at timestamptz default now() + '1 day',
  name text default 'x', key_id uuid default tests.key_id('x'), token_hash text default tests.key_hash('x')) returns text language sql as $$
  select tests.error_of(format('select platform.create_app_key(%L, %L, %L, %L, %L, %L)',
    app_id, scopes, expires_at, name, key_id, token_hash))
$$;

select is(pg_temp.create_key(scopes => scopes::text[]),
  '22023 invalid_argument', format('a key cannot have the scopes %s', coalesce(scopes, 'null')))
from unnest(array[
  null, '{}', '{write}', '{write,read}', '{read,read}', '{read,admin}', '{read,write,write}', '{NULL}', '{{read,write}}'
]) as scopes;
select is(pg_temp.create_key(expires_at => expires_at),
  '22023 invalid_argument', format('a key cannot expire at %s', coalesce(expires_at::text, 'null')))
from unnest(array[null, now(), now() - interval '1 day', now() + interval '5 years 1 second', 'infinity', '-infinity']) as expires_at;
select is(pg_temp.create_key(name => name),
  '22023 invalid_argument', format('a key cannot have the name %L', left(name, 10)))
from unnest(array[null, '', '  ', repeat('x', 101)]) as name;
select is(pg_temp.create_key(key_id => null), '22023 invalid_argument', 'a key cannot lack a key_id');
select is(pg_temp.create_key(token_hash => token_hash),
  '22023 invalid_argument', format('a key cannot have the token_hash %L', left(token_hash, 10)))
from unnest(array[null, 'a token', upper(tests.key_hash('x'))]) as token_hash;

select is(pg_temp.create_key(app_id => 999), 'PT404 app_not_found', 'a key cannot belong to an unknown app');
select is(pg_temp.create_key(expires_at => now() + interval '5 years', name => repeat('x', 100)),
  'no error', 'a key may live five years and have a name of a hundred characters');

select * from finish();
rollback;
