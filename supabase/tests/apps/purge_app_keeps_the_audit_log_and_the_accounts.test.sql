-- purge_app keeps the audit log of the app, the accounts of its members and everything in other apps.
begin;
select plan(6);
select tests.cast();
select tests.act_as('eve');
select public.join_app(57);
select tests.act_as_role('service_role');
select platform.delete_app(57);
select platform.purge_app(57);

select tests.act_as_owner();
select set_has($$select action from platform.audit_log where app_id = 57$$,
  $$values ('create_app'), ('create_table'), ('add_member'), ('delete_app'), ('purge_app')$$,
  'the audit log keeps the entries of a purged app');
select isnt_empty($$select * from auth.users where id = tests.user_id('alice')$$, 'a member of a purged app keeps the account');
select results_eq($$select app_id from platform.app_members where user_id = tests.user_id('eve')$$, array[58::bigint],
  'a member of a purged app keeps the memberships in other apps');
select results_eq('select text from public.app_58_todos', array['of eve'], 'the rows in other apps are unchanged');
select is_empty('select * from platform.verify_app(58)', 'verify_app finds nothing wrong with the other app');
select tests.act_as('alice');
select is(public.my_apps(), '[]', 'my_apps does not list the purged app');

select * from finish();
rollback;
