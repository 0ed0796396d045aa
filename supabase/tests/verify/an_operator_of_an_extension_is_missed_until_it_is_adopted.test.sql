-- verify_shard tells when submitted SQL does not find the operator || of an extension, and with which statement it will.
begin;
select plan(10);
select tests.cast();
select is_empty($$select from platform.verify_shard() where problem = 'operator_missing'$$, 'every operator of the shard is known');
reset role;
create extension hstore schema extensions;
select results_eq($$select object, hint from platform.verify_shard() where problem = 'operator_missing'$$,
  $$values ('extensions.||(extensions.hstore,extensions.hstore)', 'Run as postgres: select platform.adopt_operators();')$$,
  'verify_shard reports the operator of a new extension');
select tests.act_as_owner();
select is(platform.exec_sql(57, 'select (hstore(''a'', ''1'') || hstore(''b'', ''2''))::text as joined') ->> 'code', '42883',
  'submitted SQL does not find the operator');
reset role;
select is(platform.adopt_operators(), 1, 'adopt_operators creates one operator');
select is(platform.adopt_operators(), 0, 'and nothing when it is called again');
select is_empty($$select from platform.verify_shard() where problem = 'operator_missing'$$, 'verify_shard finds nothing more');
select tests.act_as_owner();
select is(platform.exec_sql(57, 'select (hstore(''a'', ''1'') || hstore(''b'', ''2''))::text as joined') #>> '{results,0,rows,0,joined}',
  '"a"=>"1", "b"=>"2"', 'submitted SQL finds the operator');

-- What the catalog prints of it can be sent back.
select is(tests.exec_sql('create table app_57_pairs (a text, user_id uuid default auth.uid());
  create policy joined on app_57_pairs using (a || ''x'' <> '''');
  create index app_57_pairs_joined on app_57_pairs ((a || ''x''))'), 'done', 'a policy and an index join texts');
select is((select string_agg(word[1], ' ') from regexp_matches(platform.describe_app(57)::text || platform.app_standards(57)::text,
  'OPERATOR\(|access\.\|\|', 'gi') as found (word)), null, 'descriptions and standards print the operator as apps write it');
select is(tests.exec_sql('create policy again on app_57_pairs '
    || (regexp_match(platform.app_standards(57), 'joined for all (using .*?)`'))[1]), 'done',
  'what the standards print of a policy can be sent back');

select * from finish();
rollback;
