-- KEY-3: of a profile, a key changes only the name and the picture: profiles come and go with memberships, and their ids and
-- addresses with accounts.
begin;
select plan(9);
select tests.cast();
select tests.create_key('of 57', 57);
select tests.create_key('reader of 57', 57, '{read}');

select tests.act_as_key('of 57', 57);
select results_eq($$update public.app_57_users set full_name = 'Bob', avatar_url = 'https://example.com/b.png'
  where id = tests.user_id('bob') returning full_name$$,
  array['Bob'], 'the key changes a name and a picture');
select throws_ok($$update public.app_57_users set email = 'x@example.com' where true$$, '42501', null, 'the key changes no address');
select throws_ok($$update public.app_57_users set id = gen_random_uuid() where true$$, '42501', null, 'the key changes no id');
select throws_ok($$insert into public.app_57_users (id) values (tests.user_id('mallory'))$$, '42501', null, 'the key creates no profile');
select throws_ok($$delete from public.app_57_users where id = tests.user_id('bob')$$, '42501', null, 'the key deletes no profile');
select is_empty($$update public.app_58_users set full_name = 'x' where true returning 1$$, 'the key changes no profile of another app');
select tests.act_as_key('reader of 57', 57);
select throws_ok($$update public.app_57_users set full_name = 'x' where true$$,
  '42501', null, 'a key that may only read changes no profile');

select tests.act_as_owner();
select results_eq('select id, email, full_name from public.app_57_users order by email',
  $$values (tests.user_id('alice'), 'alice@example.com', null::text), (tests.user_id('bob'), 'bob@example.com', 'Bob')$$,
  'only the profile of bob has a new name');
select results_eq('select id, full_name from public.app_58_users',
  $$values (tests.user_id('eve'), null::text)$$, 'the profile of eve is unchanged');

select * from finish();
rollback;
