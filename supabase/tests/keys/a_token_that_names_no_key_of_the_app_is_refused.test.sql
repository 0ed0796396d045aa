-- KEY-4: the role by itself grants nothing. App and key of a token must belong together, and the key must exist. A user's token
-- that names a key remains a user's token.
begin;
select plan(16);
select tests.cast();
select tests.create_key('of 57', 57);
select tests.create_key('of 58', 58);
create function pg_temp.act_with(role text, claims jsonb) returns void language plpgsql as $$
begin
  perform set_config('request.jwt.claims', (claims || jsonb_build_object('role', role))::text, true);
  perform set_config('role', role, true);
end
$$;
grant execute on function pg_temp.act_with to public;

select tests.act_as_role('app_service');
select is_empty('select from public.app_57_' || name,
  'a token without app and key reads no ' || name)
from unnest(array['todos', 'posts', 'users']) as name;
select throws_ok($$insert into public.app_57_todos (user_id, text) values (tests.user_id('alice'), 'x')$$,
  '42501', null, 'a token without app and key inserts no row');

select pg_temp.act_with('app_service', '{"app_id": 57}');
select is_empty('select from public.app_57_todos', 'a token with an app and without a key reads nothing');
select tests.act_as_key('nobody made this', 57);
select is_empty('select from public.app_57_todos', 'a token with an unknown key reads nothing');
select tests.act_as_key('of 58', 57);
select is_empty('select from public.app_57_todos', 'a key of 58 with the app 57 reads nothing of 57');
select is_empty('select from public.app_58_todos', 'a key of 58 with the app 57 reads nothing of 58');
select tests.act_as_key('of 57', 58);
select is_empty('select from public.app_58_todos', 'a key of 57 with the app 58 reads nothing of 58');
select is_empty('select from public.app_57_todos', 'a key of 57 with the app 58 reads nothing of 57');
select pg_temp.act_with('app_service', jsonb_build_object('app_id', 57, 'key_id', 'of 57'));
select throws_ok('select from public.app_57_todos', '22P02', null, 'a malformed key id is an error');

select pg_temp.act_with('authenticated', jsonb_build_object('app_id', 57, 'key_id', tests.key_id('of 57')));
select is_empty('select from public.app_57_lists', 'a token of the role authenticated with a key and no user reads nothing');
select pg_temp.act_with('authenticated',
  jsonb_build_object('sub', tests.user_id('mallory'), 'app_id', 57, 'key_id', tests.key_id('of 57')));
select is_empty('select from public.app_57_lists', 'the token of a stranger with a key reads nothing');
select pg_temp.act_with('authenticated', jsonb_build_object('sub', tests.user_id('bob'), 'app_id', 57, 'key_id', tests.key_id('of 57')));
select results_eq('select text from public.app_57_todos',
  array['of bob'], 'the token of a member with a key reads only what the member may read');

select pg_temp.act_with('app_service', jsonb_build_object('app_id', 57, 'key_id', tests.key_id('of 57')));
select isnt_empty('select from public.app_57_todos', 'a token with an app and its key reads the app');
select is_empty('select from public.app_58_todos', 'a token with an app and its key reads no other app');

select * from finish();
rollback;
