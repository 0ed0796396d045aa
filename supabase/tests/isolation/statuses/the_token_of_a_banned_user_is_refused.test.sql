-- ISO-12: the token of a user whom Auth bans reads, writes, joins and leaves nothing, until the ban ends by itself or is lifted.
begin;
select plan(30);
select tests.cast();
select platform.update_member(57, tests.user_id('alice'), role => 'owner');
create function pg_temp.ban(until timestamptz) returns void language plpgsql as $$
begin
  perform tests.act_as_owner();
  update auth.users set banned_until = until where id = tests.user_id('alice');
  perform tests.act_as('alice');
end
$$;
select pg_temp.ban(null);
select results_eq('select text from public.app_57_todos', array['of alice'], 'alice reads her row while she is not banned');

select pg_temp.ban(now() + interval '1 hour');
select is_empty('select from public.app_57_' || name, 'alice reads no ' || name || ' while she is banned')
from unnest(array['todos', 'lists', 'news', 'users']) as name;
select results_eq('select count(*) from public.app_57_posts', array[2::bigint], 'alice reads public rows, as anybody does');
select throws_ok(format('insert into public.app_57_%s (text) values (''x'')', name), '42501', null, 'the banned alice inserts no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is_empty(format('update public.app_57_%s set text = ''x'' where true returning 1', name), 'the banned alice changes no ' || name)
from unnest(array['todos', 'lists', 'news']) as name;
select throws_ok($$update public.app_57_posts set text = 'x' where true$$, '42501', null, 'the banned alice changes no public row');
select is_empty(format('delete from public.app_57_%s where true returning 1', name), 'the banned alice deletes no ' || name)
from unnest(array['todos', 'lists', 'posts', 'news']) as name;
select is(tests.error_of('select public.join_app(58)'), 'PT403 account_banned', 'the banned alice joins no app');
select is(tests.error_of('select public.join_app(57)'), 'PT403 account_banned', 'the banned alice does not learn her role');
select is(tests.error_of('select public.leave_app(57)'), 'PT403 account_banned', 'the banned alice leaves no app');
select is(public.my_apps(), '[]', 'the banned alice sees no app in my_apps');
select tests.act_as('bob');
select results_eq('select count(*) from public.app_57_lists', array[2::bigint], 'bob still reads the shared rows, also those of alice');
select is(public.my_apps() -> 0 ->> 'app_id', '57', 'bob still sees his app');

select pg_temp.ban(now() - interval '1 second');
select results_eq('select text from public.app_57_todos', array['of alice'], 'alice reads again after the ban has ended by itself');
select lives_ok($$insert into public.app_57_news (text) values ('x')$$, 'alice writes again after the ban has ended');
select pg_temp.ban('infinity');
select is_empty('select from public.app_57_lists', 'alice reads nothing while she is banned for good');
select pg_temp.ban(null);
select results_eq('select count(*) from public.app_57_lists', array[2::bigint], 'alice reads again once the ban is lifted');
select is(public.join_app(58) ->> 'role', 'member', 'alice joins another app once the ban is lifted');

-- A person who is banned before confirming the address is not admitted by the confirmation.
select tests.act_as_owner();
select tests.sign_up('carol', jsonb_build_object('app_id', 57, 'invitation', tests.invite(57, 'carol')), false);
update auth.users set banned_until = 'infinity' where id = tests.user_id('carol');
select tests.confirm('carol');
select is_empty('select from platform.app_members where user_id = tests.user_id(''carol'')', 'the banned carol is not admitted');

select * from finish();
rollback;
