-- ROLE-2: a deferred trigger that an app creates fires within its executor, as the app, and not at the end of the transaction as the
-- caller.
begin;
select plan(5);
select tests.cast();
select sandbox.run_as_app(57, $sql$
  create function public.app_57_notice() returns trigger language plpgsql as $$
  begin
    perform set_config('tests.ran_as', concat(current_setting('tests.ran_as', true), ' ', current_user), true);
    return null;
  end
  $$;
  create constraint trigger notice after insert on public.app_57_todos deferrable initially deferred
    for each row execute function public.app_57_notice();
  insert into public.app_57_todos (user_id, text) select id, 'new' from public.app_57_users
$sql$);
select is(trim(current_setting('tests.ran_as', true)), 'app_57 app_57', 'the trigger fires for each row as the app');

-- As in the next transaction.
set constraints all deferred;
select sandbox.app_57_query($sql$
  insert into public.app_57_todos (user_id, text) select id, 'newer' from public.app_57_users returning id
$sql$, 9, 9999);
select is(trim(current_setting('tests.ran_as')),
  'app_57 app_57 app_57 app_57', 'the trigger fires as the app in the executor that returns rows');
select lives_ok('set constraints all immediate', 'the deferred constraints can be checked as at the end of the transaction');
select is(trim(current_setting('tests.ran_as')), 'app_57 app_57 app_57 app_57', 'the trigger does not fire at the end of the transaction');
select isnt_empty($$select from platform.verify_app(57) where problem = 'foreign_trigger'$$, 'verify_app finds the trigger');

select * from finish();
rollback;
