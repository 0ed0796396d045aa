-- KEY-3: a key changes the name and the picture of a profile; profiles come and go with memberships, and their ids and
-- addresses with accounts.
begin;
select plan(9);
select tests.cast();
select tests.create_key('of 57', 57);
select tests.create_key('reader of 57', 57, '{read}');

select tests.act_as_key('of 57', 57);
select results_eq($$update public.app_57_users set full_name = 'Bob', avatar_url = 'https://example.com/b.png' where id = tests.user_id('bob') returning full_name$$,
  array['Bob'], 'the key changes a name and a picture');
select throws_ok($$update public.app_57_users set email = 'x@example.com' where true$$, '42501', null, 'but no address');
select throws_ok($$update public.app_57_users set id = gen_random_uuid() where true$$, '42501', null, 'and no id');
select throws_ok($$insert into public.app_57_users (id) values (tests.user_id('mallory'))$$, '42501', null, 'it makes no profile');
select throws_ok($$delete from public.app_57_users where id = tests.user_id('bob')$$, '42501', null, 'it removes none');
select is_empty($$update public.app_58_users set full_name = 'x' where true returning 1$$, 'it changes no profile of another app');
select tests.act_as_key('reader of 57', 57);
select throws_ok($$update public.app_57_users set full_name = 'x' where true$$, '42501', null, 'a key that may only read changes none');

select tests.act_as_owner();
select results_eq('select id, email, full_name from public.app_57_users order by email',
  $$values (tests.user_id('alice'), 'alice@example.com', null::text), (tests.user_id('bob'), 'bob@example.com', 'Bob')$$, 'the profiles are these');
select results_eq('select id, full_name from public.app_58_users', $$values (tests.user_id('eve'), null::text)$$, 'and that of eve is as it was');

select * from finish();
rollback;
