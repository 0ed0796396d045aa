-- SPEC-1: a string in a spec is kept as a string, whatever it says.
begin;
select plan(9);
select platform.create_app('App', 9000000001);
select tests.sign_up('zoe', '{"app_id": 9000000001}');
create temp table payloads (id serial, text text);
insert into payloads (text) values
  ($p$'); drop table platform.apps; --$p$), ($p$'; drop role app_9000000001; --$p$), ($p$\'; select pg_sleep(1); --$p$),
  ($p$$$; drop schema platform cascade; $$$p$),
  ($p$$body$; $body$$p$), ('%s %I %L %1$s $1 :name {0}'), ('" or ""="'), (E'line\nbreak; drop table x'), ($p$/* */ -- #$p$),
  ($p$E'\x27'$p$), ($p$U&'\0027'$p$),
  ($p$'||(select current_user)||'$p$), ($p$\$p$), ($p$'$p$), ($p$''$p$), ($p$a''b\'c\\'d$p$);
create temp table stored (id integer, a text, b text, c jsonb, d text[]);
grant select on payloads to service_role;
create temp table catalog_before as
select (select count(*) from pg_roles) as roles, (select count(*) from pg_namespace) as schemas,
  (select count(*) from pg_proc) as functions, (select count(*) from platform.apps) as apps;
select tests.act_as_role('service_role');

select lives_ok($test$
  select platform.create_table(9000000001, jsonb_build_object('name', 't' || id, 'display_name', text, 'description', text,
    'columns', jsonb_build_array(
    jsonb_build_object('name', 'a', 'type', 'text', 'description', text, 'default', text),
    jsonb_build_object('name', 'b', 'type', 'enum', 'values', jsonb_build_array(regexp_replace(text, '[[:cntrl:]]', '', 'g'), 'other'),
      'default', regexp_replace(text, '[[:cntrl:]]', '', 'g')),
    jsonb_build_object('name', 'c', 'type', 'jsonb', 'default', jsonb_build_object(text, text)),
    jsonb_build_object('name', 'd', 'type', 'text[]', 'default', jsonb_build_array(text)))))
  from payloads$test$,
  'every string is accepted where a spec may hold any text');
select is_empty($test$
  select id, platform.describe_table(9000000001, 't' || id) from payloads
  where (platform.describe_table(9000000001, 't' || id) ->> 'display_name',
      platform.describe_table(9000000001, 't' || id) ->> 'description',
      platform.describe_table(9000000001, 't' || id) -> 'columns' -> 0 ->> 'description',
      platform.describe_table(9000000001, 't' || id) -> 'columns' -> 0 ->> 'default',
      platform.describe_table(9000000001, 't' || id) -> 'columns' -> 2 -> 'default',
      platform.describe_table(9000000001, 't' || id) -> 'columns' -> 3 -> 'default' ->> 0)
    is distinct from (text, text, text, text, jsonb_build_object(text, text), text)$test$,
  'describe_table returns every string to the letter');

select is_empty($test$
  select id, path, spec from payloads cross join lateral (values
    ('name', jsonb_build_object('name', text)),
    ('scope', jsonb_build_object('scope', text)),
    (text, jsonb_build_object(text, true)),
    ('columns[0].name', jsonb_build_object('columns', jsonb_build_array(jsonb_build_object('name', text, 'type', 'text')))),
    ('columns[0].type', jsonb_build_object('columns', jsonb_build_array(jsonb_build_object('name', 'a', 'type', text)))),
    ('columns[0].type', jsonb_build_object('columns', jsonb_build_array(jsonb_build_object('name', 'a', 'type', 'text' || text)))),
    ('columns[0].' || text, jsonb_build_object('columns', jsonb_build_array(jsonb_build_object('name', 'a', 'type', 'text', text, true)))),
    ('columns[0].default', jsonb_build_object('columns', jsonb_build_array(
      jsonb_build_object('name', 'a', 'type', 'number', 'default', text)))),
    ('columns[0].default', jsonb_build_object('columns', jsonb_build_array(
      jsonb_build_object('name', 'a', 'type', 'date', 'default', jsonb_build_object('function', text))))),
    ('columns[0].max_length', jsonb_build_object('columns', jsonb_build_array(
      jsonb_build_object('name', 'a', 'type', 'text', 'max_length', text)))),
    ('columns[0].references.table', jsonb_build_object('columns', jsonb_build_array(
      jsonb_build_object('name', 'a', 'type', 'uuid', 'references', jsonb_build_object('table', text))))),
    ('columns[0].references.column', jsonb_build_object('columns', jsonb_build_array(
      jsonb_build_object('name', 'a', 'type', 'uuid', 'references', jsonb_build_object('table', 'users', 'column', text))))),
    ('columns[0].references.on_delete', jsonb_build_object('columns', jsonb_build_array(
      jsonb_build_object('name', 'a', 'type', 'uuid', 'references', jsonb_build_object('table', 'users', 'on_delete', text))))),
    ('indexes[0].columns[0]', jsonb_build_object('indexes', jsonb_build_array(jsonb_build_object('columns', jsonb_build_array(text)))))
  ) as change (path, part)
  cross join lateral (select '{"name": "x", "columns": [{"name": "a", "type": "text"}]}'::jsonb || part) as changed (spec)
  where jsonb_path_query_array(platform.validate_table(spec), '$[*].path') <> jsonb_build_array(path)
    or tests.error_of('select platform.create_table(9000000001, ' || quote_literal(spec) || ')') !~ '^22023 [a-z_]+$'$test$,
  'every string is refused anywhere else, with its path and a stable reason');

select tests.act_as_owner();
select results_eq(
  $$select (select count(*) from pg_roles), (select count(*) from pg_namespace), (select count(*) from pg_proc),
    (select count(*) from platform.apps)$$,
  'select * from catalog_before', 'no statement in a string was run');
select is((select count(*) from pg_class where relname ~ '^app_9000000001_' and relkind = 'r'), (select count(*) + 1 from payloads),
  'the valid specs created their tables and no others');
select has_table('platform', 'apps', 'the registry still exists');
select has_role('app_9000000001', 'the role of the app still exists');
do $$
declare
  v_id integer;
begin
  for v_id in select id from payloads loop
    execute format('insert into public.app_9000000001_t%s (user_id) values ($1)', v_id) using tests.user_id('zoe');
    execute format('insert into stored select %s, a, b, c, d from public.app_9000000001_t%s', v_id, v_id);
  end loop;
end
$$;
select is_empty($$
  select stored.* from payloads join stored using (id)
  where (a, b, c, d) is distinct from
    (text, regexp_replace(text, '[[:cntrl:]]', '', 'g'), jsonb_build_object(text, text), array[text])$$,
  'the rows have the defaults to the letter');
select is_empty('select * from platform.verify_app(9000000001)', 'verify_app finds nothing wrong with the app');

select * from finish();
rollback;
