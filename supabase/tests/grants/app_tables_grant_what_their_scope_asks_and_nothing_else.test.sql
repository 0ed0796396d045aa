-- ISO-5, GRANT-1: the privileges on the tables of an app, by role and by column, are exactly these.
begin;
select plan(4);
select tests.cast();

prepare granted as
  select format('%s %s %s', case entry.grantee when 0 then 'public' else pg_get_userbyid(entry.grantee) end,
    relation.relname collate "default",
    string_agg(entry.privilege_type, ',' order by entry.privilege_type))
  from pg_catalog.pg_class as relation
  cross join lateral aclexplode(relation.relacl) as entry
  where relation.relname like 'app\_57\_%' and relkind = 'r' and entry.grantee <> relation.relowner
  group by entry.grantee, relation.relname;
select bag_eq('granted', array[
  'anon app_57_posts SELECT',
  'app_57_user app_57_lists DELETE,INSERT,SELECT,UPDATE',
  'app_57_user app_57_news DELETE,INSERT,SELECT,UPDATE',
  'app_57_user app_57_posts DELETE,INSERT,SELECT,UPDATE',
  'app_57_user app_57_todos DELETE,INSERT,SELECT,UPDATE',
  'app_57_user app_57_users SELECT',
  'app_service app_57_lists DELETE,INSERT,SELECT,UPDATE',
  'app_service app_57_news DELETE,INSERT,SELECT,UPDATE',
  'app_service app_57_posts DELETE,INSERT,SELECT,UPDATE',
  'app_service app_57_todos DELETE,INSERT,SELECT,UPDATE',
  'app_service app_57_users SELECT',
  'authenticated app_57_lists DELETE,INSERT,SELECT,UPDATE',
  'authenticated app_57_news DELETE,INSERT,SELECT,UPDATE',
  'authenticated app_57_posts DELETE,INSERT,SELECT,UPDATE',
  'authenticated app_57_todos DELETE,INSERT,SELECT,UPDATE',
  'authenticated app_57_users SELECT',
  'postgres app_57_lists DELETE,INSERT,SELECT,UPDATE',
  'postgres app_57_news DELETE,INSERT,SELECT,UPDATE',
  'postgres app_57_posts DELETE,INSERT,SELECT,UPDATE',
  'postgres app_57_todos DELETE,INSERT,SELECT,UPDATE',
  'postgres app_57_users DELETE,INSERT,SELECT,UPDATE',
  'service_role app_57_lists DELETE,INSERT,SELECT,UPDATE',
  'service_role app_57_news DELETE,INSERT,SELECT,UPDATE',
  'service_role app_57_posts DELETE,INSERT,SELECT,UPDATE',
  'service_role app_57_todos DELETE,INSERT,SELECT,UPDATE',
  'service_role app_57_users DELETE,INSERT,SELECT,UPDATE'
], 'the tables grant exactly these privileges');
select bag_eq($$
  select format('%s.%s %s %s', relation.relname collate "default", attname, pg_get_userbyid(entry.grantee), entry.privilege_type)
  from pg_catalog.pg_attribute
  join pg_catalog.pg_class as relation on relation.oid = attrelid and relation.relname like 'app\_57\_%'
  cross join lateral aclexplode(attacl) as entry
$$, array[
  'app_57_users.avatar_url app_57 UPDATE', 'app_57_users.full_name app_57 UPDATE',
  'app_57_users.avatar_url app_57_user UPDATE', 'app_57_users.full_name app_57_user UPDATE',
  'app_57_users.avatar_url app_service UPDATE', 'app_57_users.avatar_url authenticated UPDATE',
  'app_57_users.full_name app_service UPDATE', 'app_57_users.full_name authenticated UPDATE'
], 'the columns grant exactly these privileges');
select results_eq($$
  select string_agg(entry.privilege_type, ',') from pg_catalog.pg_class, aclexplode(relacl) as entry
  where pg_class.oid = 'public.app_57_users'::regclass and entry.grantee = relowner
    and entry.privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')
$$, array['SELECT'], 'the app itself has only SELECT on its profile table');
select is_empty($$
  select from pg_catalog.pg_class as relation cross join lateral aclexplode(relation.relacl) as entry
  where relation.relname like 'app\_57\_%' and entry.is_grantable and entry.grantee <> relation.relowner
$$, 'no role but the owner may grant a privilege on');

select * from finish();
rollback;
