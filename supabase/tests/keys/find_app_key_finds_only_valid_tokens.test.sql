-- KEY-10: find_app_key tells an edge function which key a token belongs to while the key is valid, and nothing about any other token.
begin;
select plan(9);
select tests.cast();
select tests.create_key(name, 57, '{read}') from unnest(array['good', 'revoked', 'expired']) as name;
select tests.create_key('suspended', 58);
select platform.revoke_app_key(tests.key_id('revoked'));
update platform.app_keys set created_at = now() - interval '2 days', expires_at = now() where id = tests.key_id('expired');
select platform.suspend_app(58);

select tests.act_as_role('service_role');
select is(platform.find_app_key(tests.key_hash('good')) - '{created_at,expires_at}'::text[],
  jsonb_build_object('key_id', tests.key_id('good'), 'app_id', 57, 'name', 'good', 'scopes', '["read"]'::jsonb, 'revoked_at', null),
  'the token of a valid key is found');
select is(tests.error_of(format('select platform.find_app_key(%L)', tests.key_hash(name))),
  'PT401 app_key_refused', 'this token is not accepted: ' || name)
from unnest(array['revoked', 'expired', 'suspended', 'unknown']) as name;
select is(tests.error_of(format('select platform.find_app_key(%L)', hash)),
  'PT401 app_key_refused', format('this hash is not accepted: %L', hash))
from unnest(array[null, '', left(tests.key_hash('good'), 62)]) as hash;
select is(tests.error_of($$select platform.find_app_key('no hash')$$), '22023', 'a string that is not a hash is an error');

select * from finish();
rollback;
