-- KEY-4: the role alone opens nothing. App and key of a token belong together, and the key must exist; a user's token that
-- names a key is a user's.
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
select is_empty('select from public.app_57_' || name, 'a token without app and key reads no ' || name) from unnest(array['todos', 'posts', 'users']) as name;
select throws_ok($$insert into public.app_57_todos (user_id, text) values (tests.user_id('alice'), 'x')$$, '42501', null, 'and writes nothing');

select pg_temp.act_with('app_service', '{"app_id": 57}');
select is_empty('select from public.app_57_todos', 'an app without a key reads nothing');
select tests.act_as_key('nobody made this', 57);
select is_empty('select from public.app_57_todos', 'nor does an unknown key');
select tests.act_as_key('of 58', 57);
select is_empty('select from public.app_57_todos', 'nor a key of 58 that says 57, in 57');
select is_empty('select from public.app_58_todos', 'or in 58');
select tests.act_as_key('of 57', 58);
select is_empty('select from public.app_58_todos', 'nor a key of 57 that says 58, in 58');
select is_empty('select from public.app_57_todos', 'or in 57');
select pg_temp.act_with('app_service', jsonb_build_object('app_id', 57, 'key_id', 'of 57'));
select throws_ok('select from public.app_57_todos', '22P02', null, 'a malformed key is an error');

select pg_temp.act_with('authenticated', jsonb_build_object('app_id', 57, 'key_id', tests.key_id('of 57')));
select is_empty('select from public.app_57_lists', 'a token of another role opens nothing with a key');
select pg_temp.act_with('authenticated', jsonb_build_object('sub', tests.user_id('mallory'), 'app_id', 57, 'key_id', tests.key_id('of 57')));
select is_empty('select from public.app_57_lists', 'nor does a stranger''s');
select pg_temp.act_with('authenticated', jsonb_build_object('sub', tests.user_id('bob'), 'app_id', 57, 'key_id', tests.key_id('of 57')));
select results_eq('select text from public.app_57_todos', array['of bob'], 'a member with a key is a member');

select pg_temp.act_with('app_service', jsonb_build_object('app_id', 57, 'key_id', tests.key_id('of 57')));
select isnt_empty('select from public.app_57_todos', 'the right pair opens the app');
select is_empty('select from public.app_58_todos', 'and no other');

select * from finish();
rollback;
