-- KEY-8: the shard stores only the hash of a key, and no role of the Data API reads even that.
begin;
select plan(11);
select tests.cast();

select tests.act_as_role('service_role');
select is(platform.create_app_key(57, '{read,write}', '2027-01-01T00:00:00Z'::timestamptz + (now() - '2026-11-01T00:00:00Z'::timestamptz),
    'Nightly import', tests.key_id('a'), tests.key_hash('a')),
  jsonb_build_object('key_id', tests.key_id('a'), 'app_id', 57, 'name', 'Nightly import', 'scopes', '["read", "write"]'::jsonb,
    'created_at', now(),
    'expires_at', '2027-01-01T00:00:00Z'::timestamptz + (now() - '2026-11-01T00:00:00Z'::timestamptz), 'revoked_at', null),
  'create_app_key returns everything except the hash');
select throws_ok('select token_hash from platform.app_keys', '42501', null, 'service_role reads no hash');
select results_eq('select name, scopes from platform.app_keys where app_id = 57',
  $$values ('Nightly import', '{read,write}'::text[])$$, 'service_role reads the other columns of a key');
select throws_ok($$update platform.app_keys set revoked_at = null where true$$, '42501', null, 'service_role changes no key');
select throws_ok($$select platform.create_app_key(57, '{read}', now() + '1 day', 'x', tests.key_id('a'), tests.key_hash('b'))$$,
  'PT409', null, 'a key_id is used only once');
select throws_ok($$select platform.create_app_key(58, '{read}', now() + '1 day', 'x', tests.key_id('b'), tests.key_hash('a'))$$,
  'PT409', null, 'a token is used only once');
select is(tests.error_of($$select platform.create_app_key(57, '{read}', now() + '1 day', 'x', tests.key_id('a'), tests.key_hash('b'))$$),
  'PT409 key_exists', 'a key_id that is in use is refused as key_exists');

select tests.act_as_owner();
select is((select token_hash from platform.app_keys where id = tests.key_id('a')), sha256('a'), 'the hash is that of the token');
select results_eq($$
  select pg_get_userbyid(entry.grantee)::text || ' ' || attname
  from pg_catalog.pg_attribute cross join lateral aclexplode(attacl) as entry
  where attrelid = 'platform.app_keys'::regclass and attname = 'token_hash'
  union all
  select pg_get_userbyid(entry.grantee)::text || ' *'
  from pg_catalog.pg_class cross join lateral aclexplode(relacl) as entry
  where pg_class.oid = 'platform.app_keys'::regclass and entry.grantee <> relowner
$$, array[]::text[], 'only the owner has a grant on the hash');
select is_empty($$select from platform.audit_log where detail::text like '%' || tests.key_hash('a') || '%'$$,
  'the audit log does not contain the hash');
select is((select relrowsecurity from pg_catalog.pg_class where oid = 'platform.app_keys'::regclass),
  true, 'row security is enabled on app_keys');

select * from finish();
rollback;
