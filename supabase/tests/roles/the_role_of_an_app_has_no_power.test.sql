-- ROLE-4: an app's roles cannot log in and have no attribute. Each inherits from a group of its factory, which has none either, and
-- the first also from the second.
begin;
select plan(10);
select tests.cast();

select results_eq($$
  select rolsuper, rolcanlogin, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolinherit
  from pg_catalog.pg_roles where rolname = 'app_57'
$$, $$ values (false, false, false, false, false, false, true) $$, 'the role of an app has no attribute');
select results_eq($$
  select roleid::regrole::text, admin_option, inherit_option, set_option from pg_catalog.pg_auth_members where member = 'app_57'::regrole
  order by 1
$$, $$ values ('app_57_user', false, true, true), ('app_group_57', false, true, false) $$,
  'the role of an app inherits from its group, and may act as its second role');
select results_eq($$
  select roleid::regrole::text, admin_option, inherit_option, set_option from pg_catalog.pg_auth_members
  where member = 'app_57_user'::regrole
$$, $$ values ('app_code_57', false, true, false) $$, 'the second role of an app inherits from its group and cannot become it');
select ok(not has_schema_privilege('app_57_user', 'public', 'create') and not has_schema_privilege('app_57_user', 'code', 'create'),
  'the second role of an app may create nothing');
select results_eq($$
  select distinct roleid::regrole::text, admin_option, inherit_option, set_option from pg_catalog.pg_auth_members
  where member = 'app_group_57'::regrole
$$, $$ values ('app_owner', false, true, false) $$, 'the group inherits from app_owner and cannot become it');
select results_eq($$select roleid::regrole::text from pg_catalog.pg_auth_members
  where member in ('app_owner'::regrole, 'app_code'::regrole)$$,
  array['app_code'],
  'app_owner inherits only from app_code, which inherits from no role');
select is_empty($$
  select rolname from pg_catalog.pg_roles
  where rolname ~ '^app_((group|code|installer)_\d+|code|owner|installer|[1-9]\d*(_user)?)$'
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
  order by 1
$$, $$ values ('app_58_user', false, true, true), ('app_group_58', false, true, false) $$,
  'the role of an app that is created again inherits from its group, and may act as its second role');
select is((select rolcanlogin from pg_catalog.pg_roles where rolname = 'app_58'),
  false, 'the role of an app that is created again cannot log in');

select * from finish();
rollback;
