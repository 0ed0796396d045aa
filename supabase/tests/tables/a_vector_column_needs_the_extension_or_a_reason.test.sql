-- A vector column is created where pgvector is installed. Elsewhere it is refused with a stable reason.
begin;
select plan(2);
select platform.create_app('App', 9000000001);
select tests.act_as_role('service_role');

select is(
  tests.error_of($$select platform.create_table(9000000001, '{"name": "notes",
    "columns": [{"name": "embedding", "type": "vector(3)"}]}')$$),
  case when to_regtype('extensions.vector') is null then 'PT501 type_unavailable' else 'no error' end,
  'a vector column is created or refused with its reason');
select is(
  to_regclass('public.app_9000000001_notes') is null, to_regtype('extensions.vector') is null,
  'the table exists exactly where pgvector does');

select * from finish();
rollback;
