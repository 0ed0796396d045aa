-- KEY-6: revoke_app_key returns the revoked key, also when it is called again or the app is not active; nothing undoes a revocation.
begin;
select plan(6);
select tests.cast();
select tests.create_key('a', 57);
select tests.create_key('b', 57);

select tests.act_as_role('service_role');
select is(platform.revoke_app_key(tests.key_id('a')) -> 'revoked_at', to_jsonb(now()), 'the key is revoked as of now');
select tests.act_as_owner();
update platform.app_keys set revoked_at = now() - interval '1 hour' where id = tests.key_id('a');
select is(platform.revoke_app_key(tests.key_id('a')) -> 'revoked_at',
  to_jsonb(now() - interval '1 hour'), 'revoking a key again keeps the time of its revocation');
select results_eq('select revoked_at from platform.app_keys where app_id = 57 order by name',
  array[now() - interval '1 hour', null], 'the other key is not revoked');
select is(tests.error_of($$select platform.revoke_app_key(tests.key_id('unknown'))$$), 'PT404 key_not_found', 'an unknown key is refused');
select is(tests.error_of('select platform.revoke_app_key(null)'), 'PT404 key_not_found', 'a null key is refused');
select platform.delete_app(57);
select is(platform.revoke_app_key(tests.key_id('b')) -> 'revoked_at', to_jsonb(now()), 'a key of a deleted app can be revoked');

select * from finish();
rollback;
