-- CODE-1: the Data API prepares its statements, and one session serves callers of every kind. A plan that PostgreSQL keeps holds neither
-- what a function returned to the caller before, nor that this caller was admitted.
begin;
select plan(6);
select tests.cast();
select tests.must_exec($$
  create function app_57_secret() returns text language plpgsql immutable security definer as $f$ begin return auth.uid()::text; end $f$;
  revoke execute on function app_57_secret() from anon
$$);
select is(tests.findings(), 'sound', 'the app with an immutable function is sound');
select tests.act_as('alice');
prepare called as select public.app_57_secret();
select results_eq('execute called', array[tests.user_id('alice')::text], 'a member calls the function');
select tests.act_as('bob');
select results_eq('execute called', array[tests.user_id('bob')::text], 'the next member gets an answer of their own');
select tests.act_as('eve');
select throws_ok('execute called', '42501', null, 'a member of another app is refused');
select tests.act_as_role('anon');
select throws_ok('execute called', '42501', null, 'a visitor is refused');
select tests.act_as_owner();
select platform.suspend_app(57);
select tests.act_as('alice');
select throws_ok('execute called', 'PT409', null, 'a suspended app refuses its member');
deallocate called;

select * from finish();
rollback;
