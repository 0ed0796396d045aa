-- KEY-9: list_app_keys returns the keys of one app in pages, newest first, revoked ones included, and never a hash.
begin;
select plan(10);
select tests.cast();
select tests.create_key(name, 57) from unnest(array['a', 'b', 'c']) as name;
select tests.create_key('of 58', 58);
update platform.app_keys set created_at = now() - case name when 'a' then interval '3 days' when 'b' then interval '2 days' else '1 day' end
where app_id = 57;
select platform.revoke_app_key(tests.key_id('b'));

select tests.act_as_role('service_role');
select is(jsonb_path_query_array(platform.list_app_keys(57), '$.keys[*].name'), '["c", "b", "a"]', 'the newest key is first');
select is(platform.list_app_keys(57) -> 'next_after_id', 'null', 'one page holds all three keys');
select is(platform.list_app_keys(57) #> '{keys,1,revoked_at}', to_jsonb(now()), 'a revoked key has the time of its revocation');
select is(platform.list_app_keys(57) #> '{keys,0,revoked_at}', 'null', 'a valid key has no time of revocation');
select is(jsonb_path_query_array(platform.list_app_keys(57, 2), '$.keys[*].name'), '["c", "b"]', 'a page of two holds the two newest keys');
select is(platform.list_app_keys(57, 2) ->> 'next_after_id', tests.key_id('b')::text, 'a page of two tells where the next page begins');
select is(jsonb_path_query_array(platform.list_app_keys(57, 2, tests.key_id('b')), '$.keys[*].name'),
  '["a"]', 'the second page holds the remaining key');
select ok(platform.list_app_keys(57)::text not like '%hash%' and position(tests.key_hash('a') in platform.list_app_keys(57)::text) = 0,
  'no hash is returned');
select is(tests.error_of(format('select platform.list_app_keys(57, 2, %L)', tests.key_id('of 58'))),
  '22023 invalid_argument', 'a page cannot begin after a key of another app');
select results_eq(format('select tests.error_of(%L) union all select tests.error_of(%L) union all select tests.error_of(%L)',
  'select platform.list_app_keys(57, 0)', 'select platform.list_app_keys(57, 201)', 'select platform.list_app_keys(999)'),
  array['22023 invalid_argument', '22023 invalid_argument', 'PT404 app_not_found'], 'invalid page sizes and unknown apps are refused');

select * from finish();
rollback;
