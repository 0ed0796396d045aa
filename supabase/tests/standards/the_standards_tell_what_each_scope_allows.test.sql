begin;
select plan(13);
select tests.create_app(57);
select tests.must_exec($$
  create table app_57_owned (id integer primary key, user_id uuid references auth.users (id));
  create table app_57_free (id integer primary key, a text);
  create table app_57_ruled (id integer primary key, a text);
  create policy mine on app_57_ruled for select using (a = '`x`');
  create view app_57_texts as select text from app_57_todos
$$) is not null;
select tests.act_as_role('service_role');
create temp table answer as select platform.app_standards(57) as standards;

select results_eq($$
  select match[1], split_part(match[2], ':', 1) from answer, regexp_matches(standards, '\n### `app_57_(\w+?)`\n\n(?:“[^\n]*?”\n\n)?([^“\n][^\n]*?)\n', 'g') as match
$$, $$ values ('free', 'Open to members'), ('lists', 'Shared'), ('news', 'Read only'), ('owned', 'Own rows'), ('posts', 'Public'), ('ruled', 'Policies of its own, for members of the app'),
  ('todos', 'Private'), ('users', 'Profiles of the members'), ('texts', 'A view') $$, 'every table and view stands there with its scope');
select ok(standards like '%without a session only `app_57_posts` can be read, and nothing written%', 'what anybody reads is named') from answer;
select ok(standards like '%mine for select using (a = ''`x`''::text)%', 'the policies of an owner are told') from answer;
select ok(standards like '%`user_id` is the own id. Send `user_id` with every insert%' and standards like '%.insert({ id: 1, user_id: user.id })%', 'an owner without a default must be sent') from answer;
select is((select count(*) from answer, regexp_matches(standards, '(?:\.eq|\.insert|\.update)\([^\n]*user\.id', 'g')), 2::bigint,
  'and nowhere else but in the own profile');
select ok(standards like '%// Owners and admins of the app alone.%.from(''app_57_news'')%.insert({ text: ''Text'' })%', 'who writes what is read only is told') from answer;
select ok(standards like '%Shown with `app_57_lists`%', 'the patterns are shown with a table that members write') from answer;
select ok(standards like '%Realtime is **off** for all tables%', 'no table is published') from answer;
select ok(standards like '%Anybody may sign up.%', 'who may sign up is told') from answer;
select platform.update_app(57, signup => 'invite');
select ok(platform.app_standards(57) like '%Only invited e-mail addresses may sign up%', 'also when it is by invitation');
select platform.update_app(57, signup => 'closed');
select ok(platform.app_standards(57) like '%build no form to sign up%', 'or not at all');
select platform.suspend_app(57);
select ok(platform.app_standards(57) like '%it serves nobody now%', 'a suspended app says so');
select platform.create_app('Empty', 9000000001);
select ok(platform.app_standards(9000000001) !~ '(## Read and write|null row)' and platform.app_standards(9000000001) like '%### `app_9000000001_users`%',
  'an app without tables has its profiles');

select * from finish();
rollback;
