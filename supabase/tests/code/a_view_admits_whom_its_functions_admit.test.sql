-- CODE-3: a view that calls a function of the app serves only callers who may call the function, while the app is active.
begin;
select plan(20);
select tests.cast();
select tests.must_exec($$
  create function app_57_all() returns setof app_57_todos language sql stable security definer as 'select * from app_57_todos';
  revoke execute on function app_57_all() from anon;
  create view app_57_everything as select text from app_57_all()
$$);
select is(tests.findings(), 'sound', 'the app with the view is sound');
select tests.create_key('server', 57);

select tests.act_as('alice');
select results_eq('select text from public.app_57_everything order by text', array['of alice', 'of bob'], 'a member reads the view');
select tests.act_as_key('server', 57);
select is((select count(*) from public.app_57_everything), 2::bigint, 'a key reads the view');
select tests.act_as('eve');
select throws_ok('select from public.app_57_everything', '42501', 'permission denied for function app_57_all',
  'a member of another app is refused');
select tests.act_as('mallory');
select throws_ok('select from public.app_57_everything', '42501', null, 'a person who is a member of no app is refused');
select tests.act_as_role('anon');
select throws_ok('select from public.app_57_everything', '42501', null, 'a visitor is refused');
select tests.act_as_owner();
select platform.update_member(57, tests.user_id('bob'), status => 'suspended');
select tests.act_as('bob');
select throws_ok('select from public.app_57_everything', '42501', null, 'a suspended member is refused');
select tests.act_as_owner();
select platform.suspend_app(57);
select tests.act_as('alice');
select throws_ok('select from public.app_57_everything', 'PT409', null, 'a suspended app refuses its members');
select tests.act_as_owner();
select platform.resume_app(57);

select tests.must_exec($$
  create function app_57_count() returns bigint language sql stable security definer as 'select count(*) from app_57_everything'
$$);
select tests.act_as('eve');
select is(public.app_57_count(), 2::bigint, 'a function that a visitor may call reads the view with the rights of the app');
select tests.act_as_owner();

select is(tests.exec_sql('drop function app_57_all()'), '2BP01 sql_error', 'a function that a view calls is not dropped');
select is(tests.exec_sql($$create or replace function app_57_all() returns setof app_57_todos language sql stable security definer
  as 'select * from app_57_todos where text <> ''of bob'''$$), 'done', 'a function that a view calls is replaced');
select is(tests.exec_sql('alter function app_57_all() rename to app_57_most'), 'done', 'a function that a view calls is renamed');
select has_function('public', 'app_57_most', 'the wrapper is renamed with it');
select hasnt_function('public', 'app_57_all', 'the wrapper has no longer its old name');
select is(tests.findings(), 'sound', 'the app is still sound');
select tests.act_as('alice');
select results_eq('select text from public.app_57_everything', array['of alice'], 'the view calls the function under its new name');
select tests.act_as_owner();

select sandbox.run_as_app(57, 'create view public.app_57_direct with (security_invoker = true) as select text from code.app_57_most()');
select matches(tests.findings(), 'app_57_direct calls app_57_most foreign_function',
  'verify_app finds a view that calls the function itself');
select sandbox.run_as_app(57, 'drop view public.app_57_direct');
select is(tests.exec_sql('drop function app_57_most() cascade'), 'done', 'a function is dropped with the view that calls it');
select hasnt_view('public', 'app_57_everything', 'the view is gone');
select is(tests.findings(), 'sound', 'the app without the view is sound');

select * from finish();
rollback;
