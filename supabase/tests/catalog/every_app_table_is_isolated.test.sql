-- ISO-1, ISO-9: every table of every app has the restrictive policy app_isolation, for every command and every role, and belongs to
-- the app.
begin;
select plan(4);
select tests.cast();

prepare exposed as
  select pg_class.oid::regclass::text from pg_catalog.pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    and not exists (
      select from pg_catalog.pg_policy
      where polrelid = pg_class.oid and polname = 'app_isolation' and not polpermissive and polcmd = '*' and polroles = '{0}'
        and pg_get_expr(polqual, polrelid) ~ 'access\.(can_access|is_app_active)'
        and pg_get_expr(polwithcheck, polrelid) ~ 'access\.can_write'
    );
select is_empty('exposed', 'every table in public has the policy app_isolation');
select is_empty($$
  select relname from pg_catalog.pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'S')
    and pg_get_userbyid(relowner) <> substring(relname from '^app_\d+')
$$, 'every relation in public belongs to the role of the app in its name');
select bag_eq($$
  select relname::text from pg_catalog.pg_policy join pg_catalog.pg_class on pg_class.oid = polrelid
  where relnamespace = 'public'::regnamespace and polname = 'app_isolation' and pg_get_expr(polqual, polrelid) ~ 'is_app_active'
$$, $$ select platform.app_object(app_id, name) from platform.app_tables where scope = 'public_read' $$,
  'only public_read tables can be read by non-members');

select sandbox.run_as_app(57, 'drop policy app_isolation on public.app_57_news');
select results_eq('exposed', array['app_57_news'], 'a table without the policy would be found');

select * from finish();
rollback;
