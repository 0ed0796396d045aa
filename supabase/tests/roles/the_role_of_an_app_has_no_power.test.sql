-- ROLE-4: an app's role cannot log in, has no attribute, and inherits only from the group of its factory, which has none either.
begin;
select plan(8);
select tests.cast();

select results_eq($$
  select rolsuper, rolcanlogin, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolinherit
  from pg_catalog.pg_roles where rolname = 'app_57'
$$, $$ values (false, false, false, false, false, false, true) $$, 'the role of an app has no attribute');
select results_eq($$
  select roleid::regrole::text, admin_option, inherit_option, set_option from pg_catalog.pg_auth_members where member = 'app_57'::regrole
$$, $$ values ('app_group_57', false, true, false) $$, 'the role of an app inherits from its group and cannot become it');
select results_eq($$
  select distinct roleid::regrole::text, admin_option, inherit_option, set_option from pg_catalog.pg_auth_members
  where member = 'app_group_57'::regrole
$$, $$ values ('app_owner', false, true, false) $$, 'the group inherits from app_owner and cannot become it');
select is_empty($$select roleid::regrole from pg_catalog.pg_auth_members where member = 'app_owner'::regrole$$,
  'app_owner inherits from no role');
select is_empty($$
  select rolname from pg_catalog.pg_roles
  where rolname ~ '^app_(group_\d+|owner|installer|[1-9]\d*)$'
    and (rolsuper or rolcanlogin or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
$$, 'no role of an app, a group, the owner or the installer has an attribute');
select is_empty($$
  select rolname from pg_catalog.pg_roles
  where rolname ~ '^app_factory_\d+$' and (rolsuper or rolcanlogin or not rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
$$, 'a factory may create roles and has no other attribute');

select platform.delete_app(58);
select platform.purge_app(58);
select platform.create_app('Again', 58);
select results_eq($$
  select roleid::regrole::text, admin_option, inherit_option, set_option from pg_catalog.pg_auth_members where member = 'app_58'::regrole
$$, $$ values ('app_group_58', false, true, false) $$,
  'the role of an app that is created again inherits from its group and cannot become it');
select is((select rolcanlogin from pg_catalog.pg_roles where rolname = 'app_58'),
  false, 'the role of an app that is created again cannot log in');

select * from finish();
rollback;
