-- Where pgvector is not installed the refusal has a stable reason; where it is, the column is made.
begin;
select plan(2);
select platform.create_app('App', 9000000001);
select tests.act_as_role('service_role');

select is(
  tests.error_of($$select platform.create_table(9000000001, '{"name": "notes", "columns": [{"name": "embedding", "type": "vector(3)"}]}')$$),
  case when to_regtype('extensions.vector') is null then 'PT501 type_unavailable' else 'no error' end,
  'vector(3) is made or refused with its reason');
select is(
  to_regclass('public.app_9000000001_notes') is null, to_regtype('extensions.vector') is null, 'and nothing is left of a refusal');

select * from finish();
rollback;
