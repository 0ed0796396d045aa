-- KEY-9: an app has a limited number of valid keys. Revoked and expired keys do not count, and a deleted app gets none.
begin;
select plan(6);
select tests.cast();
update platform.settings set value = '2' where key = 'max_keys_per_app';
select tests.create_key('a', 57);
select tests.create_key('b', 57);
prepare another as select tests.create_key('c', 57);
select is(tests.error_of('execute another'), 'PT409 key_limit_reached', 'the third key is refused');
select is(tests.error_of($$select tests.create_key('d', 58)$$), 'no error', 'another app has its own limit');
select platform.revoke_app_key(tests.key_id('a'));
select is(tests.error_of('execute another'), 'no error', 'a revoked key makes room for another');
update platform.app_keys set created_at = now() - interval '2 days', expires_at = now() where id = tests.key_id('b');
select is(tests.error_of($$select tests.create_key('e', 57)$$), 'no error', 'an expired key makes room for another');

select platform.suspend_app(58);
select is(tests.error_of($$select tests.create_key('f', 58)$$), 'no error', 'a suspended app may get a key, for when it is resumed');
select platform.delete_app(58);
select is(tests.error_of($$select tests.create_key('g', 58)$$), 'PT409 app_not_active', 'a deleted app gets no key');

select * from finish();
rollback;
