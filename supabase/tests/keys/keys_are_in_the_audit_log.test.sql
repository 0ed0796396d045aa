-- AUD-1: each creation and revocation of a key is in the audit log once, with the actor and without the key's hash.
begin;
select plan(3);
select tests.cast();
select tests.act_as_role('service_role');
select tests.create_key('a', 57, '{read}');
select platform.revoke_app_key(tests.key_id('a'));
select platform.revoke_app_key(tests.key_id('a'));
select is(tests.error_of($$select tests.create_key('a', 57)$$), 'PT409 key_exists', 'a key is created once');

select results_eq($$
  select action, actor, detail from platform.audit_log where app_id = 57 and action like '%app_key' order by id
$$, $$values
  ('create_app_key', 'service_role',
    jsonb_build_object('key_id', tests.key_id('a'), 'scopes', '["read"]'::jsonb, 'expires_at', now() + interval '1 year')),
  ('revoke_app_key', 'service_role', jsonb_build_object('key_id', tests.key_id('a')))
$$, 'each change of a key has one row in the audit log');
select is_empty($$select from platform.audit_log where detail::text like '%' || tests.key_hash('a') || '%'$$,
  'the audit log contains no hash');

select * from finish();
rollback;
