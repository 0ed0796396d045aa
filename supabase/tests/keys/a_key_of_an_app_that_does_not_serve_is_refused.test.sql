-- KEY-6: suspending or deleting an app disables its keys as it does its users; resuming the app enables them again, purging does not.
begin;
select plan(15);
select tests.cast();
select tests.create_key('of 57', 57);
select tests.create_key('of 58', 58);

select platform.suspend_app(57);
select tests.act_as_key('of 57', 57);
select is_empty('select from public.app_57_' || name, 'the key of a suspended app reads no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news', 'users']) as name;
select throws_ok($$insert into public.app_57_todos (user_id, text) values (tests.user_id('alice'), 'x')$$,
  '42501', null, 'the key of a suspended app inserts no row');
select tests.act_as_key('of 58', 58);
select isnt_empty('select from public.app_58_todos', 'the key of another app still reads');
select tests.act_as_owner();
select platform.resume_app(57);
select tests.act_as_key('of 57', 57);
select isnt_empty('select from public.app_57_todos', 'the key reads again once the app is resumed');

select tests.act_as_owner();
select platform.delete_app(57);
select tests.act_as_key('of 57', 57);
select is_empty('select from public.app_57_' || name, 'the key of a deleted app reads no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news', 'users']) as name;

select tests.act_as_owner();
select platform.purge_app(57);
select is_empty('select from platform.app_keys where app_id = 57', 'the keys of a purged app are deleted');
select tests.create_app(57);
select platform.add_member(57, tests.user_id('bob'));
insert into public.app_57_todos (user_id, text) values (tests.user_id('bob'), 'of the new app');
select tests.act_as_key('of 57', 57);
select is_empty('select from public.app_57_todos', 'an old key opens no new app of the same id');

select * from finish();
rollback;
