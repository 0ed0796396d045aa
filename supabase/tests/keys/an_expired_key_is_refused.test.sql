-- KEY-6: a key is refused once it expires, whatever its token says.
begin;
select plan(6);
select tests.cast();
select tests.create_key('short', 57);

select tests.act_as_key('short', 57);
select isnt_empty('select from public.app_57_todos', 'the key reads before it expires');
select tests.act_as_owner();
update platform.app_keys set created_at = now() - interval '2 days', expires_at = now() where id = tests.key_id('short');

select tests.act_as_key('short', 57);
select is_empty('select from public.app_57_' || name,
  'the expired key reads no ' || name)
from unnest(array['todos', 'posts', 'users']) as name;
select throws_ok($$insert into public.app_57_todos (user_id, text) values (tests.user_id('alice'), 'x')$$,
  '42501', null, 'the expired key inserts no row');

select tests.act_as_owner();
update platform.app_keys set expires_at = now() + interval '1 second' where id = tests.key_id('short');
select tests.act_as_key('short', 57);
select isnt_empty('select from public.app_57_todos', 'the key reads one second before it expires');

select * from finish();
rollback;
