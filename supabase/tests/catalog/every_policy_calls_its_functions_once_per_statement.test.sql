-- ISO-1: a policy calls its functions in a subselect, so that they run once per statement and not once per row. The planner calls
-- is_not_explained, which is immutable and without arguments, and leaves nothing of it in the plan.
begin;
select plan(2);
select tests.cast();

prepare slow as
  select format('%s.%s', polrelid::regclass, polname collate "default")
  from pg_catalog.pg_policy,
    unnest(array[pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)]) as expression
  where polrelid in (select oid from pg_catalog.pg_class where relnamespace in ('public'::regnamespace, 'platform'::regnamespace))
    and regexp_count(expression, '\w+\.(?!is_not_explained\(\))\w+\(') <> regexp_count(expression, '\( SELECT (access|auth)\.\w+\(');
select is_empty('slow', 'no policy calls a function for each row');

select sandbox.run_as_app(57, 'create policy slow on public.app_57_todos using (access.can_access(57))');
select results_eq('slow', array['app_57_todos.slow'], 'a policy that calls a function for each row would be found');

select * from finish();
rollback;
