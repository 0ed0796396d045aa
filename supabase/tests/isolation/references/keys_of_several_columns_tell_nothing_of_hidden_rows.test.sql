-- ISO-13: references of several columns, and references to a table that a restrictive policy narrows, tell nothing of hidden rows.
begin;
select plan(22);
select tests.cast();
select platform.create_table(57, '{"name": "values", "columns": [{"name": "k", "type": "text"}]}');
select platform.create_table(57, '{"name": "boards", "scope": "shared", "columns": [{"name": "k", "type": "text"}]}');
select platform.create_table(57, '{"name": "keeps", "columns": [
  {"name": "board_id", "type": "uuid", "references": {"table": "boards", "on_delete": "restrict"}}]}');
select is(tests.exec_sql('alter table app_57_values add constraint app_57_k unique (k, user_id);
  alter table app_57_keeps add column "p,k" text, add column pu uuid,
    add constraint app_57_kg foreign key ("p,k", pu) references app_57_values (k, user_id)'), 'done',
  'raw DDL adds a key of two columns to a spec''s table');
select is(tests.findings(), 'sound', 'the app is sound');
create function pg_temp.insert_keep(k text, of text) returns text language plpgsql as $$
begin
  insert into public.app_57_keeps ("p,k", pu) values (k, tests.user_id(of));
  return 'done';
exception when others then
  return concat_ws(' ', sqlstate, sqlerrm);
end
$$;
select tests.act_as('alice');
insert into public.app_57_values (k) values ('hiv');
select tests.act_as('bob');
insert into public.app_57_values (k) values ('mine'), ('mine too');
select is(pg_temp.insert_keep('mine', 'bob'), 'done', 'bob references his own private row');
select is(pg_temp.insert_keep('hiv', 'alice'), '23503 Cannot reference a row of "app_57_values" in "app_57_keeps"."p,k", "pu": '
  'it does not exist, or you may not read it', 'bob cannot reference a private row of alice');
select is(pg_temp.insert_keep('hiv', 'alice'), pg_temp.insert_keep('flu', 'alice'), 'the error does not tell what alice has');
select is(pg_temp.insert_keep('hiv', null), 'done', 'a key with a null references nothing');
select is(tests.error_of(format('insert into public.app_57_keeps ("p,k", pu) values (%L, %L), (%L, %L)',
    'mine', tests.user_id('bob'), 'hiv', tests.user_id('alice'))),
  '23503 reference_not_readable', 'a statement with several rows is refused');
select lives_ok(format('insert into public.app_57_keeps ("p,k", pu) values (%L, %2$L), (null, %2$L), (null, null)',
    'mine', tests.user_id('bob')), 'a statement with several rows that bob reads passes');
select is(tests.error_of(format('update public.app_57_keeps set "p,k" = %L, pu = %L', 'hiv', tests.user_id('alice'))),
  '23503 reference_not_readable', 'an update is refused');
select is(tests.error_of(format('update public.app_57_keeps set pu = %L where "p,k" = %L', tests.user_id('alice'), 'hiv')),
  '23503 reference_not_readable', 'an update of the column that was null is refused');
select lives_ok('update public.app_57_keeps set "p,k" = ''mine too'' where "p,k" = ''mine''', 'an update to a row that bob reads passes');
select is((select count(*) from public.app_57_keeps where "p,k" = 'mine too'), 2::bigint, 'two rows were changed');
select tests.act_as('alice');
select results_eq('delete from public.app_57_values returning k', array['hiv'], 'nobody keeps alice from deleting her own row');

select tests.act_as_owner();
select is(tests.exec_sql('create policy narrow on app_57_boards as restrictive for select using (user_id = auth.uid())'), 'done',
  'a restrictive policy hides the rows of others in a shared table');
select is(tests.findings(), 'sound', 'the narrowed app is sound');
select tests.act_as('alice');
insert into public.app_57_boards (id, k) values (md5('board')::uuid, 'a');
select tests.act_as('bob');
select is(tests.error_of(format('insert into public.app_57_keeps (board_id) values (%L)', md5('board')::uuid)),
  '23503 reference_not_readable', 'bob cannot reference a board that the policy hides');
select is(tests.error_of(format('insert into public.app_57_keeps (board_id) values (%L)', md5('none')::uuid)),
  '23503 reference_not_readable', 'a board that does not exist is refused in the same words');
select tests.act_as('alice');
select lives_ok(format('insert into public.app_57_keeps (board_id) values (%L)', md5('board')::uuid), 'alice references her own board');
select tests.act_as_owner();
select is(tests.exec_sql('drop policy narrow on app_57_boards'), 'done', 'the policy is dropped');
select is(tests.findings(), 'sound', 'the app without the policy is sound');
select tests.act_as('bob');
select lives_ok(format('insert into public.app_57_keeps (board_id) values (%L)', md5('board')::uuid),
  'bob references a board that he reads');
select tests.act_as('alice');
select throws_ok('delete from public.app_57_boards', '23503', null, 'restrict keeps the board that a row of bob references');

select * from finish();
rollback;
