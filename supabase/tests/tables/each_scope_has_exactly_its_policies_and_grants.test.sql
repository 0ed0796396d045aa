-- ISO-1, ISO-3, ISO-5, ISO-6, ISO-7: the policies and grants of each scope, written down a second time, so that no change of them goes
-- unnoticed.
begin;
select plan(10);
select tests.create_app(57);
create function pg_temp.policies(name text) returns text[] language sql as $$
  select array_agg(policyname || ' ' || lower(permissive) || ' ' || lower(cmd) || ' ' || array_to_string(roles, '+') order by policyname)
  from pg_policies where schemaname = 'public' and tablename = 'app_57_' || name
$$;
create function pg_temp.grants(name text) returns text[] language sql as $$
  select array_agg(one.grantee || ' ' || one.letters order by one.grantee)
  from (
    select case entry.grantee when 0 then 'public' else pg_get_userbyid(entry.grantee)::text end as grantee,
      string_agg(left(entry.privilege_type, 1), '' order by entry.privilege_type) as letters
    from pg_class cross join lateral aclexplode(relacl) as entry
    where oid = ('public.app_57_' || name)::regclass and entry.grantee <> relowner
    group by entry.grantee
  ) as one
$$;

select is(pg_temp.policies('todos'),
  '{"app_code permissive all app_57_user","app_isolation restrictive all public",
    "app_isolation_of_deletes restrictive delete app_service","app_keys permissive all app_service",
    "owner_only permissive all authenticated"}',
  'the policies of a private table admit only the owner of a row');
select is(pg_temp.policies('lists'),
  '{"app_code permissive all app_57_user","app_isolation restrictive all public",
    "app_isolation_of_deletes restrictive delete app_service","app_keys permissive all app_service",
    "members_only permissive all authenticated","own_name_only restrictive insert app_57_user+authenticated"}',
  'the policies of a shared table admit members, each in their own name');
select is(
  pg_temp.policies('posts'),
  '{"anyone_reads permissive select anon+authenticated","app_code_deletes permissive delete app_57_user",
    "app_code_inserts permissive insert app_57_user","app_code_reads permissive select app_57_user",
    "app_code_updates permissive update app_57_user","app_isolation restrictive all public",
    "app_isolation_of_deletes restrictive delete public","app_keys permissive all app_service",
    "owner_deletes permissive delete authenticated","owner_inserts permissive insert authenticated",
    "owner_updates permissive update authenticated"}',
  'the policies of a public_read table let anyone read and owners write');
select is(
  pg_temp.policies('news'),
  '{"admins_delete permissive delete authenticated","admins_insert permissive insert authenticated",
    "admins_update permissive update authenticated","app_code_deletes permissive delete app_57_user",
    "app_code_inserts permissive insert app_57_user","app_code_reads permissive select app_57_user",
    "app_code_updates permissive update app_57_user","app_isolation restrictive all public",
    "app_isolation_of_deletes restrictive delete app_service","app_keys permissive all app_service",
    "members_read permissive select authenticated","own_name_only restrictive insert authenticated"}',
  'the policies of a read_only table let members read and admins write, each in their own name');
select is(pg_temp.policies('users'),
  '{"app_code_reads permissive select app_57_user","app_code_updates permissive update app_57_user",
    "app_isolation restrictive all public","app_isolation_of_deletes restrictive delete app_service","app_keys permissive all app_service",
    "owner_reads permissive select authenticated","owner_updates permissive update authenticated"}',
  'the policies of the profile table admit only the user');

select is(pg_temp.grants(name), '{"app_57_user DISU","app_service DISU","authenticated DISU","postgres DISU","service_role DISU"}',
  'the table ' || name || ' grants its rows to signed-in users and keys, and nothing to anon')
from unnest('{todos,lists,news}'::text[]) as name;
select is(pg_temp.grants('posts'),
  '{"anon S","app_57_user DISU","app_service DISU","authenticated DISU","postgres DISU","service_role DISU"}',
  'the table posts lets anon read as well');
select is(
  pg_temp.grants('users')
    || (select array_agg(attname || attacl::text order by attname) from pg_attribute
      where attrelid = 'public.app_57_users'::regclass and attacl is not null),
  '{"app_57_user S","app_service S","authenticated S","postgres DISU","service_role DISU",
    "avatar_url{authenticated=w/app_57,app_57_user=w/app_57,app_service=w/app_57,app_57=w/app_57}",
    "full_name{authenticated=w/app_57,app_57_user=w/app_57,app_service=w/app_57,app_57=w/app_57}"}',
  'the profile table lets users change only the name and the picture');

select * from finish();
rollback;
