-- MEM-1, GRANT-2: my_apps shows a user the active apps in which the user is an active member, and nothing of anyone else.
begin;
select plan(7);
select tests.cast();
select tests.create_app(59);
select platform.add_member(58, tests.user_id('alice'), 'admin');
select platform.add_member(59, tests.user_id('alice'));

select tests.act_as('alice');
select is((select jsonb_agg(app - 'joined_at') from jsonb_array_elements(public.my_apps()) as app),
  '[
  {"app_id": 57, "name": "App 57", "role": "member"}, {"app_id": 58, "name": "App 58", "role": "admin"},
  {"app_id": 59, "name": "App 59", "role": "member"}
]', 'my_apps shows alice her three apps, ordered by id');
select tests.act_as_owner();
select platform.suspend_app(58);
select platform.update_member(59, tests.user_id('alice'), status => 'suspended');
select tests.act_as('alice');
select is(jsonb_path_query_array(public.my_apps(), '$[*].app_id'),
  '[57]', 'my_apps shows neither a suspended app nor one that suspended the member');
select tests.act_as_owner();
select platform.delete_app(57);
select tests.act_as('alice');
select is(public.my_apps(), '[]', 'my_apps does not show a deleted app');

select tests.act_as('mallory');
select is(public.my_apps(), '[]', 'my_apps shows no app to mallory');
select tests.act_as_role('authenticated');
select is(public.my_apps(), '[]', 'my_apps shows no app to a token without a user');

select tests.act_as_owner();
select platform.resume_app(57);
select platform.resume_app(58);
select tests.act_as('alice');
select is(jsonb_path_query_array(public.my_apps(), '$[*].app_id'), '[57, 58]', 'my_apps shows resumed apps again');
select tests.act_as('eve');
select is(jsonb_path_query_array(public.my_apps(), '$[*].app_id'), '[58]', 'my_apps shows eve her app');

select * from finish();
rollback;
