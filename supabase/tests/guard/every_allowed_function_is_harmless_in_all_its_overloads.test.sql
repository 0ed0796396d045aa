-- SQL-2: a name is allowed with all its overloads, so each of them is checked against the catalog: none runs SQL, reads the catalog,
-- settings or files, waits, signals, locks or keeps state. A dangerous function that is added to the list is found.
begin;
select plan(10);
-- The extensions that hosted projects may enable bring overloads of their own.
create extension if not exists citext with schema extensions;
create extension if not exists fuzzystrmatch with schema extensions;
create extension if not exists hstore with schema extensions;
create extension if not exists intarray with schema extensions;
create extension if not exists ltree with schema extensions;
create extension if not exists pg_trgm with schema extensions;
create extension if not exists tablefunc with schema extensions;
create extension if not exists unaccent with schema extensions;

-- A function that is not immutable may depend on more than its arguments: stable ones are listed by name, volatile ones by signature.
create temp table stable_names as select unnest(string_to_array(trim(regexp_replace('
  age array_to_json array_to_string concat concat_ws convert_from convert_to date date_add date_part date_subtract date_trunc
  enum_first enum_last enum_range extract format generate_series json_agg json_build_array json_build_object json_object_agg
  json_populate_record json_populate_recordset json_to_record json_to_recordset json_to_tsvector jsonb_agg jsonb_build_array
  jsonb_build_object jsonb_object_agg jsonb_path_exists_tz jsonb_path_query_tz jsonb_populate_record jsonb_populate_recordset
  jsonb_to_record jsonb_to_recordset jsonb_to_tsvector length make_timestamptz money now numeric overlaps pg_column_size
  pg_typeof phraseto_tsquery plainto_tsquery quote_literal quote_nullable row_to_json statement_timestamp time timestamp
  timestamptz timetz timezone to_char to_date to_json to_jsonb to_number to_timestamp to_tsquery to_tsvector
  transaction_timestamp ts_headline unaccent websearch_to_tsquery xml uid jwt role email user_id', '\s+', ' ', 'g')), ' ')) as name;
create temp table volatile_signatures as select unnest(array[
  'array_sample(anyarray,integer)', 'array_shuffle(anyarray)', 'bernoulli(internal)', 'clock_timestamp()', 'extensions.gen_random_uuid()',
  'gen_random_bytes(integer)', 'gen_random_uuid()', 'gen_salt(text)', 'gen_salt(text,integer)', 'random()', 'random(bigint,bigint)',
  'random(integer,integer)', 'random(numeric,numeric)', 'random_normal(double precision,double precision)', 'system(internal)',
  'timeofday()', 'uuid_generate_v4()']) as signature;
-- Overloads with a type that could name, read or be a part of the catalog, which do none of it.
create temp table harmless_signatures as select unnest(array[
  'bernoulli(internal)', 'system(internal)', -- only TABLESAMPLE calls them; SQL cannot create a value of internal
  'bpchar(name)', '"like"(name,text)', 'name(character varying)', 'name(character)', 'name(text)', 'notlike(name,text)', 'text(name)',
  '"varchar"(name)', -- a name is a text of 63 bytes
  'convert_from(bytea,name)', 'convert_to(text,name)', 'length(bytea,name)', -- of an encoding
  'int8(oid)', 'max(oid)', 'min(oid)', 'oid(bigint)', -- a number
  'max(tid)', 'min(tid)', 'max(pg_lsn)', 'min(pg_lsn)', 'max(xid8)', 'min(xid8)', -- the largest of its own values
  'age(xid)', -- how many transactions ago; xmin of any row tells as much
  'text(xml)', 'xml(text)',
  'pg_typeof("any")']) as signature;

create function pg_temp.findings(names text[]) returns table (signature text, finding text) language plpgsql as $$
begin
  return query
    select function.oid::regprocedure::text, problem
    from pg_proc as function
    join pg_namespace as home on home.oid = pronamespace
    cross join lateral unnest(array[
      case when prokind not in ('f', 'a', 'w') then 'is not a function' end,
      -- These compute only with the claims and with their arguments.
      case when prosecdef and not (nspname = 'access' and proname in (
        'user_id', 'jwt', 'role', 'email', 'lpad', 'regexp_replace', 'repeat', 'replace', 'rpad',
        'array_append', 'array_cat', 'array_prepend', 'array_replace', 'array_to_string')) then 'runs as its owner' end,
      case when not exists (
        select from (values ('pg_catalog', '{internal,sql}', 10), ('access', '{plpgsql}', 'postgres'::regrole),
            ('auth', '{sql}', 'supabase_auth_admin'::regrole))
          as known (home, languages, owner)
        where known.home = nspname and known.owner = proowner
          and known.languages::text[] @> array[(select lanname::text from pg_language where oid = prolang)]
      ) and not (nspname = 'extensions' and exists (select from pg_depend
          where classid = 'pg_proc'::regclass and objid = function.oid and deptype = 'e'))
        then 'is of an unknown origin' end,
      case when provolatile = 'v'
        and not exists (select from volatile_signatures as known where known.signature = function.oid::regprocedure::text)
        then 'is volatile' end,
      case when provolatile = 's' and not exists (select from stable_names where name = proname) then 'is stable' end,
      case when exists (
          select from unnest(proargtypes || coalesce(proallargtypes, '{}') || prorettype) as type
          where type in (select id from pg_temp.telling_types())
        ) and not exists (select from harmless_signatures as known where known.signature = function.oid::regprocedure::text)
        then 'takes or returns a type that names the catalog' end
    ]) as problem
    where proname = any (names) and nspname in ('pg_catalog', 'extensions', 'public', 'access', 'auth') and problem is not null;
end
$$;
-- Configurations and dictionaries of text search are not among these types: they lead to nothing else.
create function pg_temp.telling_types() returns table (id oid) language plpgsql as $$
begin
  return query
    select pg_type.oid from pg_type
    where typnamespace = 'pg_catalog'::regnamespace and (
      typname ~ ('^_?(reg(class|proc|procedure|oper|operator|role|namespace|type|collation)|name|oid|oidvector|xid8?|cid|tid|'
        'txid_snapshot|pg_snapshot|pg_lsn|xml|aclitem|refcursor)$')
      or (typtype = 'p' and typname !~ '^_?(any.*|record)$'));
end
$$;

select is_empty('select * from pg_temp.findings(array(select name from sandbox.allowed_functions))',
  'no overload of an allowed function can do harm');
select set_eq(
  $$select oid::regprocedure::text from pg_proc where provolatile = 'v' and proname in (select name from sandbox.allowed_functions)
    and pronamespace in ('pg_catalog'::regnamespace, 'extensions'::regnamespace)$$,
  'select signature from volatile_signatures', 'the volatile overloads of allowed functions are exactly those listed here');
select is_empty(
  $$select name from stable_names where name not in (select allowed.name from sandbox.allowed_functions as allowed)$$,
  'every stable name that is listed here is allowed');

-- Each of these would be found if it were on the list.
create temp table dangerous as select kind, unnest(string_to_array(trim(regexp_replace(names, '\s+', ' ', 'g')), ' ')) as name from (values
  ('runs SQL', 'query_to_xml query_to_xmlschema query_to_xml_and_xmlschema cursor_to_xml cursor_to_xmlschema table_to_xml table_to_xmlschema
    schema_to_xml database_to_xml database_to_xmlschema ts_stat ts_rewrite crosstab crosstab2 connectby exec_sql'),
  ('settings', 'set_config current_setting pg_show_all_settings pg_reload_conf setseed'),
  ('waits', 'pg_sleep pg_sleep_for pg_sleep_until pg_isolation_test_session_is_blocked'),
  ('files', 'pg_read_file pg_read_binary_file pg_ls_dir pg_ls_logdir pg_ls_waldir pg_stat_file pg_current_logfile
    pg_hba_file_rules pg_config'),
  ('large objects', 'lo_create lo_creat lo_unlink lo_import lo_export lo_open lo_close lo_get lo_put lo_from_bytea loread lowrite
    lo_truncate'),
  ('sequences', 'nextval setval currval lastval pg_sequence_last_value'),
  ('other sessions', 'pg_notify pg_listening_channels pg_advisory_lock pg_advisory_xact_lock pg_try_advisory_lock pg_advisory_unlock_all
    pg_terminate_backend pg_cancel_backend pg_stat_get_activity pg_lock_status pg_blocking_pids pg_export_snapshot pg_logical_emit_message
    txid_current pg_current_xact_id pg_backend_pid pg_prepared_statement pg_cursor pg_stat_statements pg_stat_reset
    pg_log_backend_memory_contexts'),
  ('the catalog', 'to_regclass to_regtype to_regrole to_regproc format_type pg_get_viewdef pg_get_functiondef pg_get_expr
    pg_get_constraintdef pg_get_userbyid pg_table_is_visible pg_describe_object pg_identify_object obj_description col_description
    shobj_description has_table_privilege has_column_privilege has_schema_privilege has_database_privilege pg_has_role
    row_security_active pg_relation_size pg_total_relation_size pg_database_size pg_relation_filenode pg_stat_get_live_tuples
    pg_input_is_valid pg_input_error_info current_database current_schemas version inet_server_addr inet_client_addr
    pg_postmaster_start_time'),
  ('memory', 'array_fill'),
  ('the shard', 'can_access can_write is_app_active join_app leave_app my_apps')
) as listed (kind, names);
select is_empty('select name from dangerous where not exists (select from pg_proc where proname = name)',
  'every dangerous function that is listed here exists');
select is_empty('select name from dangerous join sandbox.allowed_functions using (name)', 'no dangerous function is allowed');
insert into sandbox.allowed_functions select name from dangerous on conflict do nothing;
select is_empty(
  $$select name from dangerous where kind <> 'memory' and not exists (
    select from pg_temp.findings(array(select allowed.name from sandbox.allowed_functions as allowed)) as found
    join pg_proc on pg_proc.oid = found.signature::regprocedure where proname = name)$$,
  'a dangerous function that is added to the list is found by its overloads');

-- An overload that someone else creates would be found too.
create function public.initcap(bigint) returns text language sql immutable as $$ select 'reached' $$;
select results_eq($$select * from pg_temp.findings('{initcap}')$$, $$values ('initcap(bigint)'::text, 'is of an unknown origin'::text)$$,
  'an overload in public is found');
drop function public.initcap(bigint);
create function access.initcap(bigint) returns text language plpgsql immutable security definer as $$ begin return 'reached'; end $$;
select results_eq($$select * from pg_temp.findings('{initcap}')$$, $$values ('access.initcap(bigint)'::text, 'runs as its owner'::text)$$,
  'an overload that runs as its owner is found');

-- A name on the list that is not a function is grammar, a type, or comes with an extension that is not installed everywhere.
select is_empty($$select name from sandbox.allowed_functions
    where not exists (select from pg_proc where proname = name) and not exists (select from pg_type where typname = name)
      and name not in ('coalesce', 'nullif', 'greatest', 'least', 'grouping', 'trim', 'json_scalar', 'json_serialize', 'json_value',
        'json_query',
        'json_exists', 'json_table')
      and name not in ('vector', 'halfvec', 'sparsevec', 'l1_distance', 'l2_distance', 'cosine_distance', 'inner_product', 'vector_dims',
        'vector_norm',
        'l2_normalize', 'subvector')$$,
  'every allowed name is a function, a type, grammar or part of a known extension');
select is_empty($$select name from sandbox.allowed_functions where name <> lower(name) or name !~ '^[a-z][a-z0-9_]*$'$$,
  'the allowed names are in lower case as PostgreSQL folds them');

select * from finish();
rollback;
