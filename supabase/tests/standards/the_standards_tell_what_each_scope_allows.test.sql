-- app_standards tells what the members, visitors and admins of an app may do with each of its tables and views.
begin;
select plan(18);
select tests.create_app(57);
select tests.must_exec($$
  create table app_57_owned (id integer primary key, user_id uuid references auth.users (id));
  create table app_57_free (id integer primary key, a text);
  create table app_57_ruled (id integer primary key, a text);
  create policy mine on app_57_ruled for select using (a = '`x`');
  create table app_57_coupons (id integer primary key, code text not null);
  create table app_57_orders (id integer primary key, coupon_id integer references app_57_coupons (id),
    list_id uuid references app_57_lists);
  alter table app_57_coupons enable row level security;
  create view app_57_texts as select text from app_57_todos
$$) is not null;
select tests.act_as_role('service_role');
create temp table answer as select platform.app_standards(57) as standards;

select results_eq($$
  select match[1], split_part(match[2], ':', 1)
  from answer, regexp_matches(standards, '\n### `app_57_(\w+?)`\n\n(?:“[^\n]*?”\n\n)?([^“\n][^\n]*?)\n', 'g') as match
$$, $$
  values ('coupons', 'Server only'), ('free', 'Open to members'), ('lists', 'Shared'), ('news', 'Read only'), 
    ('orders', 'Open to members'), ('owned', 'Own rows'), ('posts', 'Public'),
    ('ruled', 'Custom policies, for members of the app'),
    ('todos', 'Private'), ('users', 'Profiles of the members'), ('texts', 'A view')
$$, 'every table and view is listed with its scope');
select ok(standards like '%Show everybody what `app_57_posts` hold%' and standards like '%user === null && signingIn%',
  'the standards do not hide the tables that anyone reads behind a form') from answer;
select ok(standards like '%only the app''s own server, with an app key%Do not use the table in code for the browser.%',
  'the standards say that only the app''s own server reaches a table') from answer;
select ok(standards !~ 'from\(''app_57_coupons' and standards like '%.from(''app_57_orders'')%',
  'the standards teach no query of a table that only the app''s own server reaches') from answer;
select ok(standards !~ '(coupon:|app_57_coupons!)' and standards like '%list:app_57_lists!% (id%',
  'the standards embed no rows of a table that only the app''s own server reaches') from answer;
select ok(platform.typescript_types(57) ~ '/\*\* Only the app''s own server reaches this table, with an app key. \*/\n +app_57_coupons:',
  'the types say that only the app''s own server reaches a table');
select ok(standards like '%mine for select using (a = ''`x`''::text)%', 'the standards quote the policies of an owner') from answer;
select ok(
  standards like '%`user_id` is their own id. Send `user_id` with every insert%'
    and standards like '%.insert({ id: 1, user_id: user.id })%',
  'the standards say that an owner column without a default must be sent') from answer;
select is((select count(*) from answer, regexp_matches(standards, '(?:\.eq|\.insert|\.update)\([^\n]*user\.id', 'g')), 2::bigint,
  'the own id is used only for such a table and for the own profile');
select ok(standards like '%// Only for owners and admins of the app.%.from(''app_57_news'')%.insert({ text: ''Text'' })%',
  'the standards say who writes a read_only table') from answer;
select ok(standards like '%The example is `app_57_lists`%', 'the standards show the patterns with a table that members write') from answer;
select ok(standards like '%Realtime is **off** for all tables%', 'the standards say that no table is published') from answer;
select ok(standards like '%Anyone may sign up.%', 'the standards say that anyone may sign up to an open app') from answer;
select platform.update_app(57, signup => 'invite');
select ok(platform.app_standards(57) like '%Only invited e-mail addresses may sign up%',
  'the standards say that signing up requires an invitation');
select platform.update_app(57, signup => 'closed');
select ok(platform.app_standards(57) like '%do not build a sign-up form%', 'the standards of a closed app say not to build a sign-up form');
select platform.suspend_app(57);
select ok(platform.app_standards(57) like '%it serves nobody at present%', 'the standards of a suspended app say that it serves nobody');
select platform.create_app('Empty', 9000000001);
select ok(
  platform.app_standards(9000000001) like '%without a session no table can be read or written%'
    and platform.app_standards(9000000001) not like '%signingIn%',
  'the standards of an app without public tables ask everybody to sign in');
select ok(
  platform.app_standards(9000000001) !~ '(## Read and write|null row)'
    and platform.app_standards(9000000001) like '%### `app_9000000001_users`%',
  'the standards of an app without tables describe only its profiles');

select * from finish();
rollback;
