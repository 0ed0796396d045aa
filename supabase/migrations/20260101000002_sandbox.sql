-- supabase/schemas/sandbox/schema.sql
-- sandbox: Reads submitted SQL and runs it as an app: the guard, the executors of the apps, each owned by its app's role, and
-- the factories that create roles and executors.
-- Not exposed. Only postgres may call anything here, through the definer functions of platform; the one exception is
-- factory_script, which the factories call.
-- Function bodies are not checked when they are created, so files can be applied in any order.
set check_function_bodies = off;

create schema if not exists sandbox;

comment on schema sandbox is 'The guard for submitted SQL, the executors of the apps and the factories that create them. Not exposed.';

revoke all on schema sandbox from public, anon, authenticated, service_role;
grant usage, create on schema sandbox to app_installer;

-- supabase/schemas/sandbox/types/account.sql
-- account: What the sign-up code of an app sees of a new member as `new`: the columns of auth.users without its secrets. The views
-- sandbox.app_57_sign_up have these columns. A view on auth.users itself would stop Auth from changing that table.
create type sandbox.account as (
  id uuid,
  aud text,
  role text,
  email text,
  email_confirmed_at timestamp with time zone,
  invited_at timestamp with time zone,
  last_sign_in_at timestamp with time zone,
  raw_app_meta_data jsonb,
  raw_user_meta_data jsonb,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  phone text,
  phone_confirmed_at timestamp with time zone,
  confirmed_at timestamp with time zone,
  is_sso_user boolean,
  is_anonymous boolean
);

comment on type sandbox.account is 'What the sign-up code of an app sees of a new member.';

-- supabase/schemas/sandbox/types/code_part.sql
-- code_part: A part of the body of a function: what it is and its first and last token. See code_parts.
create type sandbox.code_part as (kind text, first integer, last integer);

comment on type sandbox.code_part is 'A part of the body of a function.';

-- supabase/schemas/sandbox/types/refusal.sql
-- refusal: Why a statement of some SQL cannot be run. position is that of a character of the submitted SQL, the first is 1. inside is
-- how many characters of its token precede it, in the body of a function; null elsewhere.
create type sandbox.refusal as (statement integer, "position" integer, code text, message text, detail text, hint text, inside integer);

comment on type sandbox.refusal is 'Why a statement of some SQL cannot be run, and where.';

-- supabase/schemas/sandbox/types/segment.sql
-- segment: One piece of the SQL that is run for a statement: the number of a parameter, or text that the guard inserts
-- (fill) followed by a range of the submitted SQL (start, length), either of which may be null. It never holds submitted
-- SQL, only positions in it.
create type sandbox.segment as (start integer, length integer, fill text, parameter integer);

comment on type sandbox.segment is 'One piece of the SQL that is run for a statement, as positions in the submitted SQL.';

-- supabase/schemas/sandbox/types/statement.sql
-- statement: One submitted statement that the guard accepted. kind is one of those in allowed_statements; command is its
-- first words in capitals; returns_rows tells whether it returns rows; text is what is run; fingerprint is the statement
-- without literals; warnings list what was left out; drops names constraints (see resolve_constraints).
-- For the guard cache, or null: segments are how text is rebuilt from the submitted SQL; calls are the names that would be
-- refused if a function of that name existed, qualifiers those that would be refused if a schema did.
-- sign_up is the name of a trigger on auth.users and, unless it is dropped, of its function, or null (see set_sign_up_code).
create type sandbox.statement as (
  kind text,
  command text,
  returns_rows boolean,
  text text,
  fingerprint text,
  warnings text[],
  drops text[],
  segments sandbox.segment[],
  calls text[],
  qualifiers text[],
  sign_up text[]
);

comment on type sandbox.statement is 'One submitted statement that the guard accepted.';

-- supabase/schemas/sandbox/types/tokens.sql
-- tokens: The tokens of some SQL, without comments, in three parallel arrays. kinds: i identifier, q quoted identifier, l
-- string literal, n number, p parameter, o any other character. texts: the token with the whitespace before it; a comment
-- before it becomes a space, or a newline if it contained one. words: what the token means: folded for i, without quotes
-- for q.
create type sandbox.tokens as (kinds "char"[], texts text[], words text[]);

comment on type sandbox.tokens is 'The tokens of some SQL.';

-- supabase/schemas/sandbox/tables/allowed_functions.sql
-- allowed_functions: The functions that submitted SQL may call. Default deny: a name before ( that is a function of the
-- database and is not listed here is refused, and so is a default, check, index, policy or view that stores a call of one.
-- To allow another function, add its name to the line where it fits and a case to the corpus. Never add one that runs SQL
-- text, reads files or settings, waits, signals, locks, or takes the name of a table, such as query_to_xml, set_config,
-- pg_sleep or nextval.
create table sandbox.allowed_functions (
  name text primary key
);

comment on table sandbox.allowed_functions is 'The functions that submitted SQL may call.';

insert into sandbox.allowed_functions (name)
select unnest(string_to_array(trim(regexp_replace('
  count sum avg min max array_agg string_agg json_agg jsonb_agg json_object_agg jsonb_object_agg bool_and bool_or every
  bit_and bit_or bit_xor any_value stddev stddev_pop stddev_samp variance var_pop var_samp corr covar_pop covar_samp
  regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy
  percentile_cont percentile_disc mode grouping range_agg range_intersect_agg
  row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
  abs ceil ceiling floor round trunc sign mod div power sqrt cbrt exp ln log log10 pi degrees radians sin cos tan cot asin acos
  atan atan2 sinh cosh tanh width_bucket scale min_scale trim_scale gcd lcm factorial random random_normal greatest least
  ascii chr btrim ltrim rtrim trim lower upper initcap length char_length character_length octet_length bit_length concat
  concat_ws format left right lpad rpad repeat replace reverse split_part starts_with strpos position substr substring overlay
  translate quote_ident quote_literal quote_nullable to_hex md5 sha224 sha256 sha384 sha512 encode decode convert_to convert_from
  string_to_array string_to_table array_to_string regexp_match regexp_matches regexp_replace regexp_split_to_array
  regexp_split_to_table regexp_count regexp_instr regexp_like regexp_substr parse_ident normalize unistr like_escape
  similar_to_escape like notlike bpchar text varchar
  now transaction_timestamp statement_timestamp clock_timestamp timeofday age date_part date_trunc date_bin extract
  make_date make_time make_timestamp make_timestamptz make_interval justify_days justify_hours justify_interval isfinite
  to_char to_date to_timestamp to_number timezone date time timestamp timestamptz interval date_add date_subtract overlaps
  coalesce nullif num_nulls num_nonnulls
  array_append array_prepend array_cat array_length array_lower array_upper array_ndims array_dims array_position
  array_positions array_remove array_replace cardinality unnest trim_array array_sample array_shuffle generate_series
  generate_subscripts
  to_json to_jsonb array_to_json row_to_json json_build_array jsonb_build_array json_build_object jsonb_build_object json_object
  jsonb_object json_array_length jsonb_array_length json_each jsonb_each json_each_text jsonb_each_text json_extract_path
  jsonb_extract_path json_extract_path_text jsonb_extract_path_text json_object_keys jsonb_object_keys json_array_elements
  jsonb_array_elements json_array_elements_text jsonb_array_elements_text json_typeof jsonb_typeof json_strip_nulls
  jsonb_strip_nulls jsonb_set jsonb_set_lax jsonb_insert jsonb_pretty json_to_record jsonb_to_record json_to_recordset
  jsonb_to_recordset json_populate_record jsonb_populate_record json_populate_recordset jsonb_populate_recordset
  jsonb_path_exists jsonb_path_match jsonb_path_query jsonb_path_query_array jsonb_path_query_first jsonb_path_exists_tz
  jsonb_path_query_tz json_table json_value json_query json_exists json_scalar json_serialize
  to_tsvector to_tsquery plainto_tsquery phraseto_tsquery websearch_to_tsquery ts_rank ts_rank_cd ts_headline setweight
  strip numnode querytree tsvector_to_array array_to_tsvector ts_delete ts_filter tsquery_phrase
  json_to_tsvector jsonb_to_tsvector
  gen_random_uuid uuid_generate_v4 uuid_extract_timestamp uuid_extract_version gen_random_bytes digest hmac crypt gen_salt
  similarity word_similarity strict_word_similarity show_trgm unaccent
  int4range int8range numrange tsrange tstzrange daterange int4multirange int8multirange nummultirange tsmultirange
  tstzmultirange datemultirange lower_inc upper_inc lower_inf upper_inf isempty range_merge multirange
  int2 int4 int8 float4 float8 numeric bool char bit varbit money uuid json jsonb inet cidr
  host masklen netmask network family abbrev broadcast hostmask inet_merge inet_same_family macaddr8_set7bit
  point box circle line lseg path polygon area center diameter height radius slope isclosed isopen npoints diagonal
  l2_distance cosine_distance inner_product l1_distance vector_dims vector_norm l2_normalize subvector
  citext vector halfvec sparsevec hstore ltree
  name width timetz macaddr oid xml system bernoulli is_normalized enum_first enum_last enum_range
  pg_typeof pg_column_size bit_count get_bit set_bit get_byte set_byte hashtext
  uid jwt role email user_id', '\s+', ' ', 'g')), ' '))
on conflict do nothing;

alter table sandbox.allowed_functions enable row level security;
create policy service_role_reads on sandbox.allowed_functions for select to service_role using (true);

revoke all on sandbox.allowed_functions from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/tables/allowed_statements.sql
-- allowed_statements: The statements that submitted SQL may contain, by their first words, and the checker for the rest of
-- each. Default deny.
-- kind: read returns rows and changes nothing; write changes rows; ddl changes tables; explain shows a plan.
create table sandbox.allowed_statements (
  words text primary key,
  kind text not null,
  checker text,
  constraint kind_is_known check (kind in ('read', 'write', 'ddl', 'explain'))
);

comment on table sandbox.allowed_statements is 'The statements that submitted SQL may contain.';
comment on column sandbox.allowed_statements.checker is 'The function in schema sandbox that checks the words after these, or null.';

insert into sandbox.allowed_statements (words, kind, checker) values
  ('select', 'read', null),
  ('values', 'read', null),
  ('with', 'write', null),
  ('(', 'read', null),
  ('insert into', 'write', null),
  ('update', 'write', null),
  ('delete from', 'write', null),
  ('merge into', 'write', null),
  ('explain', 'explain', 'check_explain'),
  ('create table', 'ddl', 'check_create_table'),
  ('alter table', 'ddl', 'check_alter_table'),
  ('drop table', 'ddl', 'check_drop'),
  ('create index', 'ddl', 'check_create_index'),
  ('create unique index', 'ddl', 'check_create_index'),
  ('alter index', 'ddl', 'check_rename'),
  ('drop index', 'ddl', 'check_drop'),
  ('create view', 'ddl', 'check_create_view'),
  ('create or replace view', 'ddl', 'check_create_view'),
  ('alter view', 'ddl', 'check_alter_view'),
  ('drop view', 'ddl', 'check_drop'),
  ('create type', 'ddl', 'check_create_type'),
  ('alter type', 'ddl', 'check_alter_type'),
  ('drop type', 'ddl', 'check_drop'),
  ('create policy', 'ddl', 'check_policy'),
  ('alter policy', 'ddl', 'check_policy'),
  ('drop policy', 'ddl', 'check_policy'),
  ('create trigger', 'ddl', 'check_create_trigger'),
  ('create or replace trigger', 'ddl', 'check_create_trigger'),
  ('create constraint trigger', 'ddl', 'check_create_trigger'),
  ('alter trigger', 'ddl', 'check_alter_trigger'),
  ('drop trigger', 'ddl', 'check_drop_trigger'),
  ('create function', 'ddl', 'check_create_function'),
  ('create or replace function', 'ddl', 'check_create_function'),
  ('alter function', 'ddl', 'check_alter_function'),
  ('grant execute on function', 'ddl', 'check_grant'),
  ('grant all on function', 'ddl', 'check_grant'),
  ('grant all privileges on function', 'ddl', 'check_grant'),
  ('revoke execute on function', 'ddl', 'check_grant'),
  ('revoke all on function', 'ddl', 'check_grant'),
  ('revoke all privileges on function', 'ddl', 'check_grant'),
  ('drop function', 'ddl', 'check_drop_function'),
  ('drop procedure', 'ddl', 'check_drop_function'),
  ('comment on', 'ddl', 'check_comment');

alter table sandbox.allowed_statements enable row level security;
create policy service_role_reads on sandbox.allowed_statements for select to service_role using (true);

revoke all on sandbox.allowed_statements from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/tables/guard_cache.sql
-- guard_cache: Hashes of SQL that the guard accepted and that ran, so that the guard need not read it again. A row stores
-- the hash of app and SQL, fingerprints and positions, never the SQL itself.
-- Each hash maps to one of 16,384 slots, and a new entry overwrites the old one, so that the table is bounded. It can be
-- emptied at any time, and a crash of the server empties it. Only SQL that reads or changes rows is cached: a call with DDL
-- must verify the catalog anyway.
create unlogged table sandbox.guard_cache (
  slot integer primary key,
  hash bytea not null,
  version text not null,
  calls text[] not null,
  qualifiers text[] not null,
  statements sandbox.statement[] not null,
  constraint slot_is_bounded check (slot between 0 and 16383),
  constraint text_is_not_kept check (octet_length(hash) = 32)
);

comment on table sandbox.guard_cache is 'Hashes of SQL that the guard accepted.';

alter table sandbox.guard_cache enable row level security;
create policy postgres_only on sandbox.guard_cache to postgres using (true) with check (true);

revoke all on sandbox.guard_cache from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/tables/guard_state.sql
-- guard_state: One row with what the version of the guard is built from: a hash of the allow-lists and the limits, which their triggers
-- refresh, and the ids of the guard's functions, whose rows in the catalog show when one was replaced. See guard_version.
create table sandbox.guard_state (
  is_only boolean primary key default true,
  lists text not null default '',
  functions oid[] not null default '{}',
  constraint there_is_one check (is_only)
);

comment on table sandbox.guard_state is 'What the version of the guard is built from.';

insert into sandbox.guard_state default values on conflict do nothing;

alter table sandbox.guard_state enable row level security;
create policy postgres_only on sandbox.guard_state to postgres using (true) with check (true);

revoke all on sandbox.guard_state from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/tables/refusal_hints.sql
-- refusal_hints: What to do instead of what exec_sql does not offer, for both walls: the parse-tree wall has a generated copy.
-- {p} is the app's prefix. A hint names what works today, and never advises to leave a condition out.
create table sandbox.refusal_hints (
  construct text primary key,
  hint text not null
);

comment on table sandbox.refusal_hints is 'What to do instead of what exec_sql does not offer.';
comment on column sandbox.refusal_hints.construct is 'What was tried, in one word: see statement_hint, name_hint and error_hint.';

insert into sandbox.refusal_hints (construct, hint) values
  ('trigger',
    'Write a trigger on a table of the app: create trigger name before update on {p}things for each row execute function '
    '{p}name(). It calls a function of the app that returns trigger. There are no triggers on statements of DDL.'),
  ('drop_trigger',
    'Leave it out: the triggers of the platform keep updated_at, created_at and the owners of rows. Give triggers of the app other '
    'names; those can be dropped, renamed and disabled one by one.'),
  ('function',
    'Write a function in sql or plpgsql: create function {p}name(argument uuid) returns void language plpgsql as, and the body as a '
    'string. Call it with select {p}name(…), perform or rpc. It commits nothing itself: every call is one transaction.'),
  ('helper',
    'Create the function first, and write its name with {p}: create function {p}is_admin() returns boolean language plpgsql stable '
    'security definer as, and as a string: begin return exists (select 1 from {p}user_roles r where r.user_id = auth.uid() and '
    'r.role = ''admin''); end. In a policy, do not leave the condition out: every member would pass. Protect {p}user_roles: enable row '
    'level security, and create only a policy for select using (user_id = auth.uid()); rows are added with an app key or by exec_sql.'),
  ('roles',
    'Keep roles in a table of the app, and write exists (select 1 from {p}user_roles r where r.user_id = auth.uid() and r.role = '
    '''admin''). Protect {p}user_roles: enable row level security, and create only a policy for select using (user_id = '
    'auth.uid()); rows are added with an app key or by exec_sql.'),
  ('policy_role',
    'Leave the policy out if it is for the server: exec_sql and app keys need none. For members, name authenticated, and write in the '
    'condition who may, such as exists (select 1 from {p}user_roles r where r.user_id = auth.uid() and r.role = ''admin''). '
    'Protect {p}user_roles: enable row level security, and create only a policy for select using (user_id = auth.uid()); rows are '
    'added with an app key or by exec_sql.'),
  ('grant',
    'Leave it out: members reach the rows that the policies of a table allow, and app keys reach all rows. A table without row '
    'security is open to all members, so enable it and create policies.'),
  ('grant_anon',
    'Leave it out: visitors who are not signed in read only tables of the scope public_read, which a spec creates (apply_schema). '
    'Everything else they do goes through a server with an app key.'),
  ('revoke',
    'Do what it is for in another way: app keys keep all rights, and members those that policies allow. Enable row level security, and '
    'create policies only for what members may do; a table without any is for app keys only. Move columns that members must not '
    'see or change to such a table.'),
  ('revoke_anon',
    'Leave it out: visitors who are not signed in read only tables of the scope public_read, which a spec creates (apply_schema), and '
    'change nothing.'),
  ('row_security', 'Leave it out: row-level security stays on. Create policies for what members may do; app keys need none.'),
  ('execute',
    'Name each function of the app: grant execute on function {p}name(uuid) to authenticated. Roles are public, anon, authenticated and '
    'service_role, which means app keys, too. Visitors and members may call a function unless it is revoked from them.'),
  ('do',
    'Send the statements inside by themselves: alter table … add column if not exists; create table or index if not exists; '
    'drop policy if exists, then create policy; alter table … drop constraint if exists, then add constraint; create type once, '
    'left out when the type exists. Write loops out.'),
  ('extension', 'Leave it out: the operator of the shard installs extensions. gen_random_uuid() needs none.'),
  ('schema', 'Leave it out: the tables of an app are in schema public and begin with {p}. Write {p}things for app.things.'),
  ('realtime', 'Leave it out: changes are not published. Let the app read again after its own changes and at intervals.'),
  ('reload', 'Leave it out: the Data API reads the schema again after every change.'),
  ('storage', 'Leave it out: there is no place for files. Keep the address of a file that is stored elsewhere in a text column.'),
  ('sequence',
    'Use an identity column: id bigint generated by default as identity. Set its next number with alter table … alter column id '
    'restart with 10. Leave out drop sequence: it goes with its column.'),
  ('truncate', 'Use delete from, with where true for all rows.'),
  ('maintenance', 'Leave it out: the database maintains its tables automatically.'),
  ('lock', 'Leave it out, or lock the rows: select … for update.'),
  ('transaction', 'Leave it out: every call is one transaction.'),
  ('settings', 'Leave it out: every call runs with fixed settings.'),
  ('materialized', 'Create a view, which is always current: create view {p}name as select …. Leave out its indexes and refresh.'),
  ('domain', 'Use the type itself, with a check on the column.'),
  ('copy', 'Use insert with several rows: insert into … values (…), (…).'),
  ('table_as', 'Create the table with its columns, then use insert into … select.'),
  ('role', 'Leave it out: users sign up with Auth, and a member''s role in the app is data in one of its tables.'),
  ('account', 'Leave it out: people create their accounts by sign-up, and {p}users gets and loses its rows with the members.'),
  ('prepare', 'Send the statement with parameters.'),
  ('cursor', 'Use limit, and continue after the last key.'),
  ('rule', 'Use triggers, checks, defaults, generated columns, policies or a view.'),
  ('server', 'Leave it out: nothing runs at set times or calls other servers from SQL. Do it on a server with an app key.'),
  ('comment',
    'Comment on tables, columns, views, indexes, types, functions, constraints, policies and triggers; leave other comments out.'),
  ('statement',
    'Use SELECT, INSERT, UPDATE, DELETE, MERGE, EXPLAIN, or CREATE, ALTER and DROP of tables, indexes, views, enum types, functions, '
    'triggers and policies.'),
  ('claims', 'Use auth.uid() for the user and auth.jwt() for the claims of the token.'),
  ('uuid', 'Use gen_random_uuid().'),
  ('about_server', 'Leave it out, or write the value itself: SQL of an app cannot ask about the server or its rights.'),
  ('xml', 'Write the query directly.'),
  ('json_agg', 'Use json_agg, json_object_agg or json_build_array.'),
  ('wait', 'Leave it out: SQL of an app cannot wait or notify.'),
  ('unlisted',
    'Write it with other functions: the usual ones for text, numbers, time, arrays and JSON are allowed. In a policy, do not leave '
    'the condition out: every member would pass. If it is a table, a column or an alias, rename it.');

alter table sandbox.refusal_hints enable row level security;
create policy service_role_reads on sandbox.refusal_hints for select to service_role using (true);

revoke all on sandbox.refusal_hints from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/cache/cache_key.sql
-- cache_key: Returns the guard cache key of an app and its SQL: a SHA-256 hash, so that the SQL itself is never stored.
-- Called by: read_guard_cache and write_guard_cache.
create or replace function sandbox.cache_key(app_id bigint, sql text)
returns bytea
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return sha256(convert_to(app_id || ' ' || sql, 'UTF8'));
end
$$;

comment on function sandbox.cache_key is 'Returns the guard cache key of an app and its SQL.';

revoke all on function sandbox.cache_key from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/cache/guard_version.sql
-- guard_version: Returns a string that changes whenever an allow-list, a limit of submitted SQL, a function of the guard or the
-- server version changes. The guard cache uses only entries of the current version.
-- Replacing a function gives its row in pg_proc another xmin, and dropping it removes the row. See refresh_guard_state.
-- Called by: platform.exec_sql.
create or replace function sandbox.guard_version()
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_functions oid[];
  v_lists text;
  v_version text;
begin
  select guard_state.functions, guard_state.lists into v_functions, v_lists from sandbox.guard_state;
  select concat_ws(':', v_lists, current_setting('server_version_num'), count(*), sum(pg_proc.xmin::text::bigint)) into v_version
  from pg_catalog.pg_proc where pg_proc.oid = any (v_functions);
  return v_version;
end
$$;

comment on function sandbox.guard_version is 'Returns the version of the guard, which changes whenever the guard does.';

revoke all on function sandbox.guard_version from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/cache/read_guard_cache.sql
-- read_guard_cache: Returns the statements of SQL that this version of the guard accepted before, or null. It looks up
-- again the names that were accepted only because nothing of that name existed, and returns null if something now does.
-- Called by: platform.exec_sql.
-- Errors: 22023 invalid_argument for a parameter without a value.
create or replace function sandbox.read_guard_cache(app_id bigint, sql text, parameters jsonb, version text)
returns sandbox.statement[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_hash constant bytea := sandbox.cache_key(app_id, sql);
  v_entry sandbox.guard_cache;
  v_statements sandbox.statement[];
begin
  select * into v_entry from sandbox.guard_cache
  where guard_cache.slot = get_byte(v_hash, 0) + 256 * (get_byte(v_hash, 1) & 63)
    and guard_cache.hash = v_hash and guard_cache.version = read_guard_cache.version;
  if not found
    or (v_entry.calls <> '{}' and exists (
      select from pg_catalog.pg_proc
      where pg_proc.proname = any (v_entry.calls::name[]) and pg_proc.pronamespace = any (sandbox.reachable_schemas())
    ))
    or exists (select from pg_catalog.pg_namespace where pg_namespace.nspname = any (v_entry.qualifiers::name[])) then
    return null;
  end if;
  v_statements := v_entry.statements;
  for v_at in 1 .. cardinality(v_statements) loop
    v_statements[v_at].text := sandbox.rebuild_text(sql, v_statements[v_at].segments, parameters);
  end loop;
  return v_statements;
end
$$;

comment on function sandbox.read_guard_cache is 'Returns the statements of SQL that the guard accepted before, or null.';

revoke all on function sandbox.read_guard_cache from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/cache/rebuild_text.sql
-- rebuild_text: Rebuilds the SQL that is run for a statement from the submitted SQL and the statement's segments.
-- Called by: read_guard_cache and write_guard_cache.
-- Errors: 22023 invalid_argument for a parameter without a value.
create or replace function sandbox.rebuild_text(sql text, segments sandbox.segment[], parameters jsonb)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select ltrim(string_agg(case
        when segment.parameter is not null then ' ' || sandbox.parameter_literal(parameters, segment.parameter::text)
        else concat(segment.fill, substr(sql, segment.start, segment.length))
      end, '' order by segment.position), e' \t\n\r\f\v')
    from unnest(segments) with ordinality as segment (start, length, fill, parameter, position)
  );
end
$$;

comment on function sandbox.rebuild_text is 'Rebuilds the SQL that is run for a statement from the submitted SQL and its segments.';

revoke all on function sandbox.rebuild_text from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/cache/refresh_guard_state.sql
-- refresh_guard_state: Records what the version of the guard is built from: a hash of the allow-lists and the limits, and the ids
-- of its functions.
-- Called by: the last migration (upgrade.sql) and the triggers of the allow-lists.
create or replace function sandbox.refresh_guard_state()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update sandbox.guard_state set
    lists = (
      select md5(string_agg(list.entry, e'\n' order by list.entry collate "C"))
      from (
        select 'function ' || allowed_functions.name as entry from sandbox.allowed_functions
        union all
        select concat_ws(' ', 'statement', allowed_statements.words, allowed_statements.kind, allowed_statements.checker)
        from sandbox.allowed_statements
        union all
        select concat_ws(' ', 'limit', settings.key, settings.value) from platform.settings where settings.key ~ '^sql_'
      ) as list
    ),
    functions = array(
      select pg_proc.oid from pg_catalog.pg_proc
      where (pg_proc.pronamespace = 'sandbox'::regnamespace and pg_proc.proname !~ '^app_')
        or pg_proc.oid = any ('{platform.app_object,platform.index_prefix,platform.limit_of,platform.reserved_policies,'
          'platform.reserved_triggers}'::regproc[])
      order by pg_proc.oid
    );
end
$$;

comment on function sandbox.refresh_guard_state is 'Records the hash of the allow-lists and the functions of the guard.';

revoke all on function sandbox.refresh_guard_state from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/cache/segments.sql
-- segments: Returns, for the guard cache, the segments from which the SQL that is run for a statement can be rebuilt.
-- Unchanged tokens become ranges of the submitted SQL; only what the guard inserted is stored as text. Null if there would
-- be more than 50.
-- pieces are those of the statement, start is the position of its first character in the submitted SQL.
-- Called by: check_statement.
create or replace function sandbox.segments(kinds "char"[], texts text[], words text[], replacements text[], pieces text[], start integer)
returns sandbox.segment[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_segments sandbox.segment[];
begin
  if replacements is null and not 'p' = any (kinds) and texts = pieces then
    return array[row(start, char_length(array_to_string(pieces, '')), null, null)::sandbox.segment];
  end if;
  select array_agg(row(run.start, run.length, run.fill, run.parameter)::sandbox.segment order by run.first) into v_segments
  from (
    select min(token.position) as first, min(token.start) as start, sum(token.length)::integer as length, min(token.fill) as fill,
      min(token.parameter) as parameter
    from (
      select *, case when broken.parameter is null and broken.fill is null then
          broken.position - row_number() over (partition by broken.parameter is null and broken.fill is null order by broken.position)
        end as island
      from (
        select token.position, case when token.kind = 'p' then substr(token.word, 2, 5)::integer end as parameter,
          -- A comment before a token became one character: the fill inserts it, and the range covers only the token.
          case
            when token.kind = 'p' then null
            when token.fill is not null then token.fill
            when token.text <> token.piece then left(token.text, 1)
          end as fill,
          case when token.kind <> 'p' and token.fill is null then
            segments.start + token.ends
              - case when token.text = token.piece then char_length(token.piece) else char_length(token.text) - 1 end
          end::integer as start,
          case when token.kind <> 'p' and token.fill is null then
            case when token.text = token.piece then char_length(token.piece) else char_length(token.text) - 1 end
          end as length
        from (
          select *, sum(char_length(piece)) over (order by position) as ends
          from unnest(kinds, texts, words, replacements, pieces) with ordinality as each (kind, text, word, fill, piece, position)
        ) as token
      ) as broken
    ) as token
    group by token.island, case when token.island is null then token.position end
  ) as run;
  return case when cardinality(v_segments) <= 50 then v_segments end;
end
$$;

comment on function sandbox.segments is 'Returns the segments from which a statement can be rebuilt, or null if there are too many.';

revoke all on function sandbox.segments from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/cache/tg_allowed__watch.sql
-- tg_allowed__watch: Gives the guard a new version when an allow-list or a limit changes.
-- Fires on: every change of allowed_functions, allowed_statements and platform.settings.
create or replace function sandbox.tg_allowed__watch()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform sandbox.refresh_guard_state();
  return null;
end
$$;

comment on function sandbox.tg_allowed__watch is 'Gives the guard a new version.';

revoke all on function sandbox.tg_allowed__watch from public, anon, authenticated, service_role;

create or replace trigger watch
after insert or update or delete or truncate on sandbox.allowed_functions
for each statement execute function sandbox.tg_allowed__watch();

create or replace trigger watch
after insert or update or delete or truncate on sandbox.allowed_statements
for each statement execute function sandbox.tg_allowed__watch();

-- What was accepted under a larger limit is not accepted from the cache under a smaller one.
create or replace trigger watch
after insert or update or delete or truncate on platform.settings
for each statement execute function sandbox.tg_allowed__watch();

-- supabase/schemas/sandbox/functions/cache/unresolved_names.sql
-- unresolved_names: Returns the names of a statement that check_names accepted only because nothing of that name exists
-- yet. calls are the unlisted names before ( or after a dot, which would be refused if there were such a function;
-- qualifiers are the names before a dot, which would be refused if there were such a schema.
-- Called by: check_statement, for the guard cache.
create or replace function sandbox.unresolved_names(kinds "char"[], words text[], out calls text[], out qualifiers text[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  select coalesce(array_agg(distinct token.word) filter (where (words[token.position + 1] = '(' or words[token.position - 1] = '.')
      and not exists (select from sandbox.allowed_functions where allowed_functions.name = token.word)
      and token.word !~ '^app_[0-9]'), '{}'),
    coalesce(array_agg(distinct token.word) filter (where words[token.position + 1] = '.'
      and token.word not in ('public', 'extensions', 'auth')), '{}')
  into calls, qualifiers
  from unnest(kinds, words) with ordinality as token (kind, word, position)
  where token.kind in ('i', 'q') and (words[token.position + 1] in ('(', '.') or words[token.position - 1] = '.');
end
$$;

comment on function sandbox.unresolved_names is 'Returns the names that were accepted only because nothing of that name exists yet.';

revoke all on function sandbox.unresolved_names from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/cache/write_guard_cache.sql
-- write_guard_cache: Caches, by hash, that this version of the guard accepted the SQL. Only a call of at most ten
-- statements is cached, and only if they can be rebuilt from their segments character by character.
-- Best effort: nothing is cached if another session holds the slot, and errors are ignored.
-- Called by: platform.exec_sql, after the SQL has run.
create or replace function sandbox.write_guard_cache(
  app_id bigint,
  sql text,
  parameters jsonb,
  version text,
  statements sandbox.statement[]
)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_hash constant bytea := sandbox.cache_key(app_id, sql);
  v_slot constant integer := get_byte(v_hash, 0) + 256 * (get_byte(v_hash, 1) & 63);
  v_statements sandbox.statement[] := statements;
  v_calls text[] := '{}';
  v_qualifiers text[] := '{}';
begin
  if cardinality(statements) not between 1 and 10 or current_setting('transaction_read_only')::boolean
    or not pg_try_advisory_xact_lock(hashtextextended('appshard guard_cache ' || v_slot, 0)) then
    return;
  end if;
  for v_at in 1 .. cardinality(v_statements) loop
    if v_statements[v_at].segments is null
      or v_statements[v_at].text is distinct from sandbox.rebuild_text(sql, v_statements[v_at].segments, parameters) then
      return;
    end if;
    v_calls := v_calls || v_statements[v_at].calls;
    v_qualifiers := v_qualifiers || v_statements[v_at].qualifiers;
    v_statements[v_at].text := null;
    v_statements[v_at].calls := null;
    v_statements[v_at].qualifiers := null;
  end loop;
  if cardinality(v_calls) + cardinality(v_qualifiers) > 100 then
    return;
  end if;
  insert into sandbox.guard_cache (slot, hash, version, calls, qualifiers, statements)
  values (v_slot, v_hash, version, v_calls, v_qualifiers, v_statements)
  on conflict (slot) do update
  set hash = excluded.hash, version = excluded.version, calls = excluded.calls, qualifiers = excluded.qualifiers,
    statements = excluded.statements;
exception when others then
  null;
end
$$;

comment on function sandbox.write_guard_cache is 'Caches that the guard accepted the SQL.';

revoke all on function sandbox.write_guard_cache from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_accounts.sql
-- check_accounts: Refuses auth.users where it cannot be replaced by the app's profile table. It may be referenced, and read
-- in policies, views and bodies of functions that contain no *: profiles lack some of its columns. shift is the number of tokens
-- before these.
-- Called by: check_statement, check_code_part and read_sql_body.
-- Errors: 42501 schema_refused, user_metadata_refused.
create or replace function sandbox.check_accounts(app_id bigint, words text[], statement text, shift integer default 0)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_profiles constant text := platform.app_object(app_id, 'users');
  v_has_star boolean;
  v_at integer;
begin
  if not words @> '{auth,users}' then
    return;
  end if;
  -- count(*) and, in bodies, products read no columns.
  v_has_star := exists (
    select from unnest(array_positions(words, '*')) as place
    where coalesce(words[place - 1] in ('select', 'distinct', 'all', 'returning', '.', ',', ')'), true)
      or (statement <> 'body' and words[place - 1] <> '('));
  foreach v_at in array array_positions(words, 'auth') loop
    continue when words[v_at + 1:v_at + 2] <> '{.,users}' or words[v_at - 1] = 'references';
    if statement not in ('create policy', 'alter policy', 'create view', 'create or replace view', 'body')
      or (coalesce(words[v_at - 1] not in ('from', 'join', ','), true) and words[v_at + 3] is distinct from '.')
      or words[v_at - 2:v_at - 1] = '{delete,from}' or v_has_star
    then
      perform sandbox.refuse('schema_refused', '"auth.users" is not allowed here',
        case
          when words[v_at - 1] in ('into', 'update') or words[v_at - 2:v_at - 1] = '{delete,from}' then sandbox.hint(app_id, 'account')
          else format('Use the profile table %s, with the columns id, email, full_name and avatar_url. Leave out what needs other '
            'columns of accounts.', v_profiles)
        end, at => v_at + shift);
    elsif words && '{raw_user_meta_data,raw_app_meta_data,user_metadata,app_metadata}' then
      perform sandbox.refuse('user_metadata_refused', 'the metadata of accounts is not available',
        sandbox.hint(app_id, 'roles'), at => v_at + shift);
    end if;
  end loop;
end
$$;

comment on function sandbox.check_accounts is 'Refuses auth.users where it cannot be replaced by the profile table.';

revoke all on function sandbox.check_accounts from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_alter_function.sql
-- check_alter_function: Checks ALTER FUNCTION name [(arguments)] RENAME TO a name of the app.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_alter_function(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := sandbox.expect_functions(app_id, words, at);
begin
  if words[v_at:v_at + 1] = '{rename,to}' then
    perform sandbox.expect_app_name(app_id, words, v_at + 2);
  else
    perform sandbox.refuse('option_refused',
      format('unexpected "%s": only RENAME and SET search_path are allowed here', left(words[v_at], 40)),
      'Write the whole function again with create or replace function. Leave changes of its owner, schema and settings out.',
      at => least(v_at, cardinality(words)));
  end if;
end
$$;

comment on function sandbox.check_alter_function is 'Checks ALTER FUNCTION after its first words.';

revoke all on function sandbox.check_alter_function from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_alter_table.sql
-- check_alter_table: Checks ALTER TABLE [IF EXISTS] [ONLY] name action, … Actions may add, drop, alter or rename columns,
-- add, drop, validate or rename constraints, set the replica identity, rename the table within the prefix, or enable or force
-- row-level security, or enable or disable a trigger of the app. Everything else is refused because it is not listed: owner, schema,
-- inheritance, storage and whatever disables anything else.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, option_refused, owner_is_fixed, profile_is_fixed.
create or replace function sandbox.check_alter_table(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_action constant integer := sandbox.expect_app_name(app_id, words,
    sandbox.skip_words(words, sandbox.skip_words(words, at, '{if,exists}'), '{only}'));
  v_depth integer := 0;
  v_name integer;
begin
  for v_at in v_action .. cardinality(words) loop
    v_depth := v_depth + case when kinds[v_at] <> 'o' then 0 when words[v_at] in ('(', '[') then 1
      when words[v_at] in (')', ']') then -1 else 0 end;
    continue when v_at > v_action and not (v_depth = 0 and kinds[v_at - 1] = 'o' and words[v_at - 1] = ',');
    if words[v_at] in ('enable', 'disable') and words[v_at + 1] = 'trigger' and words[v_at + 2] not in ('all', 'user') then
      perform sandbox.check_trigger_name(app_id, words, v_at + 2);
    elsif not (
      words[v_at] in ('add', 'drop', 'rename')
      or (words[v_at] = 'alter' and words[v_at + 1] is distinct from 'constraint')
      or words[v_at:v_at + 1] in ('{validate,constraint}', '{enable,row}', '{force,row}', '{replica,identity}')
    ) then
      perform sandbox.refuse('option_refused',
        format('"%s" is not allowed in ALTER TABLE', left(concat_ws(' ', words[v_at], words[v_at + 1]), 80)),
        case
          when words[v_at] = 'owner' then 'Remove it: the role of the app owns what it creates.'
          when words[v_at:v_at + 1] in ('{disable,row}', '{no,force}') then sandbox.hint(app_id, 'row_security')
          when 'trigger' in (words[v_at + 1], words[v_at + 2]) then sandbox.hint(app_id, 'drop_trigger')
          else 'Add, drop, alter or rename columns and constraints, or enable row-level security.' end, at => v_at);
    elsif words[v_at] in ('drop', 'rename') and 'user_id' in (words[v_at + 1], words[v_at + 2], words[v_at + 4]) then
      perform sandbox.refuse('owner_is_fixed', 'user_id identifies the owner of a row and cannot be dropped or renamed',
        'Leave user_id as it is.', at => v_at);
    elsif words[v_at] not in ('add', 'alter', 'enable', 'force', 'validate', 'disable') then
      -- Of the profile table, an app drops only its own columns and constraints. rewrite_ddl may add the prefix to a name.
      v_name := sandbox.skip_words(words, sandbox.skip_words(words, v_at + 1, case words[v_at + 1]
        when 'constraint' then '{constraint}' else '{column}'::text[] end), '{if,exists}');
      perform sandbox.expect_app_name(app_id, words, v_action - 1, reject_profile => words[v_at] <> 'drop'
        or case when words[v_at + 1] = 'constraint' then array[sandbox.bare_name(words[v_name]),
            sandbox.constraint_name(app_id, words[v_name])] && platform.profile_constraints(app_id)
          else sandbox.bare_name(words[v_name]) = any ('{id,email,full_name,avatar_url,created_at,updated_at}') end);
    end if;
    if words[v_at:v_at + 1] = '{rename,to}' then
      perform sandbox.expect_app_name(app_id, words, v_at + 2);
    end if;
  end loop;
  perform sandbox.check_constraints(app_id, words, kinds, v_action);
end
$$;

comment on function sandbox.check_alter_table is 'Checks ALTER TABLE after its first words.';

revoke all on function sandbox.check_alter_table from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_alter_trigger.sql
-- check_alter_trigger: Checks ALTER TRIGGER name ON a table of the app RENAME TO another name.
-- Called by: check_statement.
-- Errors: 42501 statement_refused, option_refused, wrong_prefix.
create or replace function sandbox.check_alter_trigger(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_end integer;
begin
  perform sandbox.check_trigger_name(app_id, words, at);
  v_end := case when words[at + 1] = 'on' then sandbox.expect_app_name(app_id, words, at + 2) end;
  if words[v_end:v_end + 1] is distinct from '{rename,to}' or v_end + 2 <> cardinality(words) then
    perform sandbox.refuse('option_refused', 'ALTER TRIGGER can only rename the trigger', 'Drop the trigger and create it again.',
      at => coalesce(v_end, at));
  end if;
  perform sandbox.check_trigger_name(app_id, words, v_end + 2);
end
$$;

comment on function sandbox.check_alter_trigger is 'Checks ALTER TRIGGER after its first words.';

revoke all on function sandbox.check_alter_trigger from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_alter_type.sql
-- check_alter_type: Checks ALTER TYPE name, which may ADD VALUE, RENAME VALUE or RENAME TO a name of the app.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_alter_type(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := sandbox.expect_app_name(app_id, words, at);
begin
  if words[v_at:v_at + 1] = '{rename,to}' then
    perform sandbox.expect_app_name(app_id, words, v_at + 2);
  elsif coalesce(words[v_at:v_at + 1] not in ('{add,value}', '{rename,value}'), true) then
    perform sandbox.refuse('option_refused', 'ALTER TYPE can only add or rename a value, or rename the type',
      'Drop the type and create it again.', at => v_at);
  end if;
end
$$;

comment on function sandbox.check_alter_type is 'Checks ALTER TYPE after its first words.';

revoke all on function sandbox.check_alter_type from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_alter_view.sql
-- check_alter_view: Checks ALTER VIEW [IF EXISTS] name, which may rename the view or a column within the app's prefix, and SET
-- or RESET options. security_invoker cannot be turned off: a view shows its reader only what the reader may read.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_alter_view(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := sandbox.expect_app_name(app_id, words, sandbox.skip_words(words, at, '{if,exists}'));
  v_value text;
begin
  if words[v_at] in ('set', 'reset') and words[v_at + 1] = '(' then
    for v_option in v_at + 2 .. cardinality(words) loop
      continue when words[v_option - 1] not in ('(', ',');
      v_value := case when words[v_option + 1] = '=' then lower(trim(words[v_option + 2], '''')) else 'true' end;
      if words[v_option] = 'security_invoker' and (words[v_at] = 'reset' or v_value not in ('true', 'on', 'yes', '1')) then
        perform sandbox.refuse('option_refused', 'a view always has security_invoker, so that it shows only what its reader may read',
          'Leave the statement out, and write a policy for the rows that the view is to show.', at => v_option);
      elsif words[v_option] not in ('security_invoker', 'security_barrier', 'check_option') then
        perform sandbox.refuse('option_refused', format('the option "%s" is not allowed', left(words[v_option], 40)),
          'Use security_invoker, security_barrier or check_option.', at => v_option);
      end if;
    end loop;
  else
    perform sandbox.check_rename(app_id, words, kinds, at);
  end if;
end
$$;

comment on function sandbox.check_alter_view is 'Checks ALTER VIEW after its first words.';

revoke all on function sandbox.check_alter_view from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_calls.sql
-- check_calls: Refuses a call of the app's own functions where no limit of the app holds: in an index and in a generated column, which
-- PostgreSQL also evaluates by itself.
-- Called by: check_statement.
-- Errors: 42501 option_refused.
create or replace function sandbox.check_calls(app_id bigint, words text[], statement text)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer;
begin
  if statement in ('create index', 'create unique index') then
    -- The first parenthesis follows the name of the table.
    select min(called) into v_at from sandbox.own_calls(app_id, words) as called where called >= array_position(words, '(');
  elsif statement in ('create table', 'alter table') and words @> '{generated,always,as}' then
    select min(called) into v_at
    from sandbox.own_calls(app_id, words) as called, unnest(array_positions(words, 'generated')) as place
    where words[place:place + 3] = '{generated,always,as,(}'
      and called between place and sandbox.closing_bracket(words, place + 3);
  end if;
  if v_at is not null then
    perform sandbox.refuse('option_refused', format('an index or a generated column cannot call "%s"', left(words[v_at], 80)),
      'Write the expression itself, or let a trigger fill a column.', at => v_at);
  end if;
end
$$;

comment on function sandbox.check_calls is 'Refuses a call of the app''s own functions in an index or a generated column.';

revoke all on function sandbox.check_calls from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_columns.sql
-- check_columns: Refuses a column whose name the Data API reads as a parameter. The catalog decides about the columns of views
-- that the text does not name (relation_findings).
-- Called by: check_statement.
-- Errors: 42939 reserved_name.
create or replace function sandbox.check_columns(kinds "char"[], words text[], ddl text)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text;
begin
  select name into v_name from unnest(sandbox.new_columns(kinds, words, ddl)) with ordinality as found (name, position)
  where platform.is_data_api_parameter(name) order by position limit 1;
  if v_name is not null then
    perform sandbox.refuse('reserved_name',
      format('"%s" is a parameter of the Data API, which would ignore filters on the column', left(v_name, 80)),
      format('Name the column otherwise, such as %s_value.', left(split_part(v_name, '.', -1), 40)), '42939',
      coalesce(array_position(words, v_name), array_position(words, '"' || v_name || '"')));
  end if;
end
$$;

comment on function sandbox.check_columns is 'Refuses a column whose name the Data API reads as a parameter.';

revoke all on function sandbox.check_columns from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_comment.sql
-- check_comment: Checks COMMENT ON TABLE, VIEW, COLUMN, INDEX, TYPE, FUNCTION, CONSTRAINT, POLICY or TRIGGER of the app. A comment that
-- contains @graphql is refused: it would change what the GraphQL API exposes.
-- Called by: check_statement.
-- Errors: 42501 isolation_is_fixed, option_refused, wrong_prefix.
create or replace function sandbox.check_comment(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if words[at] in ('constraint', 'policy', 'trigger') and words[at + 2] = 'on' then
    if words[at] = 'policy' and sandbox.bare_name(words[at + 1]) ~ platform.reserved_policies() then
      perform sandbox.refuse('isolation_is_fixed', format('the policy "%s" is reserved', left(words[at + 1], 80)),
        'Leave it to the platform, and comment on your own policies.', at => at + 1);
    elsif words[at] = 'trigger' then
      perform sandbox.check_trigger_name(app_id, words, at + 1);
    end if;
    perform sandbox.expect_app_name(app_id, words, at + 3);
  elsif words[at] = 'function' then
    perform sandbox.expect_functions(app_id, words, at + 1);
  elsif words[at] in ('table', 'view', 'column', 'index', 'type') then
    perform sandbox.expect_app_name(app_id, words, at + 1, or_index => words[at] = 'index');
  else
    perform sandbox.refuse('option_refused', format('"COMMENT ON %s" is not allowed', upper(left(words[at], 40))),
      sandbox.hint(app_id, 'comment'), at => at);
  end if;
  if words[cardinality(words)] ~* '@graphql' then
    perform sandbox.refuse('option_refused', 'a comment must not contain @graphql',
      'Remove @graphql from the comment.', at => cardinality(words));
  end if;
end
$$;

comment on function sandbox.check_comment is 'Checks COMMENT ON after its first words.';

revoke all on function sandbox.check_comment from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_constraints.sql
-- check_constraints: Checks the constraints in CREATE TABLE, ALTER TABLE and CREATE INDEX. References must point to the
-- app's own tables or to auth.users, which rewrite replaces with the profile table. TABLESPACE and INHERITS are refused.
-- The names of constraints are left to rewrite_ddl.
-- Called by: check_create_table, check_alter_table and check_create_index.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_constraints(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  for v_at in at .. cardinality(words) loop
    continue when kinds[v_at] <> 'i';
    if words[v_at] = 'references' and words[v_at + 1:v_at + 3] is distinct from '{auth,.,users}' then
      perform sandbox.expect_app_name(app_id, words, v_at + 1);
    elsif words[v_at] in ('tablespace', 'inherits') and words[v_at + 1] is distinct from 'pg_default'
      and words[v_at - 1] not in ('(', ',', 'column', 'add', 'rename', 'to', 'drop', 'alter')
    then
      perform sandbox.refuse('option_refused', format('"%s" is not allowed here', upper(words[v_at])), 'Remove it.', at => v_at);
    end if;
  end loop;
end
$$;

comment on function sandbox.check_constraints is 'Checks the constraints in CREATE TABLE and ALTER TABLE, and the options of CREATE INDEX.';

revoke all on function sandbox.check_constraints from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_create_index.sql
-- check_create_index: Checks CREATE [UNIQUE] INDEX [[IF NOT EXISTS] name] ON [ONLY] table … on the app's own tables.
-- CONCURRENTLY is accepted and removed, see rewrite_ddl.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_create_index(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer := sandbox.skip_words(words, sandbox.skip_words(words, at, '{concurrently}'), '{if,not,exists}');
begin
  if words[v_at] is distinct from 'on' then
    v_at := sandbox.expect_app_name(app_id, words, v_at, or_index => true);
  end if;
  if words[v_at] is distinct from 'on' then
    perform sandbox.refuse('option_refused', format('unexpected "%s" in CREATE INDEX', left(words[v_at], 40)),
      'Write create index name on table (columns).', at => v_at);
  end if;
  v_at := sandbox.expect_app_name(app_id, words, sandbox.skip_words(words, v_at + 1, '{only}'));
  perform sandbox.check_constraints(app_id, words, kinds, v_at);
end
$$;

comment on function sandbox.check_create_index is 'Checks CREATE INDEX after its first words.';

revoke all on function sandbox.check_create_index from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_create_table.sql
-- check_create_table: Checks CREATE TABLE [IF NOT EXISTS] name ( … ), after which nothing may follow. Columns and
-- constraints are free, but references stay within the app and LIKE is refused. Constraints that create an index get the
-- app's prefix later, see rewrite_ddl.
-- words and kinds are the tokens of the statement, at is the position after its first words.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_create_table(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_open constant integer := sandbox.expect_app_name(app_id, words, sandbox.skip_words(words, at, '{if,not,exists}'));
  v_depth integer := 0;
begin
  if words[v_open] is distinct from '(' then
    perform sandbox.refuse('option_refused', format('unexpected "%s" after the table name', left(words[v_open], 40)),
      'Write create table name (columns), then insert the rows.', at => v_open);
  end if;
  for v_at in v_open .. cardinality(words) loop
    -- Supabase's own tools write this clause.
    exit when v_depth = 0 and words[v_at:] = '{tablespace,pg_default}';
    if v_depth = 0 and v_at > v_open then
      perform sandbox.refuse('option_refused', format('unexpected "%s" after the column list', left(words[v_at], 40)),
        'End the statement after the column list.', at => v_at);
    end if;
    v_depth := v_depth + case when kinds[v_at] <> 'o' then 0 when words[v_at] = '(' then 1 when words[v_at] = ')' then -1 else 0 end;
    if v_depth = 1 and words[v_at - 1] in ('(', ',') and kinds[v_at] = 'i' and words[v_at] = 'like' then
      perform sandbox.refuse('option_refused', 'LIKE would copy another table', 'Write out the columns.', at => v_at);
    end if;
  end loop;
  perform sandbox.check_constraints(app_id, words, kinds, v_open);
end
$$;

comment on function sandbox.check_create_table is 'Checks CREATE TABLE after its first words.';

revoke all on function sandbox.check_create_table from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_create_trigger.sql
-- check_create_trigger: Checks CREATE [OR REPLACE] [CONSTRAINT] TRIGGER name BEFORE or AFTER events ON a table of the app, which calls one
-- of the app's functions, or moddatetime. Profiles have no triggers of the app: they change in the session of Auth, where no limit of
-- the app holds. A trigger on auth.users becomes the app's sign-up code (see sign_up_trigger).
-- Called by: check_statement.
-- Errors: 42501 statement_refused, option_refused, wrong_prefix, profile_is_fixed.
create or replace function sandbox.check_create_trigger(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_on constant integer := array_position(words, 'on', at);
  v_execute constant integer := array_position(words, 'execute', at);
  v_at integer;
begin
  perform sandbox.check_trigger_name(app_id, words, at);
  if words[at + 1] not in ('before', 'after') or v_on is null or v_execute is null or words[v_execute + 1] not in ('function', 'procedure')
    or words[at + 1:v_on] @> '{truncate}'
  then
    perform sandbox.refuse('option_refused', format('unexpected "%s" in CREATE TRIGGER',
        left(case when words[at + 1:v_on] @> '{truncate}' then 'truncate' else words[at + 1] end, 40)),
      'Write create trigger name before insert or update or delete on table for each row execute function name(). Views have no '
      'triggers: write to their tables.', at => at + 1);
  elsif words[v_on + 1:v_on + 3] = '{auth,.,users}' then
    if words[at + 1:v_on] <> '{after,insert,on}' or not words @> '{each,row}' or 'when' = any (words) or words[2] = 'constraint' then
      perform sandbox.refuse('option_refused', 'code runs only after a person has signed up',
        'Write after insert on auth.users for each row execute function name(), without a condition.', at => v_on + 1);
    end if;
  else
    v_at := sandbox.expect_app_name(app_id, words, v_on + 1);
    if words[v_at - 1] = platform.app_object(app_id, 'users') then
      perform sandbox.refuse('profile_is_fixed', format('the profile table "%s" has no triggers of the app', words[v_at - 1]),
        'For a row at sign-up, write after insert on auth.users; for a rule, keep the columns in a table of the app.', at => v_at - 1);
    elsif words[v_at] = 'from' then
      perform sandbox.expect_app_name(app_id, words, v_at + 1);
    end if;
  end if;
  if sandbox.is_moddatetime(words, v_execute + 2) and words[v_on + 1] <> 'auth' then
    return;
  end if;
  v_at := sandbox.expect_app_name(app_id, words, v_execute + 2);
  if words[v_at] is distinct from '(' or exists (
    select from unnest(kinds[v_at:], words[v_at:]) as token (kind, word)
    where token.kind not in ('l', 'n') and token.word not in ('(', ',', ')', '-'))
  then
    perform sandbox.refuse('option_refused', 'the arguments of a trigger function are literals',
      'Write each argument as a string or a number.', at => v_at);
  end if;
end
$$;

comment on function sandbox.check_create_trigger is 'Checks CREATE TRIGGER after its first words.';

revoke all on function sandbox.check_create_trigger from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_create_type.sql
-- check_create_type: Checks CREATE TYPE name AS ENUM ( … ). Other types carry functions or hide columns, and are refused.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_create_type(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := sandbox.expect_app_name(app_id, words, at);
begin
  if words[v_at:v_at + 2] is distinct from '{as,enum,(}' then
    perform sandbox.refuse('option_refused', 'only enum types can be created', 'Write create type name as enum (labels).', at => v_at);
  end if;
end
$$;

comment on function sandbox.check_create_type is 'Checks CREATE TYPE after its first words.';

revoke all on function sandbox.check_create_type from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_create_view.sql
-- check_create_view: Checks CREATE [OR REPLACE] VIEW name [(columns)] [WITH (…)] AS query. Whatever WITH says,
-- reconcile_app makes the view a security invoker.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix.
create or replace function sandbox.check_create_view(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  perform sandbox.expect_app_name(app_id, words, at);
end
$$;

comment on function sandbox.check_create_view is 'Checks CREATE VIEW after its first words.';

revoke all on function sandbox.check_create_view from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_drop.sql
-- check_drop: Checks DROP TABLE, VIEW, INDEX or TYPE [IF EXISTS] name, … [CASCADE | RESTRICT], where every name is the
-- app's own. The profile table cannot be dropped.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, option_refused, profile_is_fixed.
create or replace function sandbox.check_drop(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer := sandbox.expect_app_name(app_id, words,
    sandbox.skip_words(words, sandbox.skip_words(words, at, '{concurrently}'), '{if,exists}'), or_index => true, reject_profile => true);
begin
  while words[v_at] = ',' loop
    v_at := sandbox.expect_app_name(app_id, words, v_at + 1, or_index => true, reject_profile => true);
  end loop;
  if v_at <= cardinality(words) and not (v_at = cardinality(words) and words[v_at] in ('cascade', 'restrict')) then
    perform sandbox.refuse('option_refused', format('unexpected "%s" in DROP', left(words[v_at], 40)),
      'List the names to drop, separated by commas.', at => v_at);
  end if;
end
$$;

comment on function sandbox.check_drop is 'Checks DROP after its first words.';

revoke all on function sandbox.check_drop from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_drop_function.sql
-- check_drop_function: Checks DROP FUNCTION or PROCEDURE [IF EXISTS] name [(arguments)], … The app's own
-- functions are dropped; of others PostgreSQL says that they do not exist, except of those that the app's SQL could reach.
-- Called by: check_statement.
-- Errors: 42501 statement_refused.
create or replace function sandbox.check_drop_function(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_word text;
begin
  foreach v_word in array words[at:] loop
    if not starts_with(v_word, platform.app_object(app_id, '')) and exists (
      select from pg_catalog.pg_proc
      where proname = sandbox.bare_name(v_word) and pronamespace = any (sandbox.reachable_schemas())
        -- Words of the statement and types of its arguments, which are also functions.
        and not exists (select from pg_catalog.pg_type where typname = proname and typnamespace = any (sandbox.reachable_schemas()))
    ) then
      perform sandbox.refuse('statement_refused', format('the function "%s" does not belong to the app', left(v_word, 80)),
        'Leave the statement out.', at => array_position(words, v_word, at));
    end if;
  end loop;
end
$$;

comment on function sandbox.check_drop_function is 'Checks DROP FUNCTION after its first words.';

revoke all on function sandbox.check_drop_function from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_drop_trigger.sql
-- check_drop_trigger: Checks DROP TRIGGER [IF EXISTS] name ON a table of the app or auth.users. The triggers of the platform stay.
-- Called by: check_statement.
-- Errors: 42501 statement_refused, option_refused, wrong_prefix.
create or replace function sandbox.check_drop_trigger(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name constant integer := sandbox.skip_words(words, at, '{if,exists}');
  v_end integer;
begin
  if words[v_name + 1] is distinct from 'on' then
    perform sandbox.refuse('option_refused', format('unexpected "%s" in DROP TRIGGER', left(words[v_name + 1], 40)),
      'Write drop trigger name on table.', at => v_name + 1);
  end if;
  perform sandbox.check_trigger_name(app_id, words, v_name);
  v_end := case when words[v_name + 2:v_name + 4] = '{auth,.,users}' then v_name + 5
    else sandbox.expect_app_name(app_id, words, v_name + 2) end;
  if v_end <= cardinality(words) and not (v_end = cardinality(words) and words[v_end] in ('cascade', 'restrict')) then
    perform sandbox.refuse('option_refused', format('unexpected "%s" in DROP TRIGGER', left(words[v_end], 40)),
      'Write drop trigger name on table.', at => v_end);
  end if;
end
$$;

comment on function sandbox.check_drop_trigger is 'Checks DROP TRIGGER after its first words.';

revoke all on function sandbox.check_drop_trigger from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_explain.sql
-- check_explain: Checks EXPLAIN [(options)] of a statement that reads or writes. ANALYZE runs the statement, so it is
-- allowed only for SELECT.
-- Called by: check_statement.
-- Errors: 42501 option_refused, into_refused.
create or replace function sandbox.check_explain(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer := at;
  v_analyzes boolean := false;
begin
  if words[v_at] = '(' then
    v_at := coalesce(array_position(words, ')', v_at), cardinality(words)) + 1;
  else
    while words[v_at] in ('analyze', 'analyse', 'verbose') loop
      v_at := v_at + 1;
    end loop;
  end if;
  v_analyzes := words[at:v_at - 1] && '{analyze,analyse}';
  if coalesce(words[v_at], '') not in ('select', 'values', 'with', 'insert', 'update', 'delete', '(')
    or (v_analyzes and (words[v_at] <> 'select' or words && '{insert,update,delete,merge}')) then
    perform sandbox.refuse('option_refused', 'EXPLAIN accepts only a query, and EXPLAIN ANALYZE only a SELECT',
      'Explain a query, without ANALYZE unless it is a SELECT.', at => at);
  end if;
  perform sandbox.check_query(words, kinds);
end
$$;

comment on function sandbox.check_explain is 'Checks EXPLAIN after its first word.';

revoke all on function sandbox.check_explain from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_grant.sql
-- check_grant: Checks GRANT and REVOKE of EXECUTE on functions of the app, to or from public, anon, authenticated and service_role.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_grant(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer := sandbox.expect_functions(app_id, words, at);
begin
  if words[v_at] is distinct from (case words[1] when 'grant' then 'to' else 'from' end)
    or array_position(sandbox.grantees(words, v_at + 1, words[1] = 'grant'), null) is not null
  then
    v_at := least(v_at + (words[v_at] in ('to', 'from'))::integer, cardinality(words));
    perform sandbox.refuse('option_refused', format('unexpected "%s" in %s', left(words[v_at], 40), upper(words[1])),
      sandbox.hint(app_id, 'execute'), at => v_at);
  end if;
  v_at := v_at + 1;
  while words[v_at + 1] = ',' loop
    v_at := v_at + 2;
  end loop;
  if v_at < cardinality(words)
    and not (v_at + 1 = cardinality(words) and words[1] = 'revoke' and words[v_at + 1] in ('cascade', 'restrict'))
  then
    perform sandbox.refuse('option_refused', format('unexpected "%s" in %s', left(words[v_at + 1], 40), upper(words[1])),
      'End the statement after the roles.', at => v_at + 1);
  end if;
end
$$;

comment on function sandbox.check_grant is 'Checks GRANT and REVOKE of EXECUTE after their first words.';

revoke all on function sandbox.check_grant from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_names.sql
-- check_names: Refuses the first name that leads out of the app (see name_problems). permitted are the positions of
-- names that are accepted, whatever they are.
-- Called by: read_sql, read_plpgsql and read_sql_body.
-- Errors: those of refuse_name.
create or replace function sandbox.check_names(app_id bigint, kinds "char"[], words text[], permitted integer[] default '{}')
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_found record;
begin
  select * into v_found from sandbox.name_problems(app_id, kinds, words) as problem where problem.at <> all (permitted) limit 1;
  if found then
    perform sandbox.refuse_name(app_id, v_found.problem, v_found.word, v_found.at);
  end if;
end
$$;

comment on function sandbox.check_names is 'Refuses the first name that leads out of the app.';

revoke all on function sandbox.check_names from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_policy.sql
-- check_policy: Checks CREATE, ALTER and DROP POLICY [IF EXISTS] name ON a table of the app. The names of reserved_policies
-- belong to the platform. TO may name only public and the roles that requests use.
-- Called by: check_statement.
-- Errors: 42501 isolation_is_fixed, option_refused, wrong_prefix; 42601 sql_unreadable.
create or replace function sandbox.check_policy(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_reserved constant text := platform.reserved_policies();
  v_name constant integer := sandbox.skip_words(words, at, '{if,exists}');
  v_at integer;
  v_role text;
begin
  if sandbox.bare_name(words[v_name]) ~ c_reserved then
    perform sandbox.refuse('isolation_is_fixed', format('the policy "%s" is reserved', left(words[v_name], 80)),
      'Leave it to the platform, and give your own policies other names.', at => v_name);
  elsif words[v_name + 1] is distinct from 'on' then
    perform sandbox.refuse('sql_unreadable', format('ON is missing after the policy "%s"', left(words[v_name], 80)),
      'Name the table of the policy after ON.', '42601', v_name + 1);
  end if;
  v_at := sandbox.expect_app_name(app_id, words, v_name + 2);
  if words[v_at:v_at + 1] = '{rename,to}' and sandbox.bare_name(words[v_at + 2]) ~ c_reserved then
    perform sandbox.refuse('isolation_is_fixed', 'the new policy name is reserved', 'Choose another name.', at => v_at + 2);
  end if;
  v_at := array_position(words, 'to', v_at);
  if v_at > coalesce(least(array_position(words, 'using', v_name), array_position(words, 'check', v_name)), v_at + 1)
    or words[v_at - 1] = 'rename'
  then
    return;
  end if;
  while v_at is not null loop
    v_role := trim(words[v_at + 1], '"');
    if v_role is null or v_role not in ('public', 'anon', 'authenticated', 'service_role', 'app_service') then
      perform sandbox.refuse('option_refused', format('TO cannot name "%s"', left(v_role, 40)),
        sandbox.hint(app_id, 'policy_role'), at => v_at + 1);
    end if;
    v_at := case when words[v_at + 2] = ',' then v_at + 2 end;
  end loop;
end
$$;

comment on function sandbox.check_policy is 'Checks CREATE, ALTER and DROP POLICY after their first words.';

revoke all on function sandbox.check_policy from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_query.sql
-- check_query: Refuses a query that creates a table: INTO anywhere except in INSERT INTO and MERGE INTO.
-- shift is the number of tokens before these.
-- Called by: check_statement, check_explain, check_code_part and read_sql_body.
-- Errors: 42501 into_refused.
create or replace function sandbox.check_query(words text[], kinds "char"[], shift integer default 0)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer;
begin
  foreach v_at in array array_positions(words, 'into') loop
    if kinds[v_at] = 'i' and coalesce(words[v_at - 1], '') not in ('insert', 'merge', '.') then
      perform sandbox.refuse('into_refused', 'SELECT INTO would create a table', 'Create the table, then use INSERT … SELECT.',
        at => v_at + shift);
    end if;
  end loop;
end
$$;

comment on function sandbox.check_query is 'Refuses a query that creates a table.';

revoke all on function sandbox.check_query from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_rename.sql
-- check_rename: Checks ALTER INDEX, which may only rename within the app's prefix, and ALTER VIEW … RENAME, which may also
-- rename a column.
-- Called by: check_statement and check_alter_view.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_rename(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := sandbox.expect_app_name(app_id, words, sandbox.skip_words(words, at, '{if,exists}'), or_index => true);
begin
  if words[v_at] is distinct from 'rename' then
    perform sandbox.refuse('option_refused', format('unexpected "%s": only RENAME is allowed here', left(words[v_at], 40)),
      'Rename it, or drop it and create it again.', at => v_at);
  elsif words[v_at + 1] = 'to' then
    perform sandbox.expect_app_name(app_id, words, v_at + 2, or_index => true);
  end if;
end
$$;

comment on function sandbox.check_rename is 'Checks ALTER VIEW and ALTER INDEX after their first words.';

revoke all on function sandbox.check_rename from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/check_trigger_name.sql
-- check_trigger_name: Refuses the name of a trigger of the platform, or one that PostgreSQL would not find.
-- Called by: check_create_trigger, check_drop_trigger, check_alter_trigger and check_alter_table.
-- Errors: 42501 statement_refused.
create or replace function sandbox.check_trigger_name(app_id bigint, words text[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if sandbox.bare_name(words[at]) ~ platform.reserved_triggers() then
    perform sandbox.refuse('statement_refused', format('the trigger "%s" belongs to the platform', left(sandbox.bare_name(words[at]), 80)),
      sandbox.hint(app_id, 'drop_trigger'), at => at);
  end if;
end
$$;

comment on function sandbox.check_trigger_name is 'Refuses the name of a trigger of the platform.';

revoke all on function sandbox.check_trigger_name from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check/name_problems.sql
-- name_problems: Returns the names that lead out of the app, wherever they appear: the prefix of another app, the catalog,
-- other schemas, types that name objects, names that PostgreSQL would truncate, and calls of functions that are not on the
-- allow-list. at is the position of the token.
-- A name before ( counts as a call if the app's SQL could reach a function of that name, unless it names an alias or a common
-- table expression with its columns. A name after a dot counts as a call if such a function accepts one argument; after the
-- alias of a table, if that argument is a row (see reads_function_row). The app's own functions may be called.
-- Each distinct name is looked up once; only the positions of a suspicious name are examined.
-- Called by: check_names and statement_refusals.
create or replace function sandbox.name_problems(app_id bigint, kinds "char"[], words text[])
returns table (at integer, word text, problem text)
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  v_of_an_app constant text := '^(?:' || platform.index_prefix() || ')?app_[0-9]';
  v_of_this_app constant text := '^(?:' || platform.index_prefix() || ')?' || platform.app_object(app_id, '');
  v_schemas constant oid[] := sandbox.reachable_schemas();
begin
  return query
  select place.position, place.word, place.problem
  from (
    select named.word, token.position::integer, case
      when named.problem is not null then named.problem
      when named.is_pg and near.after = '(' then case when not named.is_listed then 'function_refused' end
      when named.word = 'format' then
        case when near.after = '(' and (near.third_kind <> 'l' or near.third ~ '%[-$0-9]*(?:[0-9]{5,}|\*)'
          -- Each inserts a value, which may be wide.
          or char_length(near.third) - char_length(replace(near.third, '%', '')) > 100) then 'width_refused' end
      when named.word = 'pg_default' and near.before = 'tablespace' then null
      -- In set search_path of a function, which is left out.
      when named.word in ('pg_temp', 'pg_catalog') and near.before in ('=', 'to', ',') and near.after is distinct from '.'
        and 'search_path' = any (words) then null
      when named.is_pg then 'catalog_name'
      -- If an extension has a function of the same name, such as sign, the list means PostgreSQL's own.
      when named.is_own and near.before = '.' and near.before_2 = 'extensions' and near.after = '(' then 'function_refused'
      -- auth.users is left to check_accounts, which knows the statement.
      when named.is_schema and near.after = '.'
        and not (named.word = 'auth' and (near.third = 'users' or near.third in ('uid', 'jwt', 'role', 'email') and near.fourth = '('))
        then 'schema_refused'
      when named.word = 'moddatetime' and (near.before in ('function', 'procedure') or near.before_2 = 'extensions') then null
      when near.after = '(' and named.takes is not null
        and not (coalesce(near.before in ('as', 'with', 'recursive'), false) and kinds[token.position - 1] = 'i') then 'function_refused'
      -- (expression).name, $1.name and alias.name can also be calls of name.
      when near.before = '.' and (named.takes = 'row' or (named.takes = 'value'
        and (coalesce(kinds[token.position - 2] not in ('i', 'q'), true) or sandbox.reads_function_row(kinds, words, near.before_2))))
        then 'function_refused'
    end as problem
    from (
      select known.word, known.is_pg, known.is_listed, known.is_schema,
        case when not known.is_listed and not known.is_of_app then known.takes end as takes,
        known.is_listed and exists (
          select from pg_proc where proname = known.word and pronamespace = 'pg_catalog'::regnamespace and pronargs > 0
        ) as is_own,
        case
          when octet_length(known.word) > 63 then 'name_too_long'
          when known.folded ~ v_of_an_app and known.word !~ v_of_this_app then 'foreign_name'
          when known.folded ~ ('^(?:_?reg(?:class|proc|procedure|oper|operator|role|namespace|type|collation|dictionary)'
            || '|refcursor|_?pg_node_tree|_?aclitem)$') then 'type_refused'
        end as problem
      from (
        select each.word, lower(each.word) as folded, starts_with(each.word, platform.app_object(app_id, '')) as is_of_app,
          lower(each.word) ~ '^pg_|^information_schema$' as is_pg,
          exists (select from sandbox.allowed_functions where name = each.word) as is_listed,
          -- The keywords collect like json_agg, json_array from a query, but meter_aggregates does not know their arguments.
          case when each.word in ('json_array', 'json_arrayagg', 'json_objectagg') then 'other' else (
            select case min(case
                when pg_proc.pronargs = 0 or pg_proc.pronargs - pg_proc.pronargdefaults > 1 then 3
                when pg_type.typtype in ('c', 'p') then 1
                else 2
              end) when 1 then 'row' when 2 then 'value' when 3 then 'other' end
            from pg_proc left join pg_type on pg_type.oid = pg_proc.proargtypes[0]
            where pg_proc.proname = each.word and pg_proc.pronamespace = any (v_schemas)
          ) end as takes,
          each.word not in ('public', 'extensions') and exists (select from pg_namespace where nspname = each.word) as is_schema
        from (select distinct token.word from unnest(kinds, words) as token (kind, word) where token.kind in ('i', 'q')) as each
        offset 0
      ) as known
      offset 0
    ) as named
    join unnest(kinds, words) with ordinality as token (kind, word, position) on token.word = named.word and token.kind in ('i', 'q')
    cross join lateral (
      select words[token.position + 1] as after, words[token.position + 2] as third, kinds[token.position + 2] as third_kind,
        words[token.position + 3] as fourth, words[token.position - 1] as before, words[token.position - 2] as before_2
    ) as near
    where named.problem is not null or named.is_pg or named.takes is not null or named.is_schema or named.word = 'format'
      or (named.is_own and 'extensions' = any (words))
  ) as place
  where place.problem is not null
  order by place.position;

  if not found and array_to_string(words, ' ') ~* 'user_meta_?data' then
    return query
      select token.position::integer, token.word, 'user_metadata_refused'
      from unnest(kinds, words) with ordinality as token (kind, word, position)
      where token.kind = 'l' and token.word ~* 'user_meta_?data'
        -- The body of a function is read by itself.
        and not coalesce(words[token.position - 1] = 'as' and kinds[token.position - 1] = 'i', false)
      order by token.position;
  end if;
end
$$;

comment on function sandbox.name_problems is 'Returns the names in some SQL that lead out of the app.';

revoke all on function sandbox.name_problems from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/assigned_names.sql
-- assigned_names: Returns what a part of a PL/pgSQL body assigns and what may grow by it: place is the token after whose terminator its
-- size is checked. A literal, and arithmetic without calls, do not build long values.
-- Called by: read_plpgsql.
create or replace function sandbox.assigned_names(kinds "char"[], words text[], part sandbox.code_part)
returns setof text
language plpgsql
immutable
rows 1
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer;
  v_first integer;
  v_last integer := part.last;
begin
  if part.kind = 'assign' then
    v_at := sandbox.assignment_at(kinds, words, part.first);
    v_first := part.first;
    v_last := v_at - 1;
    -- Evaluating a subscript twice must change nothing.
    if words[v_first:v_last] @> '{(}' then
      v_last := array_position(words, '[', v_first) - 1;
    elsif not words[v_first:v_last] && '{[}' and sandbox.is_short(kinds, words, v_at + case when words[v_at] = ':' then 2 else 1 end,
      part.last)
    then
      return;
    end if;
    return next sandbox.written_names(kinds, words, v_first, v_last);
    return;
  elsif part.kind = 'for' and words[part.first] = 'for' then
    v_at := part.first;
    v_last := array_position(words, 'in', part.first) - 1;
    -- A range of integers; the loop declares its variable.
    if words[v_last + 2] in ('reverse') or words[v_last + 2] not in ('select', 'with', 'values', '(', 'insert', 'update', 'delete', 'merge')
    then
      return;
    end if;
  elsif part.kind in ('sql', 'fetch') then
    select max(place) into v_at from unnest(array_positions(words[part.first:part.last], 'into')) as each (offset_),
      lateral (select part.first - 1 + each.offset_) as found (place)
    where coalesce(words[place - 1], '') not in ('insert', 'merge', '.');
  end if;
  if v_at is null then
    return;
  end if;
  v_at := sandbox.skip_words(words, v_at + 1, '{strict}');
  loop
    v_first := v_at;
    exit when v_first > v_last or kinds[v_first] not in ('i', 'q', 'p');
    while words[v_at + 1] = '.' and v_at + 2 <= v_last loop
      v_at := v_at + 2;
    end loop;
    return next sandbox.written_names(kinds, words, v_first, v_at);
    exit when v_at + 1 > v_last or words[v_at + 1] <> ',';
    v_at := v_at + 2;
  end loop;
end
$$;

comment on function sandbox.assigned_names is 'Returns what a part of a PL/pgSQL body assigns and what may grow by it.';

revoke all on function sandbox.assigned_names from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/assignment_at.sql
-- assignment_at: Returns the position of := or = if a statement of PL/pgSQL that begins at a position is an assignment, or null. A
-- variable may have the name of a keyword that PL/pgSQL does not reserve; the assignment then wins, as in PostgreSQL.
-- Called by: code_part_at and assigned_names.
create or replace function sandbox.assignment_at(kinds "char"[], words text[], at integer)
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_reserved constant text[] := '{all,begin,by,case,declare,else,end,execute,for,foreach,from,if,in,into,loop,not,null,or,strict,then,to,'
    'using,when,while}';
  v_at integer := at + 1;
begin
  if kinds[at] not in ('i', 'q', 'p') or words[at] = any (c_reserved) then
    return null;
  end if;
  while v_at < cardinality(words) loop
    if words[v_at] = '.' and kinds[v_at + 1] in ('i', 'q') then
      v_at := v_at + 2;
    elsif words[v_at] = '[' then
      v_at := sandbox.closing_bracket(words, v_at) + 1;
    else
      return case when words[v_at] = '=' or words[v_at:v_at + 1] = '{:,=}' then v_at end;
    end if;
  end loop;
  return null;
end
$$;

comment on function sandbox.assignment_at is 'Returns the position of := or = if a statement of PL/pgSQL is an assignment.';

revoke all on function sandbox.assignment_at from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/check_code_part.sql
-- check_code_part: Checks one part of a PL/pgSQL body. Names and calls are checked for the whole body.
-- cursors are the names of the cursors that the body declares.
-- Called by: read_plpgsql.
-- Errors: 42501 option_refused, statement_refused, into_refused, schema_refused; 42601 sql_unreadable.
create or replace function sandbox.check_code_part(app_id bigint, kinds "char"[], words text[], part sandbox.code_part, cursors text[])
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_query integer;
begin
  case part.kind
    when 'conditions' then
      perform sandbox.check_conditions(words, part.first, part.last);
    when 'raise' then
      perform sandbox.check_raise(kinds, words, part.first, part.last);
    when 'declaration' then
      perform sandbox.check_declaration(kinds, words, part.first, part.last);
    when 'for' then
      perform sandbox.check_loop(kinds, words, part.first, part.last, cursors);
    when 'open', 'fetch', 'move', 'close' then
      if not words[part.first + 1:part.last] && cursors or (part.kind = 'open' and 'for' = any (words[part.first:part.last])) then
        perform sandbox.refuse('statement_refused', format('%s is allowed only for a cursor that is declared with its query',
          upper(part.kind)), 'Declare it with its query: name cursor for select …, and open name.', at => part.first);
      end if;
    when 'return' then
      v_query := case when words[part.first + 1] = 'query' then part.first + 2 end;
      perform sandbox.check_query_start(words, v_query);
    else
      null;
  end case;
  if part.kind not in ('sql', 'fetch', 'get') then
    perform sandbox.check_query(words[part.first:part.last], kinds[part.first:part.last], part.first - 1);
  end if;
  perform sandbox.check_accounts(app_id, words[part.first:part.last], 'body', part.first - 1);
end
$$;

comment on function sandbox.check_code_part is 'Checks one part of a PL/pgSQL body.';

revoke all on function sandbox.check_code_part from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/check_conditions.sql
-- check_conditions: Checks the conditions of an exception handler. Those that end a call at its time limit cannot be caught: class 57,
-- and assert_failure. WHEN OTHERS does not include the first and the last; PostgreSQL resolves other names.
-- Called by: check_code_part.
-- Errors: 42501 option_refused.
create or replace function sandbox.check_conditions(words text[], first integer, last integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_fixed constant text[] := '{operator_intervention,query_canceled,admin_shutdown,crash_shutdown,cannot_connect_now,database_dropped,'
    'idle_session_timeout,assert_failure}';
begin
  for v_at in first + 1 .. last loop
    if sandbox.bare_name(words[v_at]) = any (c_fixed)
      or (sandbox.bare_name(words[v_at - 1]) = 'sqlstate' and (words[v_at] !~ '^''[0-9A-Z]{5}''$' or words[v_at] ~ '^''(?:57|P0004)'))
    then
      perform sandbox.refuse('option_refused', format('%s cannot be caught', left(words[v_at], 40)),
        'Catch other conditions, or others: the limits of a call end it.', at => v_at);
    end if;
  end loop;
end
$$;

comment on function sandbox.check_conditions is 'Checks the conditions of an exception handler.';

revoke all on function sandbox.check_conditions from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/check_create_function.sql
-- check_create_function: Checks CREATE [OR REPLACE] FUNCTION up to its body, which function_ddl reads. Arguments may have defaults,
-- but those cannot call functions of the app: a default is evaluated before the function is entered. Polymorphic types are refused,
-- because the wrapper of a function (platform.wrapper_ddl) cannot have them.
-- Called by: check_statement.
-- Errors: those of function_header; 42501 option_refused.
create or replace function sandbox.check_create_function(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_header record;
  v_at integer;
begin
  select * into v_header from sandbox.function_header(app_id, words, kinds, at);
  select at + called - 1 into v_at from sandbox.own_calls(app_id, words[at:v_header.returned]) as called
  where at + called - 1 <> v_header.name limit 1;
  if v_at is null then
    select min(place) into v_at from generate_series(v_header.name + 1, v_header.returned) as place
    where words[place] ~ '^any(?:element|array|nonarray|enum|range|multirange|compatible.*)$';
    if v_at is not null then
      perform sandbox.refuse('option_refused', format('a function of an app cannot have the type "%s"', words[v_at]),
        'Name the types, and write one function for each; functions with different arguments may share a name.', at => v_at);
    end if;
  else
    perform sandbox.refuse('option_refused', format('the default of an argument calls "%s"', left(words[v_at], 80)),
      'Let the default be null, and call the function in the body.', at => v_at);
  end if;
end
$$;

comment on function sandbox.check_create_function is 'Checks CREATE FUNCTION up to its body.';

revoke all on function sandbox.check_create_function from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/check_cursors.sql
-- check_cursors: Returns the names of the cursors that a PL/pgSQL body declares. A cursor variable holds the name of a portal, so a body
-- that could assign one could read from any portal of the session, also one of the platform. So the name of a cursor may only be
-- opened, fetched from, moved, closed and looped over.
-- Called by: read_plpgsql.
-- Errors: 42501 option_refused.
create or replace function sandbox.check_cursors(kinds "char"[], words text[], parts sandbox.code_part[])
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_names constant text[] := array(
    select words[part.first] from unnest(parts) as part
    where part.kind = 'declaration' and sandbox.cursor_at(words, part.first) is not null);
  v_at integer;
begin
  if v_names = '{}' then
    return v_names;
  end if;
  select token.position into v_at
  from unnest(kinds, words) with ordinality as token (kind, word, position)
  where token.kind in ('i', 'q')
    and sandbox.bare_name(token.word) = any (array(select sandbox.bare_name(name) from unnest(v_names) as name))
    and coalesce(words[token.position - 1], '') not in ('open', 'close', 'fetch', 'move', 'from', 'in', 'of')
    and not (coalesce(words[token.position - 1], '') in ('next', 'prior', 'first', 'last', 'all', 'forward', 'backward'))
    and not exists (select from unnest(parts) as part where part.kind = 'declaration' and part.first = token.position)
  limit 1;
  if v_at is not null then
    perform sandbox.refuse('option_refused', format('the cursor "%s" can only be opened, fetched from, moved, closed and looped over',
      left(words[v_at], 40)), 'Give the cursor a name that nothing else has.', at => v_at);
  end if;
  return v_names;
end
$$;

comment on function sandbox.check_cursors is 'Returns the names of the cursors that a PL/pgSQL body declares.';

revoke all on function sandbox.check_cursors from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/check_declaration.sql
-- check_declaration: Checks a declaration of PL/pgSQL: a cursor needs its query. What a type may be is decided by check_names.
-- Called by: check_code_part.
-- Errors: 42501 statement_refused.
create or replace function sandbox.check_declaration(kinds "char"[], words text[], first integer, last integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_cursor constant integer := sandbox.cursor_at(words, first);
  v_query integer;
begin
  if v_cursor is not null then
    v_query := case when words[v_cursor + 1] = '(' then sandbox.closing_bracket(words, v_cursor + 1) + 1 else v_cursor + 1 end;
    if words[v_query] in ('for', 'is') then
      perform sandbox.check_query_start(words, v_query + 1);
    end if;
  end if;
end
$$;

comment on function sandbox.check_declaration is 'Checks a declaration of PL/pgSQL.';

revoke all on function sandbox.check_declaration from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/check_loop.sql
-- check_loop: Checks FOR and FOREACH: a range of integers, a query, a declared cursor, or the elements of an array.
-- Called by: check_code_part.
-- Errors: 42501 statement_refused.
create or replace function sandbox.check_loop(kinds "char"[], words text[], first integer, last integer, cursors text[])
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_in constant integer := array_position(words, 'in', first);
  v_depth integer := 0;
begin
  if words[first] = 'foreach' or words[v_in + 1] = any (cursors) then
    return;
  end if;
  -- a..b: the lexer reads 1..b as 1. and .b, and a..9 as a . .9.
  for v_at in v_in + 1 .. last - 1 loop
    v_depth := v_depth + case when words[v_at] in ('(', '[') then 1 when words[v_at] in (')', ']') then -1 else 0 end;
    if v_depth = 0 and words[v_at] ~ '^(?:[0-9].*)?\.$' and words[v_at + 1] like '.%' and words[v_in + 1] <> 'execute' then
      return;
    end if;
  end loop;
  perform sandbox.check_query_start(words, coalesce(v_in, last) + 1);
end
$$;

comment on function sandbox.check_loop is 'Checks FOR and FOREACH of PL/pgSQL.';

revoke all on function sandbox.check_loop from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/check_query_start.sql
-- check_query_start: Refuses what is no query or change of rows where PL/pgSQL expects one, such as EXECUTE. at is its first word; null
-- is accepted.
-- Called by: check_code_part, check_loop, check_declaration and read_sql_body.
-- Errors: 42501 statement_refused.
create or replace function sandbox.check_query_start(words text[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if at is not null and coalesce(words[at] not in ('select', 'values', 'with', 'insert', 'update', 'delete', 'merge', '('), true) then
    perform sandbox.refuse('statement_refused', format('"%s" is not an allowed statement in a function', upper(left(words[at], 60))),
      case words[at]
        when 'execute' then 'Write the statement itself, with the names of its tables: SQL that is built as text is not offered.'
        else 'Use SELECT, VALUES, WITH, INSERT, UPDATE, DELETE or MERGE.'
      end, at => at);
  end if;
end
$$;

comment on function sandbox.check_query_start is 'Refuses what is no query or change of rows.';

revoke all on function sandbox.check_query_start from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/check_raise.sql
-- check_raise: Checks RAISE: the level, the condition or SQLSTATE, the number of values and the options. The errcode must be a literal.
-- Called by: check_code_part.
-- Errors: 42501 option_refused.
create or replace function sandbox.check_raise(kinds "char"[], words text[], first integer, last integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_levels constant text[] := '{debug,log,info,notice,warning,exception}';
  v_at integer := first + case when words[first + 1] = any (c_levels) then 2 else 1 end;
  v_end integer;
  v_values integer := 0;
  v_wrong integer;
begin
  v_end := sandbox.code_end(kinds, words[:last] || '{using}'::text[], v_at, '{using}');
  if v_at < v_end and kinds[v_at] = 'l' then
    for v_value in v_at + 1 .. v_end - 1 loop
      v_values := v_values + (words[v_value] = ',')::integer;
    end loop;
    v_wrong := case when v_values > 20 then v_at end;
  elsif v_at < v_end then
    v_wrong := case
      when sandbox.bare_name(words[v_at]) = 'sqlstate' then
        case when v_at + 1 < v_end and sandbox.is_own_condition(substring(words[v_at + 1] from '^''([0-9A-Z]{5})''$')) is true then null
          else v_at + 1 end
      when not sandbox.is_own_condition(sandbox.bare_name(words[v_at])) then v_at
    end;
  end if;
  v_at := v_end + 1;
  while v_wrong is null and v_at <= last loop
    v_end := sandbox.code_end(kinds, words[:last] || '{;}'::text[], v_at, '{",",;}');
    if words[v_at] not in ('message', 'detail', 'hint', 'errcode', 'column', 'constraint', 'table', 'datatype', 'schema') then
      v_wrong := v_at;
    elsif words[v_at] = 'errcode' and (words[v_end - 2] not in ('=') or v_end - v_at not in (3, 4)
      or sandbox.is_own_condition(substring(words[v_end - 1] from '^''([A-Za-z0-9_]+)''$')) is not true)
    then
      v_wrong := v_at;
    end if;
    v_at := v_end + 1;
  end loop;
  if v_wrong is not null then
    perform sandbox.refuse('option_refused',
      case when v_values > 20 then 'RAISE has more than 20 values' else format('RAISE cannot use %s here', left(words[v_wrong], 40)) end,
      'Raise P0001, P0002, 42501, a condition of class 22 or 23, or a SQLSTATE from PT400 to PT499, each written as a literal, with '
      'message, detail and hint.', at => v_wrong);
  end if;
end
$$;

comment on function sandbox.check_raise is 'Checks RAISE.';

revoke all on function sandbox.check_raise from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/code_end.sql
-- code_end: Returns the position of the first of some words outside parentheses and brackets: there PL/pgSQL ends an expression or a
-- statement. Brackets that do not match, or with a semicolon inside, are refused, so that both read the same parts.
-- Called by: code_part_at, check_raise and read_sql_body.
-- Errors: 42601 sql_unreadable.
create or replace function sandbox.code_end(kinds "char"[], words text[], at integer, until text[])
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_open text[] := '{}';
begin
  for v_at in at .. cardinality(words) loop
    if v_open = '{}' and words[v_at] = any (until) then
      return v_at;
    elsif kinds[v_at] <> 'o' then
      continue;
    elsif words[v_at] in ('(', '[') then
      v_open := v_open || words[v_at];
    elsif words[v_at] in (')', ']') and (words[v_at] = ')') = (v_open[cardinality(v_open)] = '(') then
      v_open := trim_array(v_open, 1);
    elsif words[v_at] in (')', ']', ';') then
      perform sandbox.refuse('sql_unreadable', format('unexpected "%s" in the body of the function', words[v_at]),
        'Close every parenthesis, statement and expression.', '42601', v_at);
    end if;
  end loop;
  perform sandbox.refuse('sql_unreadable', format('"%s" is missing in the body of the function', upper(until[1])),
    'Close every parenthesis, statement and expression.', '42601', at);
  return null;
end
$$;

comment on function sandbox.code_end is 'Returns the position of the first of some words outside parentheses.';

revoke all on function sandbox.code_end from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/code_part_at.sql
-- code_part_at: Returns the part of a PL/pgSQL body that begins at a position. declares tells whether declarations are read, block is
-- the innermost open block.
-- Called by: code_parts.
-- Errors: 42501 statement_refused, 42601 sql_unreadable.
create or replace function sandbox.code_part_at(kinds "char"[], words text[], at integer, declares boolean, block text)
returns sandbox.code_part
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_word constant text := words[at];
  c_end constant text[] := '{;}';
  v_end integer;
begin
  if words[at:at + 1] = '{<,<}' and words[at + 3:at + 4] = '{>,>}' then
    return row('label', at, at + 4)::sandbox.code_part;
  elsif declares and c_word not in ('begin', 'declare') then
    return row('declaration', at, sandbox.code_end(kinds, words, at, c_end) - 1)::sandbox.code_part;
  elsif sandbox.assignment_at(kinds, words, at) is not null then
    return row('assign', at, sandbox.code_end(kinds, words, at, c_end) - 1)::sandbox.code_part;
  elsif c_word in ('begin', 'loop', 'else') or (c_word = 'case' and words[at + 1] = 'when') then
    return row(case c_word when 'case' then 'expression' else 'begin' end, at, at)::sandbox.code_part;
  elsif c_word = 'declare' or words[at:at + 1] = '{exception,when}' then
    return row(c_word, at, at)::sandbox.code_part;
  elsif c_word = 'end' then
    v_end := array_position(words, ';', at);
    if coalesce(v_end, cardinality(words)) - at > 3 then
      perform sandbox.refuse('sql_unreadable', format('unexpected "%s" after END', left(words[at + 1], 40)),
        'End the block with END and a semicolon.', '42601', at + 1);
    end if;
    return row('end', at, coalesce(v_end, cardinality(words)))::sandbox.code_part;
  elsif c_word = 'when' and block = 'handlers' then
    return row('conditions', at, sandbox.code_end(kinds, words, at, '{then}') - 1)::sandbox.code_part;
  elsif c_word in ('if', 'elsif', 'elseif', 'when') then
    return row('expression', at, sandbox.code_end(kinds, words, at + 1, '{then}') - 1)::sandbox.code_part;
  elsif c_word = 'case' then
    return row('expression', at, sandbox.code_end(kinds, words, at + 1, '{when}') - 1)::sandbox.code_part;
  elsif c_word in ('while', 'for', 'foreach') then
    v_end := sandbox.code_end(kinds, words, at + 1, '{loop}');
    return row(case c_word when 'while' then 'expression' else 'for' end, at, v_end - 1)::sandbox.code_part;
  elsif c_word in ('select', 'values', 'with', 'insert', 'update', 'delete', 'merge') then
    return row('sql', at, sandbox.code_end(kinds, words, at, c_end) - 1)::sandbox.code_part;
  elsif c_word in ('perform', 'assert', 'raise', 'return', 'exit', 'continue', 'get', 'open', 'fetch', 'move', 'close', 'null') then
    return row(c_word, at, sandbox.code_end(kinds, words, at, c_end) - 1)::sandbox.code_part;
  end if;
  perform sandbox.refuse('statement_refused', format('"%s" is not an allowed statement in a function', upper(left(c_word, 60))),
    case
      when c_word = 'execute' then 'Write the statement itself, with the names of its tables: SQL that is built as text is not offered.'
      when c_word in ('commit', 'rollback', 'savepoint') then 'Leave it out: every call is one transaction. A block with EXCEPTION undoes '
        'what failed in it.'
      when c_word = 'call' then 'Call a function: perform name(arguments).'
      else 'Use queries and changes of rows, assignments, IF, CASE, loops, RETURN, RAISE and PERFORM.'
    end, at => at);
end
$$;

comment on function sandbox.code_part_at is 'Returns the part of a PL/pgSQL body that begins at a position.';

revoke all on function sandbox.code_part_at from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/code_parts.sql
-- code_parts: Returns the parts of a PL/pgSQL body in their order, read as pl_gram.y reads it: a part ends at its first terminator
-- outside parentheses. PostgreSQL checks that blocks match. Default deny: a statement that is not listed is refused.
-- kinds: declaration; begin (also loop and else); expression, of IF, CASE, WHEN, WHILE; conditions, those of an exception handler;
-- for, up to LOOP; assign; sql, a query or a change of rows; and the first word of any other statement. last is before the semicolon.
-- Called by: read_plpgsql.
-- Errors: 42501 statement_refused, 42601 sql_unreadable.
create or replace function sandbox.code_parts(kinds "char"[], words text[])
returns setof sandbox.code_part
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_last constant integer := cardinality(words);
  -- The blocks that are open: begin, handlers, if, case or loop.
  v_open text[] := '{}';
  v_declares boolean := false;
  v_at integer := 1;
  v_part sandbox.code_part;
begin
  while words[v_at] = '#' and words[v_at + 1] in ('variable_conflict', 'print_strict_params') loop
    v_at := v_at + 3;
  end loop;
  while v_at <= c_last loop
    v_part := sandbox.code_part_at(kinds, words, v_at, v_declares, v_open[cardinality(v_open)]);
    return next v_part;
    v_declares := (v_declares and v_part.kind in ('declaration', 'label')) or v_part.kind = 'declare';
    case
      when words[v_at] = 'end' and v_part.kind = 'end' then
        v_open := v_open[:cardinality(v_open) - 1];
      when v_part.kind in ('expression', 'begin', 'for') and words[v_at] in ('begin', 'if', 'case', 'loop', 'while', 'for', 'foreach') then
        v_open := v_open || words[v_at];
      when v_part.kind = 'exception' then
        v_open[cardinality(v_open)] := 'handlers';
      else null;
    end case;
    -- The terminator belongs to the part, except WHEN after CASE, which begins the next.
    v_at := case
      when v_part.kind in ('label', 'begin', 'exception', 'declare', 'end') or (v_part.kind = 'expression' and words[v_at] = 'case')
        then v_part.last + 1
      else v_part.last + 2
    end;
  end loop;
end
$$;

comment on function sandbox.code_parts is 'Returns the parts of a PL/pgSQL body.';

revoke all on function sandbox.code_parts from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/cursor_at.sql
-- cursor_at: Returns the position of CURSOR in a declaration of PL/pgSQL that begins at a position, or null.
-- Called by: check_declaration, check_cursors and is_declared_wide.
create or replace function sandbox.cursor_at(words text[], first integer)
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when words[first + 1] = 'cursor' then first + 1
    when words[first + 1:first + 2] = '{scroll,cursor}' then first + 2
    when words[first + 1:first + 3] = '{no,scroll,cursor}' then first + 3
  end;
end
$$;

comment on function sandbox.cursor_at is 'Returns the position of CURSOR in a declaration.';

revoke all on function sandbox.cursor_at from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/function_ddl.sql
-- function_ddl: Returns the DDL that is run for CREATE FUNCTION: the function in schema code, SECURITY DEFINER whatever it declares,
-- with the fixed settings and the rewritten body. default_transaction_deferrable tells that the app declared it SECURITY DEFINER
-- (see access.passes_row_security); install_functions decides who owns it. Only what was read is in it: nothing else of the statement
-- is passed on.
-- A refusal in the body carries the position of the literal and, after +, the characters of the literal before it.
-- Called by: check_statement.
-- Errors: those of function_header, literal_text and read_code; 42501 option_refused.
create or replace function sandbox.function_ddl(
  app_id bigint,
  kinds "char"[],
  texts text[],
  words text[],
  parameters jsonb,
  at integer
)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_spaces constant text := e' \t\n\r\f\v';
  v_header record;
  v_literal text;
  v_body text;
  v_error sandbox.refusal;
  v_inside text;
begin
  select * into v_header from sandbox.function_header(app_id, words, kinds, at);
  if words[v_header.body] = 'return' then
    v_literal := quote_literal('select'
      || array_to_string(texts[v_header.body + 1:], ''));
  else
    v_literal := ltrim(texts[v_header.body], c_spaces);
  end if;
  begin
    v_body := sandbox.literal_text(v_literal, null);
    v_body := sandbox.read_code(app_id, v_header.language, v_body,
      sandbox.wide_arguments(words[v_header.name + 2:v_header.closes - 1], kinds[v_header.name + 2:v_header.closes - 1])
        -- A trigger may write to its own table. NEW is null where there is no new row.
        || case when words[v_header.returned] = 'trigger' then '{new}'::text[] else '{}' end);
  exception when others then
    get stacked diagnostics v_error.code = returned_sqlstate, v_error.message = message_text,
      v_error.detail = pg_exception_detail, v_error.hint = pg_exception_hint, v_inside = column_name;
    raise exception using errcode = v_error.code, message = v_error.message, detail = v_error.detail, hint = v_error.hint,
      column = case when v_inside = '' or words[v_header.body] = 'return' then v_header.body::text
        else v_header.body || '+' || sandbox.literal_offset(v_literal, v_inside::integer) end;
  end;
  return format('create%s function code.%I%s language %s%s security definer set search_path = code, public, extensions, pg_temp '
    'set standard_conforming_strings = on%s as %s',
    case when words[2] = 'or' then ' or replace' else '' end,
    words[v_header.name],
    sandbox.assemble(kinds[v_header.name + 1:v_header.returned], texts[v_header.name + 1:v_header.returned],
      words[v_header.name + 1:v_header.returned],
      sandbox.rewrite(app_id, kinds[v_header.name + 1:v_header.returned], texts[v_header.name + 1:v_header.returned],
        words[v_header.name + 1:v_header.returned], null, 1), parameters),
    v_header.language, v_header.options,
    case when v_header.is_definer then ' set default_transaction_deferrable = on' else '' end,
    quote_literal(v_body));
end
$$;

comment on function sandbox.function_ddl is 'Returns the DDL that is run for CREATE FUNCTION.';

revoke all on function sandbox.function_ddl from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/function_header.sql
-- function_header: Reads CREATE FUNCTION up to its end and returns its parts: the positions of its name, of the parentheses of its
-- arguments, of the last word of what it returns (closes if it returns nothing) and of its body, a literal or RETURN; its language;
-- whether it is declared SECURITY DEFINER; and the options that are kept.
-- Default deny: an option that is not listed is refused. SET search_path is accepted with any value, because every function of an
-- app has the same; PARALLEL is accepted and left out, because what the platform adds to a body is not safe in parallel.
-- Called by: check_create_function and function_ddl.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.function_header(
  app_id bigint,
  words text[],
  kinds "char"[],
  at integer,
  out name integer,
  out closes integer,
  out returned integer,
  out body integer,
  out language text,
  out is_definer boolean,
  out options text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_last constant integer := cardinality(words);
  v_at integer;
  v_next integer;
begin
  name := sandbox.expect_app_name(app_id, words, at) - 1;
  closes := case when words[name + 1] = '(' then sandbox.closing_bracket(words, name + 1) end;
  if closes is null then
    perform sandbox.refuse('option_refused', format('unexpected "%s" after the name of the function', left(words[name + 1], 40)),
      'Write create function name(arguments) returns type language plpgsql as, and the body as a string.', at => least(name + 1, c_last));
  end if;
  options := '';
  is_definer := false;
  returned := sandbox.return_type_end(words, closes);
  v_at := returned + 1;
  while v_at <= c_last loop
    if words[v_at] = 'return' or (words[v_at] = 'as' and kinds[v_at + 1] = 'l' and words[v_at + 2] is distinct from ',') then
      body := case when words[v_at] = 'as' then v_at + 1 else v_at end;
      v_next := case when words[v_at] = 'as' then v_at + 2 else c_last + 1 end;
    elsif words[v_at] = 'language' then
      language := lower(trim(words[v_at + 1], '''"'));
      v_next := v_at + 2;
    elsif words[v_at] in ('security', 'external') then
      v_next := v_at + case when words[v_at] = 'external' then 3 else 2 end;
      is_definer := words[v_next - 1] = 'definer';
    else
      v_next := sandbox.function_option_end(app_id, words, kinds, v_at);
      if words[v_at] not in ('set', 'parallel') then
        options := options || ' ' || array_to_string(words[v_at:v_next - 1], ' ');
      end if;
    end if;
    v_at := v_next;
  end loop;
  language := coalesce(language, case when words[body] = 'return' then 'sql' end);
  if language is null or body is null then
    perform sandbox.refuse('option_refused', 'the function has no language or no body',
      'Write language plpgsql, and the body as a string after AS.', at => c_last);
  elsif language not in ('sql', 'plpgsql') or (language = 'plpgsql' and words[body] = 'return') then
    perform sandbox.refuse('option_refused', format('functions in the language "%s" are not offered', left(language, 40)),
      'Write the function in sql or plpgsql.', at => array_position(words, 'language', returned));
  end if;
end
$$;

comment on function sandbox.function_header is 'Reads CREATE FUNCTION and returns its parts.';

revoke all on function sandbox.function_header from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/function_option_end.sql
-- function_option_end: Returns the position after an option of CREATE FUNCTION that begins at a position.
-- Called by: function_header.
-- Errors: 42501 option_refused.
create or replace function sandbox.function_option_end(app_id bigint, words text[], kinds "char"[], at integer)
returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer;
begin
  if words[at] in ('immutable', 'stable', 'volatile', 'strict') then
    return at + 1;
  elsif words[at:at + 1] = '{not,leakproof}' then
    return at + 2;
  elsif words[at:at + 3] = '{called,on,"null",input}' then
    return at + 4;
  elsif words[at:at + 4] = '{returns,"null",on,"null",input}' then
    return at + 5;
  elsif words[at] in ('cost', 'rows') and kinds[at + 1] = 'n' then
    return at + 2;
  elsif words[at] = 'parallel' and words[at + 1] in ('safe', 'unsafe', 'restricted') then
    return at + 2;
  elsif words[at:at + 1] = '{set,search_path}' and words[at + 2] in ('to', '=') then
    v_at := at + 4;
    while words[v_at] = ',' loop
      v_at := v_at + 2;
    end loop;
    return v_at;
  elsif words[at:at + 3] = '{set,search_path,from,current}' then
    return at + 4;
  end if;
  perform sandbox.refuse('option_refused',
    format('"%s" is not allowed in CREATE FUNCTION', left(concat_ws(' ', words[at], words[at + 1]), 80)),
    case
      when words[at:at + 1] = '{begin,atomic}' then 'Write the body as a string after AS.'
      when words[at] = 'set' then 'Remove it: every function of an app runs with the same settings. Only set search_path is accepted.'
      when words[at] = 'as' then 'Write the body as one string after AS.'
      else 'Use LANGUAGE, IMMUTABLE, STABLE, VOLATILE, STRICT, SECURITY, COST, ROWS, PARALLEL, SET search_path and AS.'
    end, at => at);
  return null;
end
$$;

comment on function sandbox.function_option_end is 'Returns the position after an option of CREATE FUNCTION.';

revoke all on function sandbox.function_option_end from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/is_declared_wide.sql
-- is_declared_wide: Returns whether a declaration of PL/pgSQL gives its variable a value that may be long. A block that calls itself holds
-- the variables of every level, and PostgreSQL computes a constant expression once, so that count_bytes counts it once.
-- Called by: read_plpgsql.
create or replace function sandbox.is_declared_wide(kinds "char"[], words text[], first integer, last integer)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_default integer;
begin
  if sandbox.cursor_at(words, first) is not null then
    return false;
  end if;
  select min(place) into v_default from generate_series(first + 1, last) as place where words[place] in ('=', 'default');
  return v_default is not null and not sandbox.is_short(kinds, words, v_default + 1, last);
end
$$;

comment on function sandbox.is_declared_wide is 'Returns whether a declaration gives its variable a value that may be long.';

revoke all on function sandbox.is_declared_wide from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/is_own_condition.sql
-- is_own_condition: Returns whether the code of an app may raise a condition, by its SQLSTATE or its name: P0001, P0002, 42501, classes
-- 22 and 23, and PT4xx, for which the Data API returns that status. PGRST would set headers, and so cookies of the origin that all
-- apps share; class 57 is for the limits.
-- Called by: check_raise.
create or replace function sandbox.is_own_condition(condition text)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return condition ~ '^(?:P0001|P0002|42501|2[23][0-9A-Z]{3}|PT4[0-9]{2})$'
    or condition = any ('{raise_exception,no_data_found,insufficient_privilege,data_exception,array_subscript_error,'
      'character_not_in_repertoire,datetime_field_overflow,division_by_zero,error_in_assignment,escape_character_conflict,'
      'indicator_overflow,interval_field_overflow,invalid_argument_for_logarithm,invalid_argument_for_ntile_function,'
      'invalid_argument_for_nth_value_function,invalid_argument_for_power_function,invalid_argument_for_width_bucket_function,'
      'invalid_character_value_for_cast,invalid_datetime_format,invalid_escape_character,invalid_escape_octet,invalid_escape_sequence,'
      'nonstandard_use_of_escape_character,invalid_indicator_parameter_value,invalid_parameter_value,invalid_regular_expression,'
      'invalid_row_count_in_limit_clause,invalid_row_count_in_result_offset_clause,invalid_time_zone_displacement_value,'
      'invalid_use_of_escape_character,most_specific_type_mismatch,null_value_not_allowed,null_value_no_indicator_parameter,'
      'numeric_value_out_of_range,sequence_generator_limit_exceeded,string_data_length_mismatch,string_data_right_truncation,'
      'substring_error,trim_error,unterminated_c_string,zero_length_character_string,floating_point_exception,'
      'invalid_text_representation,invalid_binary_representation,bad_copy_file_format,untranslatable_character,'
      'integrity_constraint_violation,restrict_violation,not_null_violation,foreign_key_violation,unique_violation,check_violation,'
      'exclusion_violation}'::text[]);
end
$$;

comment on function sandbox.is_own_condition is 'Returns whether the code of an app may raise a condition.';

revoke all on function sandbox.is_own_condition from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/is_short.sql
-- is_short: Returns whether an expression builds no long value: one literal, or arithmetic and functions that return short values, with
-- names and numbers.
-- Called by: assigned_names and is_declared_wide.
create or replace function sandbox.is_short(kinds "char"[], words text[], first integer, last integer)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_short constant text[] := '{now,clock_timestamp,gen_random_uuid,random,length,char_length,octet_length,cardinality,abs,round,floor,ceil,'
    'extract,date_trunc,age,exists,uid}';
begin
  if first = last then
    return kinds[first] in ('n', 'l') or words[first] in ('true', 'false', 'null');
  end if;
  return (words[first:last] && '{+,-,*,/,%,<,>,=,and,or,not,is}' or words[first] = any (c_short || 'auth'::text)) and not exists (
    select from generate_series(first, last) as place
    where case kinds[place]
      when 'i' then words[place] in ('case', 'array', 'row', 'select')
        or (words[place + 1] = '(' and words[place] <> all (c_short || '{and,or,not}'))
      when 'q' then words[place + 1] = '('
      when 'n' then false
      when 'l' then false
      else words[place] not in ('+', '-', '*', '/', '%', '<', '>', '=', '(', ')', '.', ',')
    end
  );
end
$$;

comment on function sandbox.is_short is 'Returns whether an expression builds no long value.';

revoke all on function sandbox.is_short from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/literal_offset.sql
-- literal_offset: Returns how many characters of a string literal precede a position of its meaning. Exact unless it has escapes (E'').
-- Called by: function_ddl.
create or replace function sandbox.literal_offset(literal text, "position" integer)
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_quote constant text := substring(literal from '^\$[^$]*\$');
  v_before text;
begin
  if v_quote is not null then
    return char_length(v_quote) + position - 1;
  end if;
  v_before := left(sandbox.literal_text(literal, null), position - 1);
  return 1 + char_length(v_before) + char_length(v_before) - char_length(replace(v_before, '''', ''));
end
$$;

comment on function sandbox.literal_offset is 'Returns how many characters of a string literal precede a position of its meaning.';

revoke all on function sandbox.literal_offset from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/literal_text.sql
-- literal_text: Returns what a string literal means: dollar-quoted, plain or with escapes (E''), of which only \\, \', \n, \r and
-- \t are read.
-- Called by: function_ddl and literal_offset.
-- Errors: 42601 sql_unreadable.
create or replace function sandbox.literal_text(literal text, at integer)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_quote constant text := substring(literal from '^\$[^$]*\$');
  v_inside constant text := substring(literal from '^[eE]?''(.*)''$');
begin
  if v_quote is not null then
    return substr(literal, 1 + char_length(v_quote), char_length(literal) - 2 * char_length(v_quote));
  elsif v_inside is null or (literal ~ '^[eE]' and replace(v_inside, '\\', '') ~ '\\[^nrt'']') then
    perform sandbox.refuse('sql_unreadable', 'the body is written in a way that is not supported',
      'Write the body as a dollar-quoted string.', '42601', at);
  elsif literal !~ '^[eE]' then
    return replace(v_inside, '''''', '''');
  end if;
  return (
    select string_agg(case part.found[1]
        when '\\' then '\' when '\n' then e'\n' when '\r' then e'\r' when '\t' then e'\t' when '\''' then '''' when '''''' then ''''
        else part.found[1]
      end, '' order by part.position)
    from regexp_matches(v_inside, '\\.|''''|[^\\'']+', 'g') with ordinality as part (found, position)
  );
end
$$;

comment on function sandbox.literal_text is 'Returns what a string literal means.';

revoke all on function sandbox.literal_text from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/read_code.sql
-- read_code: Checks the body of a function with the lexer and the lists of the guard, and returns its rewritten text. arguments are those
-- whose values may be long. A refusal carries its position in the body, in characters.
-- Called by: function_ddl.
-- Errors: those of lex, classify, statement_ends, read_plpgsql and read_sql_body.
create or replace function sandbox.read_code(app_id bigint, language text, body text, arguments text[])
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_pieces text[];
  v_tokens sandbox.tokens;
  v_error sandbox.refusal;
  v_at text;
begin
  v_pieces := sandbox.lex(body);
  v_tokens := sandbox.classify(v_pieces);
  perform sandbox.statement_ends(v_tokens.kinds, v_tokens.words);
  if language = 'plpgsql' then
    return sandbox.read_plpgsql(app_id, v_tokens.kinds, v_tokens.texts, sandbox.quoted_words(v_tokens.kinds, v_tokens.words),
      v_tokens.words, arguments);
  end if;
  return sandbox.read_sql_body(app_id, v_tokens.kinds, v_tokens.texts, sandbox.quoted_words(v_tokens.kinds, v_tokens.words),
    v_tokens.words, arguments);
exception when others then
  get stacked diagnostics v_error.code = returned_sqlstate, v_error.message = message_text,
    v_error.detail = pg_exception_detail, v_error.hint = pg_exception_hint, v_at = column_name;
  raise exception using errcode = v_error.code, message = v_error.message, detail = v_error.detail, hint = v_error.hint,
    column = case when v_at = '' then '1' when v_tokens is null then v_at
      else sandbox.token_position(v_pieces, least(v_at::integer, cardinality(v_tokens.words)))::text end;
end
$$;

comment on function sandbox.read_code is 'Checks the body of a function and returns its rewritten text.';

revoke all on function sandbox.read_code from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/read_plpgsql.sql
-- read_plpgsql: Checks a PL/pgSQL body and returns its rewritten text. What is assigned or declared with a value, and the given arguments,
-- are followed by a check of their size. WARNING and LOG become NOTICE, because they would fill the log of the server.
-- Called by: read_code.
-- Errors: those of code_parts, check_code_part, check_cursors and check_names.
create or replace function sandbox.read_plpgsql(
  app_id bigint,
  kinds "char"[],
  texts text[],
  words text[],
  names text[],
  arguments text[]
)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_parts constant sandbox.code_part[] := array(select part from sandbox.code_parts(kinds, words) as part);
  v_cursors constant text[] := sandbox.check_cursors(kinds, words, v_parts);
  v_part sandbox.code_part;
  v_texts text[];
  v_checks text;
  v_has_begun boolean := false;
  v_declared text := '';
begin
  perform sandbox.check_names(app_id, kinds, names, array(
    select place from unnest(v_parts) as part, generate_series(part.first, part.last) as place
    where part.kind = 'get' and words[part.first + 1] = 'stacked' and words[place - 1] in ('=')
      and words[place] in ('pg_exception_detail', 'pg_exception_hint', 'pg_exception_context', 'pg_datatype_name')));
  v_texts := sandbox.rewritten_texts(app_id, kinds, texts, words);
  foreach v_part in array v_parts loop
    perform sandbox.check_code_part(app_id, kinds, words, v_part, v_cursors);
    if v_part.kind = 'raise' and words[v_part.first + 1] in ('warning', 'log') then
      v_texts[v_part.first + 1] := ' notice';
    end if;
    v_checks := case
      when v_part.kind = 'begin' and words[v_part.first] = 'begin' and not v_has_begun then
        (select string_agg(sandbox.size_check(argument), '') from unnest(arguments) as argument)
      when v_part.kind = 'declaration' then null
      else (select string_agg(sandbox.size_check(name), '') from sandbox.assigned_names(kinds, words, v_part) as name)
    end;
    if v_part.kind = 'declaration' and sandbox.is_declared_wide(kinds, words, v_part.first, v_part.last) then
      v_declared := v_declared || sandbox.size_check(sandbox.written_names(kinds, words, v_part.first, v_part.first));
    elsif v_part.kind = 'begin' and words[v_part.first] = 'begin' and v_declared <> '' then
      v_checks := concat(v_checks, v_declared);
      v_declared := '';
    end if;
    v_has_begun := v_has_begun or words[v_part.first] = 'begin';
    if v_checks is not null then
      -- After the semicolon, or LOOP.
      v_part.last := v_part.last + case when v_part.kind = 'begin' then 0 else 1 end;
      v_texts[v_part.last] := v_texts[v_part.last] || v_checks;
    end if;
  end loop;
  return array_to_string(v_texts, '');
end
$$;

comment on function sandbox.read_plpgsql is 'Checks a PL/pgSQL body and returns its rewritten text.';

revoke all on function sandbox.read_plpgsql from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/read_sql_body.sql
-- read_sql_body: Checks the body of a SQL function, one or more queries and changes of rows, and returns its rewritten text. If it calls
-- functions of the app, which may call it again, the sizes of the given arguments are checked first.
-- Called by: read_code.
-- Errors: those of statement_ends, check_query_start, check_query, check_accounts and check_names.
create or replace function sandbox.read_sql_body(
  app_id bigint,
  kinds "char"[],
  texts text[],
  words text[],
  names text[],
  arguments text[]
)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_from integer := 1;
  v_end integer;
  v_sizes text;
begin
  perform sandbox.check_names(app_id, kinds, names);
  while v_from <= cardinality(words) loop
    v_end := sandbox.code_end(kinds || 'o'::"char", words || '{;}'::text[], v_from, '{;}');
    if v_end > v_from then
      perform sandbox.check_query_start(words, v_from);
      perform sandbox.check_query(words[v_from:v_end - 1], kinds[v_from:v_end - 1], v_from - 1);
      perform sandbox.check_accounts(app_id, words[v_from:v_end - 1], 'body', v_from - 1);
    end if;
    v_from := v_end + 1;
  end loop;
  if exists (select from sandbox.own_calls(app_id, words)) then
    select string_agg(format('select access.require_memory(pg_column_size(%s));', argument), '') into v_sizes
    from unnest(arguments) as argument;
  end if;
  return concat(v_sizes, array_to_string(sandbox.rewritten_texts(app_id, kinds, texts, words), ''));
end
$$;

comment on function sandbox.read_sql_body is 'Checks the body of a SQL function and returns its rewritten text.';

revoke all on function sandbox.read_sql_body from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/return_type_end.sql
-- return_type_end: Returns the position of the last word of what a function returns, or of the parenthesis after its arguments if it
-- returns nothing. at is the position of that parenthesis.
-- Called by: function_header.
-- Errors: 42501 option_refused.
create or replace function sandbox.return_type_end(words text[], at integer)
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_options constant text[] := '{language,immutable,stable,volatile,leakproof,not,strict,called,returns,security,external,window,cost,rows,'
    'support,parallel,set,as,transform,return,begin}';
  v_at integer := at + 2;
begin
  if words[at + 1] is distinct from 'returns' or words[at + 2] = 'null' then
    return at;
  elsif words[v_at] = 'event_trigger' then
    perform sandbox.refuse('option_refused', 'event triggers are not offered', 'Return trigger, for a trigger on a table of the app.',
      at => v_at);
  end if;
  while v_at <= cardinality(words) and words[v_at] <> all (c_options) loop
    v_at := case when words[v_at] in ('(', '[') then coalesce(sandbox.closing_bracket(words, v_at), cardinality(words)) else v_at end + 1;
  end loop;
  return v_at - 1;
end
$$;

comment on function sandbox.return_type_end is 'Returns the position of the last word of what a function returns.';

revoke all on function sandbox.return_type_end from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/rewritten_texts.sql
-- rewritten_texts: Returns the tokens of the body of a function, rewritten.
-- Called by: read_plpgsql and read_sql_body.
create or replace function sandbox.rewritten_texts(app_id bigint, kinds "char"[], texts text[], words text[])
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_replacements constant text[] := sandbox.rewrite(app_id, kinds, texts, words, 'body', 1);
begin
  return case when v_replacements is null then texts else array(
    select coalesce(token.fill, token.text)
    from unnest(texts, v_replacements) with ordinality as token (text, fill, position) order by token.position) end;
end
$$;

comment on function sandbox.rewritten_texts is 'Returns the tokens of the body of a function, rewritten.';

revoke all on function sandbox.rewritten_texts from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/size_check.sql
-- size_check: Returns the statement of plpgsql that is inserted after something was assigned: access.require_memory is called at
-- random, the more often the longer the value is, and always from 8 MiB on. It is an expression, so that it
-- runs no query and leaves FOUND and ROW_COUNT as they are.
-- Called by: read_plpgsql.
create or replace function sandbox.size_check(target text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format(' if random() * 8388608 < pg_column_size(%1$s) + 64 and access.require_memory(pg_column_size(%1$s)) then null; end if;',
    target);
end
$$;

comment on function sandbox.size_check is 'Returns the statement that is inserted after something was assigned.';

revoke all on function sandbox.size_check from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/wide_arguments.sql
-- wide_arguments: Returns the arguments of a function, as $1, whose values may be long: all that are passed, except those of a type of
-- a fixed size.
-- Called by: function_ddl.
create or replace function sandbox.wide_arguments(words text[], kinds "char"[])
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_wide text[] := '{}';
  v_number integer := 0;
  v_depth integer := 0;
  v_argument text := '';
begin
  for v_at in 1 .. cardinality(words) + 1 loop
    v_depth := v_depth + case when words[v_at] in ('(', '[') then 1 when words[v_at] in (')', ']') then -1 else 0 end;
    if v_at <= cardinality(words) and not (v_depth = 0 and words[v_at] = ',') then
      v_argument := v_argument || ' ' || words[v_at];
      continue;
    end if;
    if v_argument <> '' and v_argument !~ '^ out ' then
      v_number := v_number + 1;
      if regexp_replace(v_argument, ' (?:default|=) .*$', '') !~ (' (?:uuid|int|integer|int[248]|bigint|smallint|boolean|bool|date|time|'
        || 'timestamptz|timestamp(?: with(?:out)? time zone)?|real|double precision|float[48]?)$') then
        v_wide := v_wide || ('$' || v_number);
      end if;
    end if;
    v_argument := '';
  end loop;
  return v_wide;
end
$$;

comment on function sandbox.wide_arguments is 'Returns the arguments of a function whose values may be long.';

revoke all on function sandbox.wide_arguments from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/code/written_names.sql
-- written_names: Returns tokens as they are written in a statement, for what a body assigns.
-- Called by: assigned_names and read_plpgsql.
create or replace function sandbox.written_names(kinds "char"[], words text[], first integer, last integer)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select string_agg(case kinds[place] when 'q' then quote_ident(sandbox.bare_name(words[place])) else words[place] end, ' '
      order by place)
    from generate_series(first, last) as place);
end
$$;

comment on function sandbox.written_names is 'Returns tokens as they are written in a statement.';

revoke all on function sandbox.written_names from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/factories/create_factory.sql
-- create_factory: Creates one role factory: a role that may create roles, the groups from which the two roles of its apps
-- inherit, and the one function that the factory owns. Calling it again changes nothing, even if another database of the server created the
-- roles.
-- Called by: the migration (factories.sql).
-- Security: invoker; it needs a role with CREATEROLE.
create or replace function sandbox.create_factory(factory text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group constant text := replace(factory, 'factory', 'group');
  v_code_group constant text := replace(factory, 'factory', 'code');
  v_installer constant text := replace(factory, 'factory', 'installer');
begin
  if not exists (select from pg_roles where rolname = factory) then
    execute format('create role %I nologin createrole', factory);
    execute format('create role %I nologin', v_group);
    execute format('create role %I nologin', v_code_group);
    execute format('create role %I nologin', v_installer);
    execute format('grant app_owner to %I with inherit true, set false', v_group);
    execute format('grant app_code to %I with inherit true, set false', v_code_group);
    execute format('grant %I, %I to %I with admin true, inherit false, set false', v_group, v_code_group, factory);
    execute format('grant app_installer to %I with inherit true, set false', v_installer);
    execute format('grant %I to %I with admin true, inherit true, set false', v_installer, factory);
  end if;
  execute format(
    'create or replace function sandbox.%I(task text, app_id bigint) returns void language plpgsql '
    'security definer set search_path = pg_catalog, pg_temp as %L',
    factory, 'begin execute sandbox.factory_script(task, app_id); end');
  execute format('comment on function sandbox.%I is %L', factory, 'Runs sandbox.factory_script as this factory.');
  execute format('revoke all on function sandbox.%I from public, anon, authenticated, service_role', factory);
  -- postgres borrows the factory to make it the owner of the function and to keep EXECUTE on it.
  execute format('grant %I to postgres with inherit true, set true', factory);
  execute format('alter function sandbox.%I owner to %I', factory, factory);
  execute format('grant execute on function sandbox.%I to postgres', factory);
  execute format('revoke inherit option for %I from postgres', factory);
  execute format('revoke set option for %I from postgres', factory);
end
$$;

comment on function sandbox.create_factory is 'Creates one role factory.';

revoke all on function sandbox.create_factory from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/factories/executor_bodies.sql
-- executor_bodies: Returns the executors of an app as (suffix of the name, arguments, answer type, volatility, body). The
-- role of the app owns them all, and they run what they are given as that role.
--   write  runs statements that return no rows, or several at once; returns the row count of the last one
--   query  runs one statement that returns rows; read does so too, and is STABLE, so that PostgreSQL refuses every change
-- Rows are fetched one by one from a cursor, so that the cap limits how many are ever produced: max_rows, and max_bytes of
-- JSON.
-- Called by: factory_script and executors.
create or replace function sandbox.executor_bodies()
returns table (suffix text, arguments text, answer text, volatility text, body text)
language plpgsql
rows 3
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_query constant text := $body$
declare
  v_query refcursor;
  v_row record;
  v_text text;
  v_rows text[] := '{}';
  v_bytes bigint := 0;
  v_truncated boolean := false;
begin
  /* A loop would fetch up to fifty rows ahead, however wide they are. */
  open v_query no scroll for execute sql;
  loop
    fetch v_query into v_row;
    exit when not found;
    if cardinality(v_rows) >= max_rows or v_bytes > max_bytes then
      v_truncated := true;
      exit;
    end if;
    -- Before it becomes JSON, of which several copies are made.
    if pg_column_size(v_row) > greatest(max_bytes, 4194304) then
      raise exception 'Cannot return the row: it has more than % bytes', greatest(max_bytes, 4194304)
        using errcode = '54000', detail = 'result_too_large', hint = 'Select fewer columns, or shorter values with left().';
    end if;
    v_text := row_to_json(v_row)::text;
    v_bytes := v_bytes + octet_length(v_text);
    v_rows := v_rows || v_text;
  end loop;
  close v_query;
  /* constraints */
  return json_build_object(
    'row_count', cardinality(v_rows),
    'truncated', v_truncated,
    'names', (select json_agg(name) from json_object_keys(row_to_json(v_row)) as name),
    'rows', ('[' || array_to_string(v_rows, ',') || ']')::json
  );
end
$body$;
begin
  return query values
    ('_write', 'sql text', 'bigint', 'volatile',
      'declare v_rows bigint; begin execute sql; get diagnostics v_rows = row_count; set constraints all immediate; return v_rows; end'),
    ('_query', 'sql text, max_rows integer, max_bytes bigint', 'json', 'volatile',
      -- Deferred triggers fire here, as the app, and not at the end of the transaction as postgres.
      replace(c_query, '/* constraints */', 'set constraints all immediate;')),
    ('_read', 'sql text, max_rows integer, max_bytes bigint', 'json', 'stable', c_query);
end
$$;

comment on function sandbox.executor_bodies is 'Returns the executors of an app.';

revoke all on function sandbox.executor_bodies from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/factories/executors.sql
-- executors: Returns the executors that an app should have as (signature, id, volatility, body); id is null if one is
-- missing.
-- Called by: platform.role_findings and platform.executor_findings.
create or replace function sandbox.executors(app_id bigint)
returns table (signature text, id oid, volatility text, body text)
language plpgsql
rows 3
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select named.signature, to_regprocedure(named.signature)::oid, named.volatility, named.body
    from (
      select format('sandbox.%I(%s)', platform.app_role(executors.app_id) || bodies.suffix,
        regexp_replace(bodies.arguments, '\w+ (\w+)', '\1', 'g')) as signature, bodies.volatility, bodies.body
      from sandbox.executor_bodies() as bodies
    ) as named;
end
$$;

comment on function sandbox.executors is 'Returns the executors that an app should have.';

revoke all on function sandbox.executors from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/factories/factory_of.sql
-- factory_of: Returns the role factory that creates and drops an app's role. Each of the 200 factories has its share of the
-- apps.
-- PostgreSQL walks the memberships of a role as a list, so one creator of 10,000 roles would need 250 ms per app
-- (docs/decisions/0001-role-factories.md). The share must never change: only the factory that created a role may drop it.
create or replace function sandbox.factory_of(app_id bigint)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return 'app_factory_' || app_id % 200;
end
$$;

comment on function sandbox.factory_of is 'Returns the role factory that creates and drops an app''s role.';

revoke all on function sandbox.factory_of from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/factories/factory_script.sql
-- factory_script: Returns the SQL that a factory runs for an app. The factories only execute it, so that what they do can
-- be changed here without touching 200 functions. Tasks:
--   create_role                       creates the app's two roles; the first may do what the second may, and own objects in its name
--   create_user_role                  creates only the second
--   install_executors                 creates or replaces its executors
--   lend_schemas, take_schemas_back   let both roles create relations in schema trash and functions in schema code in between: the
--                                     first role inherits what the second is given
--   grant_role, revoke_role           let postgres act as the role, for what cannot run within a function
--   drop_role                         drops the roles and all that they own: executors, functions and tables
-- A task that needs the rights of the app's role borrows it: ALTER FUNCTION … OWNER TO requires the SET option.
-- Called by: the factories, through run_factory.
-- Security: definer, because factories have no USAGE on schema platform. It only returns text.
create or replace function sandbox.factory_script(task text, app_id bigint)
returns text
language plpgsql
immutable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_role constant text := platform.app_role(app_id);
  v_user_role constant text := platform.app_user_role(app_id);
  v_factory constant text := sandbox.factory_of(app_id);
  v_group constant text := replace(v_factory, 'factory', 'group');
  v_code_group constant text := replace(v_factory, 'factory', 'code');
  -- Each factory has one, because PostgreSQL lets only one transaction at a time change who is a member of a role.
  v_installer constant text := replace(v_factory, 'factory', 'installer');
  v_user_script constant text := format(
    'create role %1$I nologin; grant %2$I to %1$I with inherit true, set false; grant %1$I to %3$I with inherit true, set true;',
    v_user_role, v_code_group, v_role);
  v_borrow constant text := format('grant %I to %I with inherit true, set true;', v_role, v_factory);
  v_return constant text := format('revoke inherit option for %1$I from %2$I; revoke set option for %1$I from %2$I;', v_role, v_factory);
begin
  return case task
    when 'create_role' then
      format('create role %1$I nologin; grant %2$I to %1$I with inherit true, set false;', v_role, v_group) || v_user_script
    when 'create_user_role' then v_user_script
    when 'install_executors' then
      v_borrow
      || format('grant %I to %I with inherit true, set false;', v_installer, v_role)
      || (
        select string_agg(format(
          'create or replace function %1$s returns %2$s language plpgsql %3$s security definer '
          'set search_path = public, extensions, pg_temp set standard_conforming_strings = on as %4$L;'
          'revoke all on function %1$s from public;'
          'grant execute on function %1$s to postgres;'
          'alter function %1$s owner to %5$I;',
          format('sandbox.%I(%s)', v_role || executor.suffix, executor.arguments),
          executor.answer, executor.volatility, executor.body, v_role), '')
        from sandbox.executor_bodies() as executor
      )
      || format('revoke %I from %I;', v_installer, v_role)
      || v_return
    when 'lend_schemas' then format('grant %I to %I with inherit true, set false;', v_installer, v_user_role)
    when 'take_schemas_back' then format('revoke %I from %I;', v_installer, v_user_role)
    when 'grant_role' then format('grant %I to postgres with inherit false, set true;', v_role)
    when 'revoke_role' then format('revoke %I from postgres;', v_role)
    when 'drop_role' then
      v_borrow || format('grant %1$I to %2$I with inherit true, set true;', v_user_role, v_factory)
        || format('drop owned by %1$I, %2$I; drop role %2$I, %1$I;', v_role, v_user_role)
  end;
end
$$;

comment on function sandbox.factory_script is 'Returns the SQL that a role factory runs for an app.';

revoke all on function sandbox.factory_script from public, anon, authenticated, service_role;
grant execute on function sandbox.factory_script to app_installer;

-- supabase/schemas/sandbox/functions/factories/run_as_app.sql
-- run_as_app: Runs SQL as an app's role, in its executor, and returns the row count of the last statement. What the SQL
-- creates belongs to the app, and PostgreSQL itself refuses it the tables of other apps, SET ROLE and transaction control.
-- Called by: run_statement, run_ddl, find_drops, syntax_error_at, and the functions of platform that change tables.
-- Security: invoker; only postgres may execute the executors.
create or replace function sandbox.run_as_app(app_id bigint, sql text)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_rows bigint;
begin
  execute format('select sandbox.%I($1)', platform.app_role(app_id) || '_write') into v_rows using sql;
  return v_rows;
end
$$;

comment on function sandbox.run_as_app is 'Runs SQL as an app''s role.';

revoke all on function sandbox.run_as_app from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/factories/run_factory.sql
-- run_factory: Has an app's factory run one task of factory_script for the app.
-- Called by: provision_app, upgrade_executors, purge_app, run_in_trash and the schema jobs.
-- Security: invoker; only postgres may execute the factories.
create or replace function sandbox.run_factory(task text, app_id bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('select sandbox.%I($1, $2)', sandbox.factory_of(app_id)) using task, app_id;
end
$$;

comment on function sandbox.run_factory is 'Has the role factory of an app run one task.';

revoke all on function sandbox.run_factory from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/factories/run_in_trash.sql
-- run_in_trash: Runs SQL as an app's role while that role may create relations in schema trash. Returns the row count of
-- sql; and_then runs after it.
-- Called by: save_values and move_to_trash.
-- Security: invoker; only postgres may execute the factories.
create or replace function sandbox.run_in_trash(app_id bigint, sql text, and_then text default '')
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_rows bigint;
begin
  perform sandbox.run_factory('lend_schemas', app_id);
  v_rows := sandbox.run_as_app(app_id, sql);
  if and_then <> '' then
    perform sandbox.run_as_app(app_id, and_then);
  end if;
  perform sandbox.run_factory('take_schemas_back', app_id);
  return v_rows;
end
$$;

comment on function sandbox.run_in_trash is 'Runs SQL as an app''s role, which may create relations in schema trash meanwhile.';

revoke all on function sandbox.run_in_trash from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/lexer/classify.sql
-- classify: Returns the tokens in the pieces of some SQL (see the type tokens). It rejects unterminated tokens, U& in any
-- form, and a string literal directly after a parameter or an E'', B'' or X'' literal: across a newline PostgreSQL joins
-- two literals and reads the second by the rules of the first; elsewhere it reads two.
-- Names are folded as in PostgreSQL, ASCII letters only. unnest keeps the order of its arrays, and array_agg that of its
-- input.
-- Called by: read_sql, refusals, statement_at, failed_at and platform.record_refusal.
-- Errors: 42601 sql_unreadable.
create or replace function sandbox.classify(pieces text[])
returns sandbox.tokens
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_spaces constant text := e' \t\n\r\f\v';
  c_has_comments constant boolean := array_to_string(pieces, '') ~ '--|/\*';
  c_comments constant text := '^(?:' || sandbox.space_pattern() || ')*(?:--[^\n\r]*$)?';
  v_kinds "char"[];
  v_texts text[];
  v_words text[];
  v_problem text;
  v_at integer;
begin
  select coalesce(array_agg(typed.kind), '{}'), coalesce(array_agg(typed.text), '{}'),
    coalesce(array_agg(case typed.kind
      when 'i' then lower(typed.bare collate "C")
      when 'q' then replace(substr(typed.bare, 2, char_length(typed.bare) - 2), '""', '"')
      else typed.bare
    end), '{}')
  into v_kinds, v_texts, v_words
  from (
    select token.text, token.bare, case
      when token.code between 97 and 122 or token.code between 65 and 90 or token.code >= 128 or token.code = 95 then
        case when token.text like '%''' and token.bare ~ '^[eEbBxX]''' then 'l' else 'i' end
      when token.code between 48 and 57 then 'n'
      when token.bare in ('''', '"', '$', '.') then 'o'
      when token.code = 39 then 'l'
      when token.code = 34 then 'q'
      when token.code = 46 then 'n'
      when token.code = 36 then case when ascii(substr(token.bare, 2)) between 48 and 57 then 'p' else 'l' end
      else 'o'
    end::"char" as kind
    from (
      -- Without OFFSET, each use of a column would compute it again.
      select ascii(spaced.bare) as code, spaced.bare, case
          when spaced.bare = spaced.begins then spaced.piece
          -- Two string literals separated by a newline are one string, so the newline stays.
          when left(spaced.piece, char_length(spaced.piece) - char_length(spaced.bare)) ~ '[\n\r]' then e'\n' || spaced.bare
          else ' ' || spaced.bare
        end as text
      from (
        select trimmed.piece, trimmed.begins,
          case
            when c_has_comments and trimmed.begins ~ '^(?:--|/\*)' then regexp_replace(trimmed.begins, c_comments, '')
            else trimmed.begins
          end as bare
        from (select piece, ltrim(piece, c_spaces) as begins from unnest(pieces) as piece offset 0) as trimmed
        offset 0
      ) as spaced
      where spaced.bare <> ''
      offset 0
    ) as token
  ) as typed;

  select case
      when token.word in ('''', '"', '/*', '$')
        then 'a string, a name or a comment is not terminated, or comments are nested more than four deep'
      when token.word ~* '^u&' then 'strings and names with Unicode escapes (U&) are not supported'
      else 'two string literals are adjacent'
    end, token.position
  into v_problem, v_at
  from unnest(v_kinds, v_words) with ordinality as token (kind, word, position)
  where case token.kind
    when 'o' then token.word in ('''', '"', '/*', '$')
    when 'i' then token.word ~ '^u&' or (token.word = 'e' and v_kinds[token.position + 1] = 'l')
    when 'l' then token.word ~ '^[eEbBxX]''' and v_kinds[token.position + 1] = 'l'
    -- A parameter with a backslash becomes a string with escapes, which would continue in the string after it.
    when 'p' then v_kinds[token.position + 1] = 'l'
    end
  limit 1;
  if v_problem is not null then
    perform sandbox.refuse('sql_unreadable', v_problem,
      'Write each string as one literal in single quotes, and close every string, name and comment.', '42601',
      sandbox.token_position(pieces, v_at));
  end if;
  return (v_kinds, v_texts, v_words)::sandbox.tokens;
end
$$;

comment on function sandbox.classify is 'Returns the tokens in the pieces of some SQL.';

revoke all on function sandbox.classify from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/lexer/fingerprint.sql
-- fingerprint: Returns a statement without literals, numbers and comments, for the audit log. At most 500 characters long.
-- Called by: check_statement and platform.record_refusal.
create or replace function sandbox.fingerprint(kinds "char"[], words text[])
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return left((
    select string_agg(
      case when token.kind in ('l', 'n') then '?' when token.kind = 'q' then '"' || token.word || '"' else token.word end,
      ' ' order by token.position)
    from unnest(kinds[:500], words[:500]) with ordinality as token (kind, word, position)
  ), 500);
end
$$;

comment on function sandbox.fingerprint is 'Returns a statement without its literals, for the audit log.';

revoke all on function sandbox.fingerprint from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/lexer/lex.sql
-- lex: Splits SQL into pieces as PostgreSQL does with standard_conforming_strings on. Each piece is a token with the
-- whitespace and comments before it; concatenated, the pieces are the SQL. classify determines what they are. It fails
-- closed: classify or lex rejects whatever is unterminated or could be read differently by PostgreSQL.
-- One regular expression finds all pieces between two dollar-quoted strings. The longest alternative wins, so a comment or
-- string wins over its first character. Comments can be nested four deep. The last alternative takes any remaining
-- character.
-- A line comment always extends to the end of its line; otherwise a longer match could begin another comment inside it.
-- Called by: read_sql, refusals, statement_at, failed_at and platform.record_refusal.
-- Errors: PT413 sql_too_large, 42601 sql_unreadable.
create or replace function sandbox.lex(sql text)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_max_bytes constant bigint := platform.limit_of('sql_max_bytes');
  c_high constant text := '\u0080-\U0010ffff';
  c_tag constant text := '\$(?:[A-Za-z_' || c_high || '][A-Za-z0-9_' || c_high || ']*)?\$';
  v_space constant text := case when strpos(sql, '/*') > 0 then sandbox.space_pattern() else '[ \t\n\r\f\v]|--[^\n\r]*[\n\r]' end;
  v_pattern text;
  -- Separates the pieces: a character that the SQL does not contain.
  v_mark text;
  v_rest text := sql;
  v_found text[];
  v_pieces text[] := '{}';
  v_open integer;
  v_length integer;
  v_strings integer := 0;
begin
  if octet_length(sql) > v_max_bytes then
    perform sandbox.refuse('sql_too_large', format('the text has more than %s bytes', v_max_bytes), 'Send it in several calls.', 'PT413');
  end if;
  select candidate into v_mark from unnest(array[e'\x01', e'\x02', e'\x03', e'\x04', e'\x05', e'\x06']) as candidate
  where strpos(sql, candidate) = 0 limit 1;
  if v_mark is null then
    perform sandbox.refuse('sql_unreadable', 'it contains control characters', 'Remove the control characters.', '42601');
  end if;
  v_pattern := '(?:' || v_space || ')*(?:--[^\n\r]*|/\*'
    || '|[eE]''(?:[^''\\]|\\.|'''')*''|''(?:[^'']|'''')*''|[bBxX]''[^'']*''|"(?:[^"]|"")*"|[uU]&[''"]'
    || '|[A-Za-z_' || c_high || '][A-Za-z0-9_$' || c_high || ']*'
    || '|[0-9][0-9A-Za-z_]*(?:\.[0-9][0-9A-Za-z_]*)?\.?|\.[0-9][0-9A-Za-z_]*|\$[0-9]+|' || c_tag || '|.)|(?:' || v_space || ')+';

  while v_rest <> '' loop
    v_found := trim_array(string_to_array(regexp_replace(v_rest, v_pattern, '\&' || v_mark, 'g'), v_mark), 1);
    -- Most SQL contains no dollar sign, and so need not be searched for a dollar quote.
    v_open := case when strpos(v_rest, '$') > 0 then (
      select min(found.position) from unnest(v_found) with ordinality as found (text, position)
      where found.text like '%$' and regexp_replace(found.text, '^(?:' || v_space || ')+', '') ~ ('^' || c_tag || '$')
    ) end;
    if v_open is null then
      v_pieces := v_pieces || v_found;
      exit;
    end if;
    -- What precedes a dollar-quoted string is pieces already; what follows it is read again.
    v_rest := substr(v_rest, 1 + char_length(array_to_string(v_found[1:v_open], '')));
    v_length := strpos(v_rest, substring(v_found[v_open] from c_tag || '$'));
    if v_length = 0 then
      perform sandbox.refuse('sql_unreadable', 'a dollar-quoted string is not terminated', 'Close the string.', '42601',
        1 + char_length(sql) - char_length(v_rest) - char_length(substring(v_found[v_open] from c_tag || '$')));
    elsif v_strings = 100 then
      perform sandbox.refuse('sql_unreadable', 'it has more than 100 dollar-quoted strings', 'Use single quotes instead.', '42601');
    end if;
    v_length := v_length - 1 + char_length(substring(v_found[v_open] from c_tag || '$'));
    v_pieces := v_pieces || v_found[1:v_open - 1] || (v_found[v_open] || left(v_rest, v_length));
    v_rest := substr(v_rest, v_length + 1);
    v_strings := v_strings + 1;
  end loop;
  return v_pieces;
end
$$;

comment on function sandbox.lex is 'Splits SQL into pieces: its tokens, each with the whitespace and comments before it.';

revoke all on function sandbox.lex from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/lexer/space_pattern.sql
-- space_pattern: Returns a regular expression that matches what may separate tokens: a whitespace character, a line comment
-- or a block comment, which may contain other block comments three levels deep.
-- A line comment always extends to the end of its line; otherwise a longer match could begin another comment inside it.
-- Called by: lex, classify and token_position.
create or replace function sandbox.space_pattern()
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_text constant text := '[^*/]|\*(?!/)|/(?!\*)';
  v_comment text := '/\*(?:' || c_text || ')*\*/';
begin
  for depth in 1..3 loop
    v_comment := '/\*(?:' || c_text || '|' || v_comment || ')*\*/';
  end loop;
  return '[ \t\n\r\f\v]|--[^\n\r]*[\n\r]|' || v_comment;
end
$$;

comment on function sandbox.space_pattern is
  'Returns a regular expression that matches whitespace, a line comment or a nested block comment.';

revoke all on function sandbox.space_pattern from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/lexer/statement_ends.sql
-- statement_ends: Returns where the statements of some SQL end: the positions of the semicolons, then the position after
-- the last token. It limits the number of statements and their nesting before PostgreSQL parses them.
-- Called by: read_sql, read_code, refusals and failed_at.
-- Errors: 54000 too_many_statements, 54001 too_deep.
create or replace function sandbox.statement_ends(kinds "char"[], words text[])
returns integer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_max_statements constant bigint := platform.limit_of('sql_max_statements');
  v_max_depth constant bigint := platform.limit_of('sql_max_depth');
  v_ends integer[];
  v_statements integer;
  v_depth bigint;
  v_deepest integer;
begin
  select array_agg(bracket.position::integer) filter (where bracket.word = ';'), max(bracket.depth),
    min(bracket.position) filter (where bracket.depth > v_max_depth)
  into v_ends, v_depth, v_deepest
  from (
    select token.word, token.position,
      sum(case when token.word in ('(', '[') then 1 when token.word in (')', ']') then -1 else 0 end)
        over (order by token.position) as depth
    from unnest(kinds, words) with ordinality as token (kind, word, position)
    where token.kind = 'o' and token.word in ('(', ')', '[', ']', ';')
  ) as bracket;
  v_ends := coalesce(v_ends, '{}');
  -- What follows the last ; is a statement, too.
  v_statements := cardinality(v_ends) + (v_ends[cardinality(v_ends)] is distinct from cardinality(words))::integer;
  if v_statements > v_max_statements then
    perform sandbox.refuse('too_many_statements',
      format('it has more than %s statements', v_max_statements), 'Send it in several calls.', '54000',
      v_ends[v_max_statements] + 1);
  elsif v_depth > v_max_depth then
    perform sandbox.refuse('too_deep', format('its brackets are nested more than %s deep', v_max_depth), 'Reduce the nesting.', '54001',
      v_deepest);
  end if;
  return v_ends || (cardinality(words) + 1);
end
$$;

comment on function sandbox.statement_ends is 'Returns the positions at which the statements of some SQL end.';

revoke all on function sandbox.statement_ends from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/lexer/token_position.sql
-- token_position: Returns the position of a token in the submitted SQL, in characters, the first of which is 1. pieces are those of the
-- whole SQL; at is the number of the token, or one more for the end.
-- Called by: classify, read_code, refusals and failed_at.
create or replace function sandbox.token_position(pieces text[], at integer)
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return 1 + char_length(array_to_string(pieces[1:at - 1], ''))
    + coalesce(char_length(substring(pieces[at] from '^(?:' || sandbox.space_pattern() || ')+')), 0);
end
$$;

comment on function sandbox.token_position is 'Returns the position of a token in the submitted SQL.';

revoke all on function sandbox.token_position from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/read/check_statement.sql
-- check_statement: Finds the first words of a statement in the list of allowed statements, has the rest of it checked, and
-- returns it rewritten. Quoted names other than the app's keep their quotes here, so that none can pass for a keyword.
-- pieces are those of the statement and start is the position of its first character in the submitted SQL; both are null
-- where no segments are wanted.
-- Called by: read_sql and statement_refusals.
-- Errors: 42501 statement_refused, 22023 invalid_argument for a parameter without a value, and those of the checkers.
create or replace function sandbox.check_statement(
  app_id bigint,
  kinds "char"[],
  texts text[],
  words text[],
  parameters jsonb,
  pieces text[],
  start integer
)
returns sandbox.statement
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_words constant text[] := sandbox.quoted_words(kinds, words);
  v_allowed sandbox.allowed_statements;
  v_first constant text := array_to_string(v_words[1:5], ' ');
  v_at integer;
  v_replacements text[];
  v_statement sandbox.statement;
begin
  select * into v_allowed from sandbox.allowed_statements
  where v_first = allowed_statements.words or starts_with(v_first, allowed_statements.words || ' ')
  order by char_length(allowed_statements.words) desc limit 1;
  if not found then
    perform sandbox.refuse('statement_refused',
      format('"%s" is not an allowed statement', upper(left(array_to_string(v_words[1:2], ' '), 60))),
      sandbox.statement_hint(app_id, v_words));
  end if;
  v_at := 1 + cardinality(string_to_array(v_allowed.words, ' '));
  v_statement.command := upper(
    case v_allowed.words when '(' then 'select' when 'with' then sandbox.main_verb(v_words) else v_allowed.words end);
  v_statement.fingerprint := sandbox.fingerprint(kinds, words);
  v_statement.returns_rows := sandbox.returns_rows(v_allowed.kind, v_words);
  v_statement.kind := v_allowed.kind;
  if v_allowed.kind = 'ddl' then
    v_statement.warnings := array[sandbox.passed_over(app_id, v_words, v_allowed.words, v_at)];
    v_statement.text := case when v_statement.warnings <> '{null}' then '' end;
  end if;
  if v_allowed.checker is not null and v_statement.text is null then
    execute format('select sandbox.%I($1, $2, $3, $4)', v_allowed.checker) using app_id, v_words, kinds, v_at;
    v_statement.sign_up := sandbox.sign_up_trigger(v_words);
    v_statement.text := case when v_statement.sign_up is not null then '' end;
  end if;
  if v_statement.text = '' then
    v_statement.warnings := nullif(array_remove(v_statement.warnings, null), '{}');
    return v_statement;
  elsif v_allowed.kind = 'ddl' then
    perform sandbox.check_columns(kinds, v_words, v_allowed.words);
    perform sandbox.check_calls(app_id, v_words, v_allowed.words);
  end if;
  perform sandbox.check_accounts(app_id, v_words, v_allowed.words);
  if v_allowed.kind in ('read', 'write') or v_allowed.checker = 'check_create_view' then
    perform sandbox.check_query(v_words, kinds);
  end if;
  v_statement.kind := case
    when v_allowed.kind = 'read' and sandbox.locks_rows(v_words) then 'write'
    when v_allowed.words = 'with' and not v_words && '{insert,update,delete,merge}' and not sandbox.locks_rows(v_words) then 'read'
    else v_allowed.kind
  end;

  if v_allowed.checker = 'check_create_function' then
    v_statement.text := sandbox.function_ddl(app_id, kinds, texts, v_words, parameters, v_at);
  else
    v_replacements := sandbox.rewrite(app_id, kinds, texts, v_words, case v_allowed.kind when 'ddl' then v_allowed.words end, v_at);
    v_statement.text := sandbox.assemble(kinds, texts, words, v_replacements, parameters);
  end if;
  if v_allowed.kind = 'ddl' then
    v_statement.warnings := sandbox.warnings(app_id, kinds, v_words, v_allowed.words, v_at);
    v_statement.drops := sandbox.dropped_constraints(app_id, v_words, v_allowed.words, v_at);
  elsif pieces is not null then
    v_statement.segments := sandbox.segments(kinds, texts, words, v_replacements, pieces, start);
    select names.calls, names.qualifiers into v_statement.calls, v_statement.qualifiers
    from sandbox.unresolved_names(kinds, words) as names;
  end if;
  return v_statement;
end
$$;

comment on function sandbox.check_statement is 'Checks one statement and returns it rewritten.';

revoke all on function sandbox.check_statement from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/read/failed_at.sql
-- failed_at: Returns the statement and the position of an error that PostgreSQL raised when accepted SQL was run. The position
-- is that of the first name of the message in the submitted statement, or of the statement's beginning: PL/pgSQL does not pass
-- on PostgreSQL's own position, which would be one in the rewritten SQL.
-- number is that of the statement, or null for an error after the last one: it is then the last statement with such a name.
-- Called by: located.
create or replace function sandbox.failed_at(
  app_id bigint,
  sql text,
  number integer,
  message text,
  out statement integer,
  out "position" integer
)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_pieces constant text[] := sandbox.lex(sql);
  v_tokens constant sandbox.tokens := sandbox.classify(v_pieces);
  v_names constant text[] := sandbox.message_names(app_id, message);
  v_from integer := 1;
  v_end integer;
  v_at integer;
  v_count integer := 0;
begin
  foreach v_end in array sandbox.statement_ends(v_tokens.kinds, v_tokens.words) loop
    if v_end > v_from then
      v_count := v_count + 1;
      if v_count = coalesce(number, v_count) then
        v_at := case
          when message = 'syntax error at end of input' then 1 + v_end - v_from
          when message like 'syntax error at or near %' then sandbox.syntax_error_at(app_id, v_tokens.texts[v_from:v_end - 1], message)
          else sandbox.named_token(v_tokens.words[v_from:v_end - 1], v_tokens.kinds[v_from:v_end - 1], v_names)
        end;
        if number is not null or v_at is not null then
          statement := v_count;
          position := sandbox.token_position(v_pieces, v_from + coalesce(v_at, 1) - 1);
        end if;
      end if;
    end if;
    v_from := v_end + 1;
  end loop;
end
$$;

comment on function sandbox.failed_at is 'Returns where in the submitted SQL an error of PostgreSQL belongs.';

revoke all on function sandbox.failed_at from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/read/read_sql.sql
-- read_sql: Returns the statements of submitted SQL, checked and rewritten. This is the first wall of the guard, the text;
-- it runs nothing.
-- Parameters are inserted as quoted literals, so that they cannot be anything else. with_segments adds what the guard cache
-- needs.
-- Called by: platform.exec_sql and platform.check_sql.
-- Errors: those of lex, classify, check_names and check_statement; 54000 too_many_statements, 54001 too_deep.
create or replace function sandbox.read_sql(app_id bigint, sql text, parameters jsonb default '[]', with_segments boolean default false)
returns setof sandbox.statement
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_pieces constant text[] := sandbox.lex(sql);
  v_tokens constant sandbox.tokens := sandbox.classify(v_pieces);
  v_kinds constant "char"[] := v_tokens.kinds;
  v_texts constant text[] := v_tokens.texts;
  v_words constant text[] := v_tokens.words;
  v_from integer := 1;
  v_end integer;
begin
  perform sandbox.check_names(app_id, v_kinds, v_words);
  foreach v_end in array sandbox.statement_ends(v_kinds, v_words) loop
    if v_end > v_from then
      return next sandbox.check_statement(
        app_id, v_kinds[v_from:v_end - 1], v_texts[v_from:v_end - 1], v_words[v_from:v_end - 1], parameters,
        case when with_segments then v_pieces[v_from:v_end - 1] end,
        case when with_segments then 1 + char_length(array_to_string(v_pieces[1:v_from - 1], '')) end);
    end if;
    v_from := v_end + 1;
  end loop;
end
$$;

comment on function sandbox.read_sql is 'Returns the statements of submitted SQL, checked and rewritten.';

revoke all on function sandbox.read_sql from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/read/refusals.sql
-- refusals: Returns every refusal of submitted SQL, in the order of the SQL. It is called after read_sql has refused the SQL,
-- only to report: it reads every statement, also those after a refused one, for at most two seconds, and accepts nothing.
-- Called by: located, after a refusal.
create or replace function sandbox.refusals(app_id bigint, sql text, parameters jsonb default '[]')
returns setof sandbox.refusal
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_until constant timestamp with time zone := clock_timestamp() + interval '2 seconds';
  v_pieces text[];
  v_tokens sandbox.tokens;
  v_ends integer[];
  v_from integer := 1;
  v_end integer;
  v_refusal sandbox.refusal;
  v_number integer := 0;
  v_at text;
begin
  begin
    v_pieces := sandbox.lex(sql);
    v_tokens := sandbox.classify(v_pieces);
    v_ends := sandbox.statement_ends(v_tokens.kinds, v_tokens.words);
  exception when others then
    get stacked diagnostics v_refusal.code = returned_sqlstate, v_refusal.message = message_text,
      v_refusal.detail = pg_exception_detail, v_refusal.hint = pg_exception_hint, v_at = column_name;
    v_refusal.position := coalesce(nullif(v_at, '')::integer, 1);
    if v_tokens is not null then
      v_refusal.position := sandbox.token_position(v_pieces, v_refusal.position);
    end if;
    v_refusal.statement := sandbox.statement_at(sql, v_refusal.position);
    return next v_refusal;
    return;
  end;
  foreach v_end in array v_ends loop
    exit when clock_timestamp() > v_until;
    if v_end > v_from then
      v_number := v_number + 1;
      for v_refusal in
        select * from sandbox.statement_refusals(app_id, v_tokens.kinds[v_from:v_end - 1], v_tokens.texts[v_from:v_end - 1],
          v_tokens.words[v_from:v_end - 1], parameters) as found order by found.position
      loop
        v_refusal.statement := v_number;
        v_refusal.position := sandbox.token_position(v_pieces, least(v_from + v_refusal.position - 1, v_end - 1))
          + coalesce(v_refusal.inside, 0);
        return next v_refusal;
      end loop;
    end if;
    v_from := v_end + 1;
  end loop;
end
$$;

comment on function sandbox.refusals is 'Returns every refusal of submitted SQL.';

revoke all on function sandbox.refusals from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/read/statement_at.sql
-- statement_at: Returns the number of the statement at a position of SQL that cannot be read as a whole. Empty statements do
-- not count. 1 if what comes before cannot be read either.
-- Called by: refusals.
create or replace function sandbox.statement_at(sql text, "position" integer)
returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_tokens sandbox.tokens;
begin
  v_tokens := sandbox.classify(sandbox.lex(left(sql, position - 1)));
  return 1 + (
    select count(*) from unnest(v_tokens.kinds, v_tokens.words) with ordinality as token (kind, word, at)
    where token.kind = 'o' and token.word = ';' and v_tokens.words[token.at - 1] is distinct from ';' and token.at > 1
  );
exception when others then
  return 1;
end
$$;

comment on function sandbox.statement_at is 'Returns the number of the statement at a position of some SQL.';

revoke all on function sandbox.statement_at from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/read/statement_refusals.sql
-- statement_refusals: Returns every refusal of one statement, with the position of its token: each name that leads out of the
-- app, once, and the first of the checkers' refusals. It accepts nothing: check_statement's result is discarded.
-- If the statement's kind is not allowed, its names do not matter.
-- Called by: refusals.
create or replace function sandbox.statement_refusals(app_id bigint, kinds "char"[], texts text[], words text[], parameters jsonb)
returns setof sandbox.refusal
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_statement sandbox.refusal;
  v_name sandbox.refusal;
  v_problem record;
  v_at text;
  v_taken integer[] := '{}';
begin
  begin
    perform sandbox.check_statement(app_id, kinds, texts, words, parameters, null, null);
  exception when others then
    get stacked diagnostics v_statement.code = returned_sqlstate, v_statement.message = message_text,
      v_statement.detail = pg_exception_detail, v_statement.hint = pg_exception_hint, v_at = column_name;
    -- A parameter without a value.
    v_statement.inside := nullif(split_part(v_at, '+', 2), '')::integer;
    v_statement.position := coalesce(nullif(split_part(v_at, '+', 1), '')::integer,
      array_position(words, substring(v_statement.message from '\$[0-9]+$')), 1);
  end;
  if v_statement.detail is distinct from 'statement_refused' then
    for v_problem in
      select min(found.at) as at, found.word, found.problem
      from sandbox.name_problems(app_id, kinds, words) as found
      group by found.word, found.problem order by 1
    loop
      begin
        perform sandbox.refuse_name(app_id, v_problem.problem, v_problem.word, v_problem.at);
      exception when others then
        get stacked diagnostics v_name.code = returned_sqlstate, v_name.message = message_text,
          v_name.detail = pg_exception_detail, v_name.hint = pg_exception_hint;
        v_name.position := v_problem.at;
        v_taken := v_taken || v_problem.at;
        return next v_name;
      end;
    end loop;
  end if;
  if v_statement.code is not null and v_statement.position <> all (v_taken) then
    return next v_statement;
  end if;
end
$$;

comment on function sandbox.statement_refusals is 'Returns every refusal of one statement.';

revoke all on function sandbox.statement_refusals from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/read/syntax_error_at.sql
-- syntax_error_at: Returns the position of the token of a statement at which PostgreSQL's parser stopped, where the message names
-- only its text. If the text occurs several times, it is the first token up to which the statement cannot be parsed: PL/pgSQL
-- parses the SQL in a branch that is never run. It is accepted SQL, and parsed as the app.
-- Called by: failed_at.
create or replace function sandbox.syntax_error_at(app_id bigint, texts text[], message text)
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_near constant text := substring(message from 'at or near "(.*)"$');
  v_places constant integer[] := array(
    select token.position from unnest(texts) with ordinality as token (text, position)
    where ltrim(token.text, e' \t\n\r\f\v') = v_near order by token.position limit 20);
  v_place integer;
  v_found text;
begin
  if cardinality(v_places) < 2 or ltrim(texts[1]) = '(' then
    return v_places[1];
  end if;
  foreach v_place in array v_places loop
    begin
      perform sandbox.run_as_app(app_id, format('do %L',
        'begin if false then ' || array_to_string(texts[:v_place], '') || '; end if; end'));
    exception when syntax_error then
      get stacked diagnostics v_found = message_text;
      if v_found like 'syntax error at or near %' then
        return v_place;
      end if;
    end;
  end loop;
  return v_places[1];
exception when others then
  return v_places[1];
end
$$;

comment on function sandbox.syntax_error_at is 'Returns the position of the token at which PostgreSQL''s parser stopped.';

revoke all on function sandbox.syntax_error_at from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/rewrite/assemble.sql
-- assemble: Returns the SQL that is run for a statement: its tokens or their replacements, with parameters as literals.
-- Called by: check_statement and function_ddl.
-- Errors: 22023 invalid_argument for a parameter without a value.
create or replace function sandbox.assemble(kinds "char"[], texts text[], words text[], replacements text[], parameters jsonb)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if replacements is null and not 'p' = any (kinds) then
    return ltrim(array_to_string(texts, ''), e' \t\n\r\f\v');
  end if;
  return (
    select ltrim(string_agg(case
        when token.kind = 'p' then ' ' || sandbox.parameter_literal(parameters, substr(token.word, 2))
        else coalesce(token.fill, token.text)
      end, '' order by token.position), e' \t\n\r\f\v')
    from unnest(kinds, texts, words, replacements) with ordinality as token (kind, text, word, fill, position)
  );
end
$$;

comment on function sandbox.assemble is 'Returns the SQL that is run for a statement.';

revoke all on function sandbox.assemble from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/rewrite/bounded_forms.sql
-- bounded_forms: Returns replacements for tokens of a statement that let a short text take much memory: the operator || becomes that
-- of schema access, which counts what it builds, and NOT MATERIALIZED is left out, because PostgreSQL would plan a query again for
-- each place that names it, and those in it.
-- Called by: rewrite.
create or replace function sandbox.bounded_forms(texts text[], words text[])
returns table (place integer, fill text)
language plpgsql
immutable
rows 8
set search_path = pg_catalog, pg_temp
as $$
declare
  -- What continues an operator, if no space or comment is before it.
  c_operator constant text := '^(?!--|/[*])[-+*/<>=~!@#%^&|`?]';
begin
  if '|' = any (words) then
    return query
      select half.place, half.fill
      from generate_subscripts(words, 1) as at (place)
      cross join lateral (values
        (at.place, case when words[at.place - 2] = 'operator' then 'access.||' else ' operator(access.||)' end), (at.place + 1, '')
      ) as half (place, fill)
      where words[at.place] = '|' and texts[at.place + 1] = '|'
        -- The operator has no other character: || is not the beginning of ||/, and |/ not its end.
        and coalesce(texts[at.place + 2], '') !~ c_operator
        and not (texts[at.place] = '|' and coalesce(words[at.place - 1], '') ~ '^[-+*/<>=~!@#%^&|`?]$');
  end if;
  return query
    select half.place, ''
    from generate_subscripts(words, 1) as at (place)
    cross join lateral (values (at.place), (at.place + 1)) as half (place)
    where words[at.place] = 'not' and words[at.place + 1] = 'materialized' and words[at.place - 1] = 'as' and words[at.place + 2] = '(';
end
$$;

comment on function sandbox.bounded_forms is 'Returns replacements for tokens that let a short text take much memory.';

revoke all on function sandbox.bounded_forms from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/rewrite/call_edits.sql
-- call_edits: Returns what replaces calls in a statement or in the body of a function. auth.uid() and its siblings become those of
-- access, for the app: the caller, if he is an active member of it. In CREATE and ALTER TABLE auth.uid() gets no argument. In what
-- stores a call of the app's own functions, the function of schema code is called, and not its wrapper; but a view calls the wrapper,
-- because anybody may read a view, and only the wrapper knows who may call the function (access.enter_code).
-- In a policy, calls whose arguments do not depend on the row become subselects, so that they run once per statement.
-- fill replaces the token at place; before and after are inserted around it.
-- ddl is the first words of a DDL statement, 'body' for the body of a function, or null.
-- Called by: rewrite.
create or replace function sandbox.call_edits(app_id bigint, kinds "char"[], words text[], ddl text)
returns table (place integer, fill text, before text, after text)
language plpgsql
immutable
rows 4
set search_path = pg_catalog, pg_temp
as $$
declare
  c_is_policy constant boolean := coalesce(ddl in ('create policy', 'alter policy'), false);
  v_at integer;
  v_first integer;
  v_close integer;
  v_is_once boolean;
begin
  foreach v_at in array array_positions(words, 'auth') loop
    continue when kinds[v_at] not in ('i', 'q') or words[v_at + 1] is distinct from '.';
    if words[v_at + 2] = 'users' then
      return query values (v_at, 'public', null::text, null::text), (v_at + 2, platform.app_object(app_id, 'users'), null, null);
      continue;
    end if;
    v_is_once := c_is_policy and words[v_at + 3:v_at + 4] = '{(,)}'
      and coalesce(words[v_at - 2:v_at - 1] <> '{(,select}' or words[v_at + 5] <> ')', true);
    return query values (v_at, 'access', case when v_is_once then '(select ' end, null);
    if words[v_at + 2] in ('uid', '"uid"') then
      return query values (v_at + 2, 'user_id', null::text, null::text);
    end if;
    if words[v_at + 3:v_at + 4] = '{(,)}' then
      return query values (v_at + 3, case
          when coalesce(ddl in ('create table', 'alter table'), false) and words[v_at + 2] in ('uid', '"uid"') then '('
          else '(' || app_id
        end, null::text, null::text), (v_at + 4, ')', null, case when v_is_once then ')' end);
    end if;
  end loop;

  if ddl is null or ddl !~ '^(?:body|create .*(?:trigger|table|policy)|alter (?:table|policy))$' then
    return;
  end if;
  for v_at in select called from sandbox.own_calls(app_id, words) as called loop
    v_first := case when words[v_at - 2:v_at - 1] = '{public,.}' then v_at - 2 else v_at end;
    v_close := sandbox.closing_bracket(words, v_at + 1);
    v_is_once := c_is_policy and coalesce(words[v_first - 2:v_first - 1] <> '{(,select}' or words[v_close + 1] <> ')', true)
      and sandbox.is_constant(app_id, kinds, words, v_at + 2, v_close - 1);
    return query values (v_first, case when v_first < v_at then 'code' end,
      concat(case when v_is_once then '(select ' end, case when v_first = v_at then 'code.' end), null::text);
    if v_is_once then
      return query values (v_close, null::text, null::text, ')');
    end if;
  end loop;
end
$$;

comment on function sandbox.call_edits is 'Returns what replaces calls in a statement or in the body of a function.';

revoke all on function sandbox.call_edits from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/rewrite/collected_expressions.sql
-- collected_expressions: Returns the first and last token of each expression that the aggregate or function at a position
-- collects: its arguments, except literals of a function and a short literal after the first of an aggregate. With DISTINCT the
-- expressions of ORDER BY are among them, because PostgreSQL requires them to be equal to arguments. For array(select …) it returns the
-- whole query.
-- Called by: meter_aggregates.
create or replace function sandbox.collected_expressions(kinds "char"[], words text[], at integer)
returns table (first integer, last integer, is_literal boolean)
language plpgsql
immutable
rows 2
set search_path = pg_catalog, pg_temp
as $$
declare
  c_is_query constant boolean := words[at] = 'array';
  v_depth integer := 0;
  c_is_aggregate constant boolean := trim(words[at], '"') ~ '_agg$';
  v_begun integer := case when words[at + 2] in ('distinct', 'all', 'variadic') then at + 3 else at + 2 end;
  v_ends boolean;
begin
  for v_at in at + 2..cardinality(words) loop
    v_ends := v_depth = 0 and case kinds[v_at]
      when 'o' then words[v_at] = ')' or words[v_at] = ',' and not c_is_query
      when 'i' then words[v_at] in ('order', 'asc', 'desc', 'nulls', 'using') and not c_is_query
      else false
    end;
    if v_ends and v_at > v_begun then
      first := v_begun;
      last := v_at - 1;
      is_literal := first = last and (kinds[first] in ('l', 'p') or words[first] = 'null') and not c_is_query;
      if not (is_literal and (not c_is_aggregate
        or words[first - 1] = ',' and kinds[first] = 'l' and octet_length(words[first]) <= 100)) then
        return next;
      end if;
      v_begun := cardinality(words) + 1;
    end if;
    exit when v_ends and (words[v_at] = ')' or words[v_at] = 'order' and words[at + 2] <> 'distinct');
    if v_ends and words[v_at] = ',' then
      v_begun := v_at + 1 + (words[v_at + 1] = 'variadic')::integer;
    elsif v_ends and words[v_at] = 'order' then
      v_begun := v_at + 2;
    elsif kinds[v_at] = 'o' and words[v_at] in ('(', '[') then
      v_depth := v_depth + 1;
    elsif kinds[v_at] = 'o' and words[v_at] in (')', ']') then
      v_depth := v_depth - 1;
    end if;
  end loop;
end
$$;

comment on function sandbox.collected_expressions is 'Returns the expressions that an aggregate or array(select …) collects.';

revoke all on function sandbox.collected_expressions from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/rewrite/dropped_constraints.sql
-- dropped_constraints: Returns the table of ALTER TABLE and the constraints that it drops and that may have the app's prefix,
-- as written; null if it drops none. See resolve_constraints.
-- Called by: check_statement.
create or replace function sandbox.dropped_constraints(app_id bigint, words text[], ddl text, at integer)
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_names text[];
begin
  if ddl <> 'alter table' or not 'constraint' = any (words) then
    return null;
  end if;
  select array_agg(sandbox.bare_name(words[sandbox.skip_words(words, place + 1, '{if,exists}')])) into v_names
  from unnest(array_positions(words, 'constraint')) as place where words[place - 1] = 'drop';
  return words[sandbox.skip_words(words, sandbox.skip_words(words, sandbox.skip_words(words, at, '{if,exists}'), '{only}'), '{public,.}')]
    || v_names;
end
$$;

comment on function sandbox.dropped_constraints is 'Returns the table and the constraints of DROP CONSTRAINT.';

revoke all on function sandbox.dropped_constraints from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/rewrite/is_constant.sql
-- is_constant: Returns whether expressions do not depend on a row: they consist of literals, casts, auth.uid() and its siblings,
-- and calls of the app's own functions with such arguments. Anything else might be a column.
-- Called by: call_edits.
create or replace function sandbox.is_constant(app_id bigint, kinds "char"[], words text[], first integer, last integer)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return not exists (
    select from generate_series(first, last) as place
    where kinds[place] in ('i', 'q')
      and not (
        (kinds[place] = 'i' and words[place] in ('select', 'null', 'true', 'false', 'array'))
        or (words[place] = 'auth' and words[place + 1] = '.')
        or words[place - 2:place - 1] = '{auth,.}'
        -- A type, also public.app_57_kind, or what is before it.
        or words[place - 2:place - 1] = '{:,:}'
        or (words[place - 1] = '.' and words[place - 4:place - 2] = '{:,:,public}')
        or (words[place] = 'public' and words[place + 1] = '.' and words[place + 3] = '(')
        or (starts_with(words[place], platform.app_object(app_id, '')) and words[place + 1] = '(')
        -- name => value
        or words[place + 1:place + 2] in ('{=,>}', '{:,=}')
      )
  );
end
$$;

comment on function sandbox.is_constant is 'Returns whether expressions do not depend on a row.';

revoke all on function sandbox.is_constant from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/rewrite/meter_aggregates.sql
-- meter_aggregates: Returns what is inserted into a statement so that access.metered counts everything that an aggregate,
-- array(select …) or a function of any number of arguments collects: before or after the tokens at these positions.
-- Called by: rewrite.
create or replace function sandbox.meter_aggregates(kinds "char"[], words text[])
returns table (place integer, before text, after text)
language plpgsql
immutable
rows 8
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select edges.place, string_agg(edges.before, ''), string_agg(edges.after, '')
    from unnest(kinds, words) with ordinality as token (kind, word, position)
    cross join lateral sandbox.collected_expressions(kinds, words, token.position::integer) as collected
    cross join lateral (values
      (collected.first - 1, null, case
        when token.word = 'array' then 'select access.metered(collected.value) from ('
        when collected.is_literal then ' access.metered(('
        else ' access.metered('
      end),
      -- A literal gets a type, because anyelement accepts none without.
      (collected.last + 1, case
        when token.word = 'array' then ') as collected (value)'
        when collected.is_literal then ')::text)'
        else ')'
      end, null)
    ) as edges (place, before, after)
    where token.kind in ('i', 'q') and words[token.position + 1] = '(' and words[token.position - 1] is distinct from '.'
      and trim(token.word, '"') in (
        'string_agg', 'array_agg', 'range_agg', 'json_agg', 'jsonb_agg', 'json_object_agg', 'jsonb_object_agg', 'array',
        'concat', 'concat_ws', 'format', 'json_build_array', 'jsonb_build_array', 'json_build_object', 'jsonb_build_object')
    group by edges.place;
end
$$;

comment on function sandbox.meter_aggregates is 'Returns what is inserted so that what aggregates collect is counted.';

revoke all on function sandbox.meter_aggregates from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/rewrite/passed_over.sql
-- passed_over: Returns a note if a statement is accepted without being run, because what it asks for is already so; null
-- otherwise. Dumps contain such statements: the owner of each object, and the key and the account of the profile table.
-- statement is the first words, at the position after them.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, profile_is_fixed.
create or replace function sandbox.passed_over(app_id bigint, words text[], statement text, at integer)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer;
  v_rest text;
  v_account constant text := '^foreign key \( id \) references auth \. users(?: \( id \))?';
begin
  if statement ~ '^(?:grant|revoke) ' then
    v_at := sandbox.expect_functions(app_id, words, at);
    return case
      when words[v_at] not in ('to', 'from') or sandbox.grantees(words, v_at + 1, statement ~ '^grant') <> '{}' then null
      when statement ~ '^grant' then 'The grant was left out: the role has the right already.'
      else 'The revoke was left out: anon and authenticated hold grants of their own. Revoke from them.'
    end;
  elsif statement = 'alter function' then
    v_at := sandbox.expect_functions(app_id, words, at);
    return case
      when words[v_at:] = '{owner,to,postgres}' then 'OWNER TO was left out: the roles of the app own its functions.'
      when words[v_at:v_at + 1] = '{set,search_path}' then 'SET search_path was left out: every function of an app has the same.'
    end;
  elsif statement ~ '^create.* trigger$' then
    v_at := array_position(words, 'on', at) + 1;
    return case when sandbox.is_moddatetime(words, array_position(words, 'execute', at) + 2)
        and words[cardinality(words) - 1] = 'updated_at' and sandbox.expect_app_name(app_id, words, v_at) > v_at
      then 'The trigger was left out: updated_at is set automatically.' end;
  elsif statement not in ('alter table', 'alter view', 'alter type') then
    return null;
  end if;
  v_at := sandbox.expect_app_name(app_id, words, sandbox.skip_words(words, sandbox.skip_words(words, at, '{if,exists}'), '{only}'));
  if words[v_at:] = '{owner,to,postgres}' then
    return 'OWNER TO was left out: the role of the app owns what it creates.';
  elsif statement <> 'alter table' or words[v_at - 1] <> platform.app_object(app_id, 'users') then
    return null;
  elsif words[v_at:] = '{replica,identity,default}' then
    return 'REPLICA IDENTITY DEFAULT was left out: profiles have it already.';
  elsif words[v_at] = 'add' then
    v_rest := array_to_string(words[v_at + case when words[v_at + 1] = 'constraint' then 3 else 1 end:], ' ');
    if v_rest = 'primary key ( id )' then
      return 'The primary key was left out: id is the primary key of profiles already.';
    elsif v_rest ~ (v_account
      || '(?: match simple)?(?: on update (?:cascade|no action))?(?: on delete (?:cascade|no action))?(?: not valid)?$') then
      return 'The reference was left out: a profile is deleted with its account already.';
    elsif v_rest ~ v_account then
      perform sandbox.refuse('profile_is_fixed', 'a profile has the id of its account and is deleted with it',
        'Leave the constraint out.', at => v_at);
    end if;
  end if;
  return null;
end
$$;

comment on function sandbox.passed_over is 'Returns a note if a statement is accepted without being run.';

revoke all on function sandbox.passed_over from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/rewrite/protect_first.sql
-- protect_first: Returns the SQL that runs before a statement that enables row security or creates a policy: from then on, the
-- table has row security and no default policy, which would let members read it. The catalog itself remembers that the app's
-- owner wanted it protected, whatever is dropped, renamed or refused later (see infer_scope).
-- at is the position of the table's name.
-- Called by: rewrite_ddl.
create or replace function sandbox.protect_first(words text[], at integer)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format('alter table if exists public.%1$I enable row level security; drop policy if exists default_owner_only on public.%1$I; '
    'drop policy if exists default_members_only on public.%1$I; ', words[sandbox.skip_words(words, at, '{public,.}')]);
end
$$;

comment on function sandbox.protect_first is 'Returns the SQL that closes a table before a statement that asks for protection.';

revoke all on function sandbox.protect_first from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/rewrite/rewrite.sql
-- rewrite: Returns the replacements for the tokens of a statement or of the body of a function; an element is null if the token
-- stays, and the result is null if all stay. Accounts become the app's profiles (REFERENCES auth.users, and reads in views,
-- policies and bodies), calls become those that the app's role may name (see call_edits), and functions that could fill the memory
-- with one call become their capped twins there; what aggregates collect is counted (see meter_aggregates).
-- ddl is the first words of a DDL statement, 'body', or null; at is the position after them.
-- Called by: check_statement, function_ddl and rewritten_texts.
create or replace function sandbox.rewrite(app_id bigint, kinds "char"[], texts text[], words text[], ddl text, at integer)
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_capped constant text[] :=
    '{repeat,lpad,rpad,replace,regexp_replace,array_append,array_cat,array_prepend,array_replace,array_to_string}';
  c_spaces constant text := e' \t\n\r\f\v';
  v_replacements text[];
  v_fill record;
begin
  if words && (c_capped || array(select '"' || name || '"' from unnest(c_capped) as name)) then
    for v_fill in
      select token.position, trim(token.word, '"') as name
      from unnest(kinds, words) with ordinality as token (kind, word, position)
      where token.kind in ('i', 'q') and trim(token.word, '"') = any (c_capped)
        and words[token.position + 1] = '(' and words[token.position - 1] is distinct from '.'
    loop
      v_replacements[v_fill.position] := 'access.' || v_fill.name;
    end loop;
  end if;
  for v_fill in select edit.place as position, edit.fill, edit.before, edit.after
    from sandbox.call_edits(app_id, kinds, words, ddl) as edit
  loop
    v_replacements[v_fill.position] := concat(v_fill.before,
      coalesce(v_fill.fill, v_replacements[v_fill.position], ltrim(texts[v_fill.position], c_spaces)), v_fill.after);
  end loop;
  if ddl is not null and ddl <> 'body' then
    for v_fill in select edit.place as position, edit.fill from sandbox.rewrite_ddl(app_id, kinds, words, ddl, at) as edit loop
      -- A fill that ends with a space is inserted before the token; any other fill replaces it.
      v_replacements[v_fill.position] := v_fill.fill || case
        when v_fill.fill like '% ' then coalesce(v_replacements[v_fill.position], ltrim(texts[v_fill.position], c_spaces))
        else ''
      end;
    end loop;
  end if;
  for v_fill in select edit.place as position, edit.fill from sandbox.bounded_forms(texts, words) as edit loop
    v_replacements[v_fill.position] := v_fill.fill;
  end loop;
  for v_fill in select edit.place as position, edit.before, edit.after from sandbox.meter_aggregates(kinds, words) as edit loop
    v_replacements[v_fill.position] := concat(v_fill.before,
      coalesce(v_replacements[v_fill.position], ltrim(texts[v_fill.position], c_spaces)), v_fill.after);
  end loop;
  if v_replacements is null then
    return null;
  end if;
  return array(
    select left(texts[position], char_length(texts[position]) - char_length(ltrim(texts[position], c_spaces))) || v_replacements[position]
    from generate_subscripts(texts, 1) as position order by position
  );
end
$$;

comment on function sandbox.rewrite is 'Returns the replacements for the tokens of a statement.';

revoke all on function sandbox.rewrite from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/rewrite/rewrite_ddl.sql
-- rewrite_ddl: Returns the replacements in a DDL statement. CONCURRENTLY is removed, because a call is one transaction.
-- Constraints that create an index get the app's prefix. CREATE TABLE of the profile table adds to it instead. FORCE ROW
-- LEVEL SECURITY becomes ENABLE: it must not apply to the app's own role. What asks for row security closes the table first
-- (see protect_first). Functions are those of schema code.
-- place is the position of a token: a fill that ends with a space is inserted before the token, any other fill replaces it.
-- Called by: rewrite.
create or replace function sandbox.rewrite_ddl(app_id bigint, kinds "char"[], words text[], ddl text, at integer)
returns table (place integer, fill text)
language plpgsql
immutable
rows 4
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer;
  v_name integer;
begin
  if ddl like '%index' and words[at] = 'concurrently' then
    return query values (at, '');
  elsif ddl = 'create table' and sandbox.is_profile_table(app_id, words, at) then
    return query select edit.place, edit.fill from sandbox.rewrite_profile_table(app_id, kinds, words, at) as edit;
  elsif ddl = 'create policy' then
    return query values (1, sandbox.protect_first(words, at + 2));
  elsif ddl like '%trigger' and sandbox.is_moddatetime(words, array_position(words, 'execute') + 2) then
    v_at := array_position(words, 'moddatetime');
    return query values (v_at, case when words[v_at - 1] = '.' then 'moddatetime' else 'extensions.moddatetime' end),
      (v_at + 2, quote_literal(sandbox.bare_name(words[v_at + 2])));
  elsif ddl like '%function' or (ddl = 'comment on' and words[at] = 'function') then
    return query select edit.place, edit.fill from sandbox.rewrite_functions(app_id, words, at) as edit;
  end if;
  if ddl not in ('create table', 'alter table') then
    return;
  elsif ddl = 'alter table' and sandbox.asks_for_row_security(words) then
    v_at := sandbox.skip_words(words, sandbox.skip_words(words, at, '{if,exists}'), '{only}');
    return query values (1, sandbox.protect_first(words, v_at));
    return query select place.each, 'enable' from unnest(array_positions(words, 'force')) as place (each)
      where words[place.each + 1:place.each + 3] = '{row,level,security}';
  end if;
  foreach v_at in array array_positions(words, 'constraint') loop
    if words[v_at - 1] = 'drop' then
      -- The constraint may have got the prefix when it was created; see resolve_constraints.
      v_name := sandbox.skip_words(words, v_at + 1, '{if,exists}');
      if sandbox.constraint_name(app_id, words[v_name]) <> sandbox.bare_name(words[v_name]) then
        return query values (v_name, sandbox.constraint_marker(sandbox.bare_name(words[v_name])));
      end if;
    elsif words[v_at + 2] in ('unique', 'primary', 'exclude') and words[v_at - 1] not in ('validate', 'rename') then
      return query values (v_at + 1, quote_ident(sandbox.constraint_name(app_id, words[v_at + 1])));
    end if;
  end loop;
end
$$;

comment on function sandbox.rewrite_ddl is 'Returns the replacements in a DDL statement.';

revoke all on function sandbox.rewrite_ddl from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/rewrite/rewrite_functions.sql
-- rewrite_functions: Returns the replacements in DROP, ALTER and COMMENT ON FUNCTION, GRANT and REVOKE: the app's functions are in schema
-- code, and the roles are those of grantees. For fills see rewrite_ddl.
-- Called by: rewrite_ddl.
create or replace function sandbox.rewrite_functions(app_id bigint, words text[], at integer)
returns table (place integer, fill text)
language plpgsql
immutable
rows 2
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer;
begin
  for v_at in select named from sandbox.function_names(app_id, words, at - 1) as named loop
    return query values (v_at, case when words[v_at - 1] = '.' then quote_ident(words[v_at]) else format('code.%I', words[v_at]) end);
    if words[v_at - 1] = '.' then
      return query values (v_at - 2, 'code');
    end if;
  end loop;
  if words[1] in ('grant', 'revoke') then
    v_at := sandbox.expect_functions(app_id, words, at) + 1;
    return query values (v_at, array_to_string(sandbox.grantees(words, v_at, words[1] = 'grant'), ', '));
    while words[v_at + 1] = ',' loop
      return query values (v_at + 1, ''), (v_at + 2, '');
      v_at := v_at + 2;
    end loop;
  end if;
end
$$;

comment on function sandbox.rewrite_functions is 'Returns the replacements in statements about functions.';

revoke all on function sandbox.rewrite_functions from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/rewrite/rewrite_profile_table.sql
-- rewrite_profile_table: Returns the replacements that turn CREATE TABLE of the profile table into ALTER TABLE … ADD COLUMN
-- IF NOT EXISTS. Columns that every profile has, the primary key and constraints on what accounts fill are skipped. Other
-- columns are added, without NOT NULL if they have no default or are references: a profile is created with the membership,
-- which has no value for them. ON DELETE CASCADE becomes SET NULL, and a default that names a row is left out. For fills see rewrite_ddl.
-- Called by: rewrite_ddl.
create or replace function sandbox.rewrite_profile_table(app_id bigint, kinds "char"[], words text[], at integer)
returns table (place integer, fill text)
language plpgsql
immutable
rows 20
set search_path = pg_catalog, pg_temp
as $$
declare
  v_again constant boolean := words[at:at + 2] = '{if,not,exists}';
  v_element record;
  v_kept integer := 0;
  v_last integer;
  v_action text;
begin
  for v_element in select * from sandbox.table_elements(kinds, words, array_position(words, '(')) loop
    v_action := case
      when sandbox.bare_name(v_element.name) in ('id', 'email', 'full_name', 'avatar_url', 'created_at', 'updated_at') then null
      when v_element.name is not null then 'add column if not exists '
      when v_element.on_account or v_element.kind = 'primary' or words[v_element.body:v_element.body + 4] = '{foreign,key,(,id,)}' then null
      -- A named constraint replaces one of that name; the platform's own are never replaced.
      when v_element.body > v_element.first
        and sandbox.bare_name(words[v_element.first + 1]) <> all (platform.profile_constraints(app_id))
        then format('drop constraint if exists %I, add ', case
          when v_element.kind in ('unique', 'exclude') then sandbox.constraint_name(app_id, words[v_element.first + 1])
          else sandbox.bare_name(words[v_element.first + 1])
        end)
      when not v_again then 'add '
    end;
    if v_action is null then
      return query select each, '' from generate_series(v_element.first, v_element.last) as each;
    else
      return query values (v_element.first, case when v_kept > 0 then ', ' else '' end || v_action);
      v_kept := v_kept + 1;
      if v_element.body > v_element.first and v_element.kind in ('unique', 'exclude') then
        return query values (v_element.first + 1, quote_ident(sandbox.constraint_name(app_id, words[v_element.first + 1])));
      elsif v_element.name is not null and v_element.not_null > 0 then
        return query values (v_element.not_null, ''), (v_element.not_null + 1, '');
      end if;
      if v_element.name is not null and v_element.fixed_default > 0 then
        return query values (v_element.fixed_default, ''), (v_element.fixed_default + 1, '');
      end if;
    end if;
    -- A profile ends with its membership, not with a row that it references.
    return query select each, 'set null' from generate_series(v_element.first, v_element.last) as each
      where v_action is not null and words[each - 2:each] = '{on,delete,cascade}';
    v_last := v_element.last;
    -- The comma or parenthesis after the element.
    return query values (v_element.last + 1, '');
  end loop;
  return query select each, '' from generate_series(v_last + 2, cardinality(words)) as each;
  return query values (1, case when v_kept > 0 then 'alter' else '' end), (array_position(words, '('), '');
  return query select each, '' from generate_series(case when v_kept > 0 then at else 2 end,
    case when v_kept = 0 then array_position(words, '(') - 1 when v_again then at + 2 else at - 1 end) as each;
end
$$;

comment on function sandbox.rewrite_profile_table is
  'Returns the replacements that turn CREATE TABLE of the profile table into additions to it.';

revoke all on function sandbox.rewrite_profile_table from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/rewrite/warnings.sql
-- warnings: Returns what was left out of a DDL statement when it was run (see rewrite_ddl), and which of its columns the Data API
-- cannot filter, or null.
-- Called by: check_statement.
create or replace function sandbox.warnings(app_id bigint, kinds "char"[], words text[], ddl text, at integer)
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, 'users');
  v_optional text;
  v_defaults text;
  v_is_less boolean;
  v_unfiltered constant text := (
    select string_agg(distinct format('"%s"', name), ', ') from unnest(sandbox.new_columns(kinds, words, ddl)) as name
    -- Beside the names of parameters, what is a path into JSON, an embedded table, a cast or a call in the name of a parameter.
    where name in ('and', 'or', 'order') or name ~ '[].,:;()&=<>*!"''%/\\|?#+@~^`{}[]|^\s|\s$');
  v_warnings constant text[] := case when v_unfiltered is not null then array[format('The Data API does not read %s as the name of a '
    'column: a filter on it fails with status 400, or is ignored. Rename the column to filter by it.', v_unfiltered)] end;
begin
  if ddl like '%index' and words[at] = 'concurrently' then
    return v_warnings || array['CONCURRENTLY was left out: every call is one transaction.'];
  elsif ddl = 'alter table' and sandbox.asks_for_row_security(words, forced => true) then
    return v_warnings || array['FORCE became ENABLE ROW LEVEL SECURITY, which applies to every user of the app.'];
  elsif ddl <> 'create table' or not sandbox.is_profile_table(app_id, words, at) then
    return v_warnings;
  end if;
  select string_agg(sandbox.bare_name(element.name), ', ') filter (where element.not_null > 0
      and sandbox.bare_name(element.name) not in ('id', 'email', 'full_name', 'avatar_url', 'created_at', 'updated_at')),
    string_agg(sandbox.bare_name(element.name), ', ') filter (where element.name is not null and element.fixed_default > 0),
    bool_or(element.on_account)
  into v_optional, v_defaults, v_is_less
  from sandbox.table_elements(kinds, words, array_position(words, '(')) as element;
  return v_warnings || array[format('%s is the profile table: missing columns were added, rows are created with the membership, '
      'and members can change the added columns only if you write an UPDATE policy that allows it.', v_table)]
    || case
      when v_optional is not null then array[format('NOT NULL was left out, because new profiles have no value for: %s.', v_optional)]
      else '{}'
    end
    || case
      when v_defaults is not null
        then array[format('The default was left out, because the row that it names could be deleted: %s.', v_defaults)]
      else '{}'
    end
    || case
      when v_is_less then array['Constraints on columns that accounts fill were left out: they could refuse a new member.']
      else '{}'
    end;
end
$$;

comment on function sandbox.warnings is 'Returns what was left out of a statement, and which columns cannot be filtered.';

revoke all on function sandbox.warnings from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run/audit_call.sql
-- audit_call: Writes one row to the audit log for a call of exec_sql: the fingerprints of its statements, without literals,
-- and how it ended. SQL that could not be read leaves only its hash.
-- Called by: platform.exec_sql.
create or replace function sandbox.audit_call(
  app_id bigint,
  statements sandbox.statement[],
  sql text,
  results jsonb,
  error jsonb,
  started timestamp with time zone,
  actor text
)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform platform.audit(app_id, 'exec_sql', jsonb_strip_nulls(jsonb_build_object(
    'fingerprint', coalesce(
      (select left(string_agg(statement.fingerprint, '; '), 2000) from unnest(statements) as statement),
      'sha256:' || encode(sha256(convert_to(sql, 'UTF8')), 'hex')),
    'statements', cardinality(statements),
    'outcome', case when error is null then 'done' when error ->> 'details' in ('sql_error', 'timed_out') then 'failed' else 'refused' end,
    'code', error -> 'code',
    'reason', error -> 'details',
    'rows', (select sum((result ->> 'row_count')::bigint) from jsonb_array_elements(results) as result),
    'duration_ms', round(1000 * extract(epoch from clock_timestamp() - started), 3)
  )), actor);
end
$$;

comment on function sandbox.audit_call is 'Writes one row to the audit log for a call of exec_sql.';

revoke all on function sandbox.audit_call from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run/begin_call.sql
-- begin_call: Admits a call of exec_sql: the app exists and is not deleted, one of its concurrency slots (sql_calls_per_app)
-- is taken, so that the queries of one app cannot occupy the whole shard, and one of the slots of the shard (sql_calls), so that
-- those of many apps cannot take all of its memory; then the time limit is armed. Slots and limit end with the transaction at
-- the latest.
-- Setting statement_timeout here would not affect the statement that is already running. transaction_timeout applies at
-- once. It ends a session that has outlived a shorter limit, and one that has outlived the statement_timeout of exec_sql (8 s) by
-- what it may take to remove what the statement has left on disk.
-- Called by: platform.exec_sql.
-- Errors: PT404 app_not_found, PT409 app_not_active, PT429 too_many_queries, shard_busy.
create or replace function sandbox.begin_call(app_id bigint, timeout_ms integer)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_calls constant bigint := platform.limit_of('sql_calls_per_app');
  v_calls_of_shard constant bigint := platform.limit_of('sql_calls');
  v_status text;
begin
  select apps.status into v_status from platform.apps where apps.id = begin_call.app_id;
  if v_status is null then
    perform sandbox.refuse('app_not_found', format('there is no app %s', app_id), 'List the apps with list_apps.', 'PT404');
  elsif v_status = 'deleted' then
    perform sandbox.refuse('app_not_active', format('app %s is deleted', app_id), 'Restore it with resume_app.', 'PT409');
  end if;
  if not sandbox.take_call_slot(app_id::text, v_calls) then
    perform sandbox.refuse('too_many_queries',
      format('app %s may run %s calls at a time', app_id, v_calls), 'Wait for one of them to end.', 'PT429');
  elsif not sandbox.take_call_slot('of the shard', v_calls_of_shard) then
    perform sandbox.refuse('shard_busy',
      format('the shard may run %s calls at a time', v_calls_of_shard), 'Wait a second and send it again.', 'PT429');
  end if;
  perform set_config('transaction_timeout', (timeout_ms + case when timeout_ms < 8000 then 250 else 4000 end)::text, true);
end
$$;

comment on function sandbox.begin_call is 'Admits a call of exec_sql: takes a slot of the app and of the shard, and arms the time limit.';

revoke all on function sandbox.begin_call from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run/bounded_query.sql
-- bounded_query: Returns a query that reads as the given one but measures the values of a row before PostgreSQL copies them into one:
-- a row that repeats a wide value in hundreds of columns would take hundreds of megabytes, twice, before an executor sees it.
-- The names and types come from the query itself, as the app and without a row.
-- Called by: run_statement, for queries that may have many columns.
create or replace function sandbox.bounded_query(app_id bigint, sql text, max_bytes bigint)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_read constant text := format('select sandbox.%I($1, 1, $2)', platform.app_role(app_id) || '_read');
  v_names text[];
  v_columns text;
  v_answer json;
begin
  execute v_read into v_answer using format(e'select * from (%s\n) as bounded limit 0', sql), max_bytes;
  v_names := array(select json_array_elements_text(v_answer -> 'names'));
  if cardinality(v_names) <= 20 then
    return sql;
  end if;
  v_columns := (select string_agg('c' || place, ', ' order by place) from generate_subscripts(v_names, 1) as place);
  execute v_read into v_answer using format(
    e'select array[%s] as types from (select) as one left join (select * from (%s\n) as bounded (%s) limit 0) as bounded on true',
    (select string_agg(format('pg_typeof(c%s)', place), ', ' order by place) from generate_subscripts(v_names, 1) as place),
    sql, v_columns), max_bytes;
  return (
    select format(e'select %s from (%s\n) as bounded (%s) where access.is_narrow(%s)',
      string_agg(format('c%s as %I', col.place, col.name), ', ' order by col.place), sql, v_columns,
      -- octet_length tells the length of a compressed text without reading it.
      string_agg(format(case when col.type in ('text', 'character varying', 'bytea') then 'coalesce(octet_length(c%s), 0)::bigint'
        else 'coalesce(pg_column_size(c%s), 0)::bigint' end, col.place), ' + ' order by col.place))
    from rows from (unnest(v_names), json_array_elements_text(v_answer #> '{rows,0,types}')) with ordinality as col (name, type, place));
end
$$;

comment on function sandbox.bounded_query is 'Returns a query that measures the values of a row before PostgreSQL copies them.';

revoke all on function sandbox.bounded_query from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run/end_columns.sql
-- end_columns: Deallocates the prepared statement of result_columns if there is one. A time limit can end a call between the two,
-- and no rollback removes a prepared statement from the connection.
-- Called by: result_columns, and platform.exec_sql after an error.
create or replace function sandbox.end_columns()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (select from pg_catalog.pg_prepared_statements where name = 'appshard_columns') then
    deallocate appshard_columns;
  end if;
end
$$;

comment on function sandbox.end_columns is 'Deallocates the prepared statement of result_columns.';

revoke all on function sandbox.end_columns from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run/error_json.sql
-- error_json: Returns refusals as PostgREST would return the first, {code, message, details, hint}, and sets the HTTP status
-- for it. details is the guard's stable reason, timed_out for a query that was cancelled, or sql_error for other errors of
-- PostgreSQL. Unless the error does not concern the SQL, refusals has all of them, at most 100, as {statement, line, position,
-- sqlstate, reason, message, hint}, and refusal_count their number. Statements, lines and characters are counted from 1.
-- Called by: platform.exec_sql and platform.check_sql.
create or replace function sandbox.error_json(app_id bigint, sql text, refusals sandbox.refusal[])
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_first constant sandbox.refusal := refusals[1];
  -- The app writes its functions without the schema.
  v_prefix constant text := platform.app_object(app_id, '');
  v_listed jsonb;
begin
  perform set_config('response.status', case
      when v_first.code ~ '^PT[0-9]{3}$' then substr(v_first.code, 3)
      when v_first.code in ('42501') then '403'
      when v_first.code in ('23503', '23505') then '409'
      when v_first.code = '57014' and v_first.detail is distinct from 'result_too_large' then '504'
      when v_first.code ~ '^(?:53|55P03)' then '503'
      else '400'
    end, true);
  select jsonb_agg(jsonb_build_object(
      'statement', refusal.statement,
      'line', 1 + char_length(left(sql, refusal.position - 1)) - char_length(replace(left(sql, refusal.position - 1), e'\n', '')),
      'position', refusal.position,
      'sqlstate', refusal.code,
      'reason', case
        when platform.is_reason(refusal.detail) then refusal.detail
        when refusal.code = '57014' then 'timed_out'
        when refusal.code = '54000' and refusal.message like 'index row %' then 'too_long_for_index'
        else 'sql_error'
      end,
      'message', replace(refusal.message, 'code.' || v_prefix, v_prefix),
      'hint', case
        when platform.is_reason(refusal.detail) and refusal.hint <> '' then refusal.hint
        else replace(sandbox.error_hint(app_id, refusal.code, refusal.message, refusal.detail, refusal.hint), 'code.' || v_prefix, v_prefix)
      end
    ) order by listed.number)
  into v_listed
  from unnest(refusals[:100]) with ordinality as listed (statement, "position", code, message, detail, hint, inside, number)
  cross join lateral (select listed.*) as refusal;
  return jsonb_build_object(
    'code', v_first.code, 'message', v_listed #> '{0,message}', 'details', v_listed #> '{0,reason}', 'hint', v_listed #> '{0,hint}'
  ) || case when v_first.position is null then '{}'
    else jsonb_build_object('refusals', v_listed, 'refusal_count', cardinality(refusals)) end;
end
$$;

comment on function sandbox.error_json is 'Returns refusals as PostgREST would return the first, and sets the HTTP status.';

revoke all on function sandbox.error_json from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run/find_drops.sql
-- find_drops: Returns what a statement would drop of an app's tables of specs, with all that cascades: {"lists": null, "todos":
-- ["text"]} for a table and a column. It runs the statement and rolls it back, so that PostgreSQL itself decides; an error of
-- the statement is raised.
-- Called by: run_ddl.
create or replace function sandbox.find_drops(app_id bigint, sql text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_tables constant jsonb := (
    select jsonb_object_agg(relation.name, relation.id)
    from platform.registered_relations(app_id) as relation where platform.is_spec_scope(relation.scope));
  v_columns constant jsonb := (
    select jsonb_object_agg(attrelid || ' ' || attnum, attname)
    from pg_catalog.pg_attribute
    where attrelid in (select id::oid from jsonb_each_text(v_tables) as spec (name, id)) and attnum > 0 and not attisdropped);
  v_drops jsonb;
begin
  perform sandbox.run_as_app(app_id, sql);
  select jsonb_object_agg(spec.name, gone.columns) into v_drops
  from jsonb_each_text(v_tables) as spec (name, id)
  left join pg_catalog.pg_class on pg_class.oid = spec.id::oid
  left join lateral (
    select jsonb_agg(v_columns -> (attrelid || ' ' || attnum)) as columns
    from pg_catalog.pg_attribute where attrelid = pg_class.oid and attisdropped and v_columns ? (attrelid || ' ' || attnum)
  ) as gone on true
  where pg_class.oid is null or gone.columns is not null;
  perform platform.undo_dry_run();
  return null;
exception when sqlstate 'DRY00' then
  return coalesce(v_drops, '{}');
end
$$;

comment on function sandbox.find_drops is 'Returns what a statement would drop of an app''s tables of specs.';

revoke all on function sandbox.find_drops from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run/located.sql
-- located: Returns an error of exec_sql or check_sql with its place in the SQL. If the guard refused the SQL, returns all its
-- refusals. An error before the SQL was read, such as a wrong option, has no place.
-- SQL that took too long to read is not read again, and what the time limit does not leave to report is not reported.
-- is_read tells whether the guard accepted the SQL, so that the error is one of running it.
-- Called by: platform.exec_sql and platform.check_sql.
create or replace function sandbox.located(
  app_id bigint,
  sql text,
  parameters jsonb,
  error sandbox.refusal,
  is_read boolean,
  is_admitted boolean default true
)
returns sandbox.refusal[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_error sandbox.refusal := error;
  v_all sandbox.refusal[];
begin
  if not is_admitted or sql is null then
    return array[error];
  elsif not is_read and platform.is_reason(error.detail) then
    v_all := array(select refusal from sandbox.refusals(app_id, sql, parameters) as refusal);
    return case when v_all = '{}' then array[error] else v_all end;
  elsif not is_read then
    return array[error];
  end if;
  select place.statement, place.position into v_error.statement, v_error.position
  from sandbox.failed_at(app_id, sql, error.statement, error.message) as place;
  return array[v_error];
exception when query_canceled then
  return array[error];
end
$$;

comment on function sandbox.located is 'Returns an error of exec_sql or check_sql with its place in the SQL.';

revoke all on function sandbox.located from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run/resolve_constraints.sql
-- resolve_constraints: Replaces the markers of constraints in DROP CONSTRAINT by the name under which each exists: with the
-- app's prefix if there is such a constraint, otherwise as written, so that PostgreSQL reports a missing one.
-- drops are the name of the table, then the names as written; null where nothing is dropped.
-- Called by: run_statement.
create or replace function sandbox.resolve_constraints(app_id bigint, sql text, drops text[])
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_sql text := sql;
  v_name text;
begin
  if drops is null then
    return sql;
  end if;
  foreach v_name in array drops[2:] loop
    v_sql := replace(v_sql, sandbox.constraint_marker(v_name), quote_ident(case
      when exists (
        select from pg_catalog.pg_constraint join pg_catalog.pg_class on pg_class.oid = pg_constraint.conrelid
        where pg_class.relname = drops[1] and pg_class.relnamespace = 'public'::regnamespace
          and pg_constraint.conname = sandbox.constraint_name(app_id, v_name)
      ) then sandbox.constraint_name(app_id, v_name)
      else v_name
    end));
  end loop;
  return v_sql;
end
$$;

comment on function sandbox.resolve_constraints is 'Replaces the markers of constraints by the names under which they exist.';

revoke all on function sandbox.resolve_constraints from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run/result_columns.sql
-- result_columns: Returns the columns of a query's result as [{name, type}]. It prepares the query, which analyses it
-- without running it, and deallocates it at once, so that nothing remains on the connection (see also end_columns).
-- Called by: run_statement.
create or replace function sandbox.result_columns(app_id bigint, sql text, names json)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_types text[];
begin
  perform sandbox.run_as_app(app_id, 'prepare appshard_columns as ' || sql);
  select result_types::text[] into v_types from pg_catalog.pg_prepared_statements where name = 'appshard_columns';
  perform sandbox.end_columns();
  return (
    select coalesce(jsonb_agg(jsonb_build_object('name', element.name, 'type', v_types[element.position]) order by element.position), '[]')
    from json_array_elements_text(case json_typeof(names) when 'array' then names else '[]' end) with ordinality as element (name, position)
  );
end
$$;

comment on function sandbox.result_columns is 'Returns the columns of a query''s result.';

revoke all on function sandbox.result_columns from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run/run_ddl.sql
-- run_ddl: Runs one DDL statement as the app. What it drops of a table of a spec goes to the trash first and is recorded as a
-- schema change, as if the platform had dropped it. The statement itself then finds an empty table of the same name to drop, or
-- the column without its saved values, so that its effects and errors remain those of PostgreSQL.
-- Called by: run_statement.
-- Errors: what PostgreSQL raises.
create or replace function sandbox.run_ddl(app_id bigint, sql text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_drops jsonb := '{}';
  v_tables text[];
  v_name text;
begin
  if sql ~* '^\s*(?:create(?:\s+or\s+replace)?|drop|alter|comment\s+on|(?:grant|revoke)\s[^;]*?\son)\s+(?:function|routine)\M' then
    perform sandbox.run_function_ddl(app_id, sql);
    return;
  elsif sql ~* '^\s*(?:drop\s+(?:table|type)|alter\s+table)\M'
    -- Reserved words only: DROP IDENTITY and DROP EXPRESSION may be about columns of these names.
    and sql ~* '\mdrop\M(?!\s+(?:constraint|default|not)\M)' then
    v_drops := sandbox.find_drops(app_id, sql);
  end if;
  v_tables := array(select key from jsonb_each(v_drops) where value = 'null' order by key);
  if v_tables <> '{}' then
    perform platform.trash_tables(app_id, v_tables);
    foreach v_name in array v_tables loop
      perform sandbox.run_as_app(app_id, format('create table public.%I ()', platform.app_object(app_id, v_name)));
    end loop;
  end if;
  if v_drops - v_tables = '{}' then
    perform sandbox.run_as_app(app_id, sql);
  else
    perform platform.trash_columns(app_id, v_drops - v_tables, sql);
  end if;
end
$$;

comment on function sandbox.run_ddl is 'Runs one DDL statement as the app, and keeps in the trash what it drops.';

revoke all on function sandbox.run_ddl from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run/run_function_ddl.sql
-- run_function_ddl: Runs one DDL statement about functions as the app, which may create functions in schema code meanwhile, and
-- completes what it created or changed (platform.install_functions). A wrapper depends on its function and may have a view that
-- depends on it, so DROP drops the wrapper first, with the same words, and a wrapper is renamed with its function.
-- A function that was changed past the guard stays a finding, unless CREATE gives it a new body.
-- Called by: run_ddl.
-- Errors: what PostgreSQL raises.
create or replace function sandbox.run_function_ddl(app_id bigint, sql text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_pairs constant jsonb := (
    select jsonb_object_agg(wrapper.oid, code.oid)
    from platform.code_functions(app_id) as own (id)
    join pg_catalog.pg_proc as code on code.oid = own.id
    join pg_catalog.pg_proc as wrapper
      on wrapper.pronamespace = 'public'::regnamespace and wrapper.proname = code.proname and wrapper.proargtypes = code.proargtypes);
  v_changed constant oid[] := array(
    select function_id from platform.app_functions as registered
    where registered.app_id = run_function_ddl.app_id and sql !~* '^\s*create\M' and strpos(sql, registered.name) > 0
      and registered.facts is distinct from platform.function_facts(registered.function_id));
begin
  perform sandbox.run_factory('lend_schemas', app_id);
  if sql ~* '^\s*drop\M' then
    perform sandbox.run_as_app(app_id, regexp_replace(replace(sql, 'code.', 'public.'),
      '^(\s*drop\s+\w+)\M(?!\s+if\s+exists)', '\1 if exists', 'i'));
  end if;
  perform sandbox.run_as_app(app_id, sql);
  perform sandbox.run_as_app(run_function_ddl.app_id, format('alter function %s rename to %I;', wrapper.oid::regprocedure, code.proname))
  from jsonb_each_text(v_pairs) as pair
  join pg_catalog.pg_proc as wrapper on wrapper.oid = pair.key::oid
  join pg_catalog.pg_proc as code on code.oid = pair.value::oid
  where code.proname <> wrapper.proname;
  perform platform.install_functions(app_id, sql, v_changed);
  perform sandbox.run_factory('take_schemas_back', app_id);
end
$$;

comment on function sandbox.run_function_ddl is 'Runs one DDL statement about functions as the app, and completes what it created.';

revoke all on function sandbox.run_function_ddl from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run/run_statement.sql
-- run_statement: Runs one statement that the guard accepted, as the app, and returns {command, columns, rows, row_count,
-- truncated, duration_ms}, with warnings if something was left out.
-- Called by: run_statements.
-- Errors: 25006 read_only, and what PostgreSQL raises.
create or replace function sandbox.run_statement(
  app_id bigint,
  statement sandbox.statement,
  read_only boolean,
  max_rows integer,
  max_bytes bigint
)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_started constant timestamp with time zone := clock_timestamp();
  v_answer json;
  v_rows bigint;
begin
  if read_only and statement.kind not in ('read', 'explain') then
    perform sandbox.refuse('read_only',
      format('%s changes something, and the call only reads', statement.command), 'Call without read_only.', '25006');
  elsif read_only then
    -- A query may call functions of the app that write. The setting ends with the subtransaction of run_statements.
    perform set_config('transaction_read_only', 'on', true);
  end if;
  -- access.count_bytes counts for one statement.
  perform set_config('appshard.collected_bytes', '', true);
  if statement.text = '' then
    -- Nothing is left of it but a trigger on auth.users; or its warnings say why.
    if statement.sign_up is not null then
      perform platform.set_sign_up_code(app_id, statement.sign_up[1], statement.sign_up[2]);
    end if;
    v_answer := '{"row_count": 0, "truncated": false, "rows": []}';
  elsif not statement.returns_rows then
    if statement.kind = 'ddl' then
      perform sandbox.run_ddl(app_id, sandbox.resolve_constraints(app_id, statement.text, statement.drops));
    else
      v_rows := sandbox.run_as_app(app_id, statement.text);
    end if;
    v_answer := json_build_object('row_count', coalesce(v_rows, 0), 'truncated', false, 'rows', '[]'::json);
  else
    -- A query runs in the _read executor, in which PostgreSQL itself prevents changes. EXPLAIN cannot run there: it is a utility
    -- command.
    execute format('select sandbox.%I($1, $2, $3)',
      platform.app_role(app_id) || case statement.kind when 'read' then '_read' else '_query' end)
      into v_answer using case
        -- With this many commas it may have many columns.
        when statement.kind = 'read' and char_length(statement.text) - char_length(replace(statement.text, ',', '')) >= 50
          then sandbox.bounded_query(app_id, statement.text, max_bytes)
        else statement.text
      end, max_rows, max_bytes;
  end if;
  return jsonb_build_object(
    'command', statement.command,
    'columns', case
      when not statement.returns_rows then '[]'
      when statement.kind = 'explain' then '[{"name": "QUERY PLAN", "type": "text"}]'
      else sandbox.result_columns(app_id, statement.text, v_answer -> 'names')
    end,
    'row_count', (v_answer ->> 'row_count')::bigint,
    'truncated', (v_answer ->> 'truncated')::boolean,
    'rows', v_answer -> 'rows',
    'duration_ms', round(1000 * extract(epoch from clock_timestamp() - v_started), 3)
  ) || case when statement.warnings is null then '{}' else jsonb_build_object('warnings', statement.warnings) end;
end
$$;

comment on function sandbox.run_statement is 'Runs one statement that the guard accepted, as the app.';

revoke all on function sandbox.run_statement from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run/run_statements.sql
-- run_statements: Runs the statements of a call in order. After DDL, reconcile_app protects and registers what changed, and
-- the app must be sound. Rows are capped for the whole call: max_rows per statement, sql_max_result_bytes of JSON in total.
-- An error passes on the number of its statement in its column name, for failed_at; null is an error after the last one.
-- Called by: platform.exec_sql.
-- Errors: those of run_statement, platform.lock_app, platform.require_scope_policies and platform.reconcile_app.
create or replace function sandbox.run_statements(app_id bigint, statements sandbox.statement[], options jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_statement sandbox.statement;
  v_result jsonb;
  v_results jsonb := '[]';
  v_bytes bigint := platform.limit_of('sql_max_result_bytes');
  v_max_rows constant integer := least(coalesce((options ->> 'max_rows')::bigint, 1000), platform.limit_of('sql_max_rows'));
  v_has_ddl boolean := false;
  v_follows_ddl boolean := false;
  v_has_policies boolean := false;
  v_number integer := 0;
  v_code text;
  v_message text;
  v_detail text;
  v_hint text;
  v_before jsonb;
  v_read_only constant boolean := coalesce((options ->> 'read_only')::boolean, false);
begin
  foreach v_statement in array statements loop
    v_number := v_number + 1;
    if v_statement.kind = 'ddl' and not v_has_ddl and not v_read_only then
      perform platform.lock_app(app_id);
      v_has_ddl := true;
      select jsonb_object_agg(relation.name, relation.id) into v_before from platform.registered_relations(app_id) as relation;
    end if;
    if v_statement.kind <> 'ddl' and v_follows_ddl then
      perform platform.grant_to_code(app_id);
    end if;
    v_follows_ddl := v_statement.kind = 'ddl';
    v_has_policies := v_has_policies or v_statement.text ~* '\mpolicy\M';
    v_result := sandbox.run_statement(app_id, v_statement, v_read_only, v_max_rows, greatest(v_bytes, 0));
    if v_statement.kind = 'ddl' and v_statement.text ~* '\mrename\M' then
      v_before := platform.follow_renames(app_id, v_before);
    end if;
    v_bytes := v_bytes - octet_length(v_result::text);
    v_results := v_results || v_result;
  end loop;
  v_number := null;
  if v_has_ddl and v_has_policies then
    perform platform.require_scope_policies(app_id, platform.changed_relations(app_id), v_before);
  end if;
  if v_has_ddl then
    perform platform.reconcile_app(app_id, everything => false, before => v_before);
    perform platform.retry_sign_ups(app_id);
  end if;
  return v_results;
exception when others or query_canceled then
  get stacked diagnostics v_code = returned_sqlstate, v_message = message_text,
    v_detail = pg_exception_detail, v_hint = pg_exception_hint;
  raise exception using errcode = v_code, message = v_message, detail = v_detail, hint = v_hint,
    column = coalesce(v_number::text, '');
end
$$;

comment on function sandbox.run_statements is 'Runs the statements of a call.';

revoke all on function sandbox.run_statements from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run/take_call_slot.sql
-- take_call_slot: Takes a free one of the slots of an app or of the shard for the rest of the transaction, and returns whether
-- there was one.
-- Called by: begin_call.
create or replace function sandbox.take_call_slot(holder text, slots bigint)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  for v_slot in 1..slots loop
    if pg_try_advisory_xact_lock(hashtextextended(format('appshard exec_sql %s %s', holder, v_slot), 0)) then
      return true;
    end if;
  end loop;
  return false;
end
$$;

comment on function sandbox.take_call_slot is 'Takes a free slot of an app or of the shard for a call of exec_sql.';

revoke all on function sandbox.take_call_slot from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/asks_for_row_security.sql
-- asks_for_row_security: Returns whether ALTER TABLE enables or forces row-level security.
-- Called by: rewrite_ddl and warnings.
create or replace function sandbox.asks_for_row_security(words text[], forced boolean default false)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from unnest(array_positions(words, 'row')) as position
    where words[position + 1:position + 2] = '{level,security}'
      and (words[position - 1] = 'force' or (words[position - 1] = 'enable' and not forced)));
end
$$;

comment on function sandbox.asks_for_row_security is 'Returns whether ALTER TABLE enables or forces row-level security.';

revoke all on function sandbox.asks_for_row_security from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/bare_name.sql
-- bare_name: Returns a name without the quotes that check_statement leaves around it.
create or replace function sandbox.bare_name(word text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when word like '"%"' and char_length(word) > 1 then substr(word, 2, char_length(word) - 2) else word end;
end
$$;

comment on function sandbox.bare_name is 'Returns a name without its quotes.';

revoke all on function sandbox.bare_name from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/closing_bracket.sql
-- closing_bracket: Returns the position of the bracket that closes the one at a position, or null.
create or replace function sandbox.closing_bracket(words text[], open integer)
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_depth integer := 0;
begin
  for v_at in open .. cardinality(words) loop
    if words[v_at] in ('(', '[') then
      v_depth := v_depth + 1;
    elsif words[v_at] in (')', ']') then
      v_depth := v_depth - 1;
      if v_depth = 0 then
        return v_at;
      end if;
    end if;
  end loop;
  return null;
end
$$;

comment on function sandbox.closing_bracket is 'Returns the position of the bracket that closes another.';

revoke all on function sandbox.closing_bracket from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/constraint_marker.sql
-- constraint_marker: Returns what rewrite_ddl writes for the name of a constraint in DROP CONSTRAINT. The constraint may have
-- got the app's prefix when it was created, perhaps by the statement before, so resolve_constraints decides at run time.
-- Called by: rewrite_ddl and resolve_constraints.
create or replace function sandbox.constraint_marker(name text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return '"constraint ' || replace(name, '"', '""') || '"';
end
$$;

comment on function sandbox.constraint_marker is 'Returns what stands for the name of a constraint until the statement is run.';

revoke all on function sandbox.constraint_marker from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/constraint_name.sql
-- constraint_name: Returns the name of a constraint that creates an index, with the app's prefix: the indexes of all apps
-- share the namespace of schema public. A name that would be too long becomes the prefix and a hash.
-- Called by: rewrite_ddl, rewrite_profile_table, check_alter_table and resolve_constraints.
create or replace function sandbox.constraint_name(app_id bigint, word text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix constant text := platform.app_object(app_id, '');
  v_name constant text := sandbox.bare_name(word);
begin
  return case
    when v_name ~ ('^(?:' || platform.index_prefix() || ')?' || v_prefix) then v_name
    when octet_length(v_prefix || v_name) > 63 then v_prefix || md5(v_name)
    else v_prefix || v_name
  end;
end
$$;

comment on function sandbox.constraint_name is 'Returns the name of a constraint that creates an index, with the app''s prefix.';

revoke all on function sandbox.constraint_name from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/error_hint.sql
-- error_hint: Returns the hint for an error of PostgreSQL, by its SQLSTATE, message and detail; own is PostgreSQL's own hint, which is
-- kept unless it would lead nowhere.
-- Called by: error_json.
create or replace function sandbox.error_hint(app_id bigint, code text, message text, detail text, own text)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_users constant text := platform.app_object(app_id, 'users');
begin
  return case
    when code = '42883' and starts_with(message, 'function code.' || platform.app_object(app_id, '')) then 'Create the function first, or '
      'write its name and the types of its arguments as describe_app lists them. A trigger calls a function without arguments that '
      'returns trigger. In a policy, do not leave the condition out: every member would pass.'
    when code = '42883' and message like 'function %' then 'If it is a function of PostgreSQL, correct its name or cast its arguments. '
      'If it is one of the app: ' || sandbox.hint(app_id, 'helper')
    when code = '42883' then 'Cast one side to the type of the other, such as value::text.'
    when code in ('2BP01', '0A000')
      and message ~ '^cannot (?:drop column (?:id|user_id|created_at|updated_at) of|alter type of .* trigger)'
      then 'Keep the name, type, NOT NULL and default of id, user_id, created_at and updated_at; add a column of your own.'
    -- CASCADE would drop policies, too.
    when code = '2BP01' then concat('Drop what depends on it first, and create that again afterwards: ',
      replace(left(detail, 500), e'\n', '; '), '.')
    when code = '42703' then concat_ws(' ', nullif(own, ''), 'Add the column first, or use one that exists; describe_app lists the '
      'columns of every table. To drop it, write drop column if exists.')
    when code = '54000' and message like 'index row %'
      then 'Shorten the value, or drop the index that the message names and create one on md5(column) in its place.'
    when own <> '' then own
    when code = '42P01' and message ~ '^relation "(?!public\.)[^".]+\.' then
      sandbox.name_hint(app_id, 'schema_refused', substring(message from '"([^".]+)'))
    when code = '42P01' then format('Create the table first, and write its name with %s; describe_app lists the tables.',
      platform.app_object(app_id, ''))
    when code = '42P07' then 'Leave the statement out, write if not exists, or choose another name; describe_app lists the tables.'
    when code = '42701' then 'Leave the column out, or write add column if not exists.'
    when code = '42704' and message ~ '^type "(?:extensions\.)?(?:vector|halfvec|sparsevec|geometry|geography|citext|hstore|ltree)"'
      then 'Use a type of PostgreSQL: the operator of the shard installs extensions.'
    when code = '42704' and message like 'type %' then format('Create the type first, and write its name with %1$s: '
      'create type %1$sname as enum (…).', platform.app_object(app_id, ''))
    when code = '42704' and message ~ '^(?:policy|constraint|index|trigger)' then
      'Leave the statement out: there is nothing to change. With if exists it passes.'
    when code = '42704' then 'Use what exists in PostgreSQL and the extensions of the shard; its operator installs extensions.'
    when code = '42710' and message like 'policy %' then
      'Drop it first: drop policy if exists name on table. Leave the statement out if the policy is the same.'
    when code = '42710' and message like 'constraint %' then
      'Drop it first: alter table … drop constraint if exists name. Leave the statement out if the constraint is the same.'
    when code = '42710' and message like 'trigger %' then
      'Drop it first: drop trigger if exists name on table. Leave the statement out if the trigger is the same.'
    when code = '42723' then 'Write create or replace function, or drop it first: drop function if exists name(arguments).'
    when code = '42809' and message like '%is a view' then 'Views have no row triggers: write the trigger on the tables of the view.'
    when code = '42710' then 'Leave the statement out: it exists. A type gets more values by alter type … add value if not exists.'
    when code = '42P16' and message like 'multiple primary keys%' then 'Leave the statement out: the table has its primary key.'
    when code = '42501' and message like '%' || v_users || '%' then format('Leave it out: %s gets and loses its rows with the members, '
      'by sign-up, join_app and leave_app. Add columns to it for what an app knows about a member, but keep what members must not '
      'change in a table of its own.', v_users)
    when code = '42501' then 'Leave it out: SQL of an app reaches only the tables, views and types of the app.'
    when code = '42P10' then 'Create a unique index on the columns first, or write on conflict do nothing.'
    when code = '23502' then 'Give the column a value or a default. user_id of rows that nobody owns: drop not null from it.'
    when code = '23503' and message like 'update or delete%' then 'Delete or change the rows that refer to it first: the message names '
      'their table.'
    when code = '23503' then format('Insert the row that is referenced first, or leave this one out. A user_id must be that of a member, '
      'which %s lists.', v_users)
    when code = '23505' then 'Change the value, or write on conflict do nothing.'
    when code = '23514' then 'Change the value so that it satisfies the check, or change the check first.'
    when code = '0A000' and message ~ 'used by a (?:view|policy)'
      then 'Drop the view or the policy, change the column, and create it again.'
    when code = '3F000' then sandbox.name_hint(app_id, 'schema_refused', substring(message from '"(.*)"'))
    when code = '55P04' then 'Use the new value in the next call: a value of an enum type cannot be used in the call that adds it.'
    when code = '55P03' then 'Send it again: another session is using the table.'
    when code ~ '^55' then 'Send the statements in separate calls, in the order in which they depend on each other.'
    when code = '42601' then 'Correct the syntax at the position, and send it again.'
    when code ~ '^22' then 'Correct the value at the position, or cast it to the type that is needed.'
    when code = '57014' then 'Do less in one call.'
    else 'Correct the SQL as the message says, and send it again.'
  end;
end
$$;

comment on function sandbox.error_hint is 'Returns the hint for an error of PostgreSQL.';

revoke all on function sandbox.error_hint from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/expect_app_name.sql
-- expect_app_name: Reads the name of one of the app's relations or types at a position in a statement, and returns the
-- position after it. The name may be qualified with public; check_names refuses other schemas before.
-- or_index also accepts the prefixed names of indexes, such as idx_app_57_todos_text. reject_profile refuses the profile
-- table.
-- Called by: the checkers.
-- Errors: 42501 wrong_prefix, profile_is_fixed.
create or replace function sandbox.expect_app_name(
  app_id bigint,
  words text[],
  at integer,
  or_index boolean default false,
  reject_profile boolean default false
)
returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := case when words[at] = 'public' and words[at + 1] = '.' then at + 2 else at end;
  v_prefix constant text := platform.app_object(app_id, '');
begin
  if reject_profile and words[v_at] = v_prefix || 'users' then
    perform sandbox.refuse('profile_is_fixed', format('the profile table "%s" keeps its columns and the rules of every app', words[v_at]),
      'Add columns or constraints to it, drop those that the app added, or store the data in another table.', at => v_at);
  end if;
  if starts_with(words[v_at], v_prefix) and words[v_at] ~ ('^' || v_prefix || '[^[:cntrl:]]+$')
    or (or_index and words[v_at] ~ ('^' || platform.index_prefix() || v_prefix)) then
    return v_at + 1;
  end if;
  perform sandbox.refuse('wrong_prefix', format('"%s" does not begin with %s', left(words[v_at], 80), v_prefix),
    case
      when words[v_at + 1] = '.' then sandbox.name_hint(app_id, 'schema_refused', words[v_at])
      else format('Name it %s%s.', v_prefix, coalesce(nullif(left(sandbox.bare_name(words[v_at]), 40), v_prefix), 'todos'))
    end, at => v_at);
  return null;
end
$$;

comment on function sandbox.expect_app_name is 'Returns the position after the name of one of the app''s relations or types.';

revoke all on function sandbox.expect_app_name from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/expect_functions.sql
-- expect_functions: Reads names of the app's functions with or without the types of their arguments, and returns the position after them.
-- Called by: check_grant, check_alter_function and check_comment.
-- Errors: 42501 wrong_prefix.
create or replace function sandbox.expect_functions(app_id bigint, words text[], at integer)
returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer := at - 1;
begin
  loop
    v_at := sandbox.expect_app_name(app_id, words, v_at + 1);
    if words[v_at] = '(' then
      v_at := coalesce(sandbox.closing_bracket(words, v_at), cardinality(words)) + 1;
    end if;
    exit when words[v_at] is distinct from ',';
  end loop;
  return v_at;
end
$$;

comment on function sandbox.expect_functions is 'Returns the position after names of the app''s functions.';

revoke all on function sandbox.expect_functions from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/function_names.sql
-- function_names: Returns the positions of the names of the app's functions in DROP, ALTER, COMMENT ON, GRANT and REVOKE. at is the
-- position after the first words of the statement.
-- Called by: rewrite_functions.
create or replace function sandbox.function_names(app_id bigint, words text[], at integer)
returns setof integer
language plpgsql
immutable
rows 1
set search_path = pg_catalog, pg_temp
as $$
declare
  v_depth integer := 0;
begin
  for v_at in at .. cardinality(words) loop
    v_depth := v_depth + case when words[v_at] in ('(', '[') then 1 when words[v_at] in (')', ']') then -1 else 0 end;
    exit when v_depth = 0 and words[v_at] in ('to', 'from', 'is', 'rename');
    if v_depth = 0 and starts_with(words[v_at], platform.app_object(app_id, ''))
      and (case when words[v_at - 2:v_at - 1] = '{public,.}' then words[v_at - 3] else words[v_at - 1] end) in ('function', 'exists', ',')
    then
      return next v_at;
    end if;
  end loop;
end
$$;

comment on function sandbox.function_names is 'Returns the positions of the names of the app''s functions.';

revoke all on function sandbox.function_names from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/grantees.sql
-- grantees: Returns the roles that a GRANT or REVOKE of EXECUTE is about, as they are written to PostgreSQL: service_role means the app's
-- keys, too; PUBLIC means visitors and members in a grant, and nothing in a revoke, where they keep grants of their own, as in
-- Supabase; postgres has the right anyway. Null stands for a role that cannot be named. at is the position after TO or FROM.
-- Called by: check_grant, passed_over and rewrite_functions.
create or replace function sandbox.grantees(words text[], at integer, is_grant boolean)
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_roles text[] := '{}';
  v_at integer := at;
begin
  loop
    v_roles := v_roles || case trim(words[v_at], '"')
      when 'public' then case when is_grant then '{anon,authenticated}' else '{}' end::text[]
      when 'anon' then '{anon}'
      when 'authenticated' then '{authenticated}'
      when 'service_role' then '{app_service,service_role}'
      when 'app_service' then '{app_service}'
      when 'postgres' then '{}'
      else array[null]::text[]
    end;
    exit when words[v_at + 1] is distinct from ',';
    v_at := v_at + 2;
  end loop;
  return v_roles;
end
$$;

comment on function sandbox.grantees is 'Returns the roles that a GRANT or REVOKE of EXECUTE is about.';

revoke all on function sandbox.grantees from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/hint.sql
-- hint: Returns what to do instead of a construct that is not offered (see refusal_hints).
-- Called by: statement_hint, name_hint, error_hint and the checkers.
create or replace function sandbox.hint(app_id bigint, construct text)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select replace(refusal_hints.hint, '{p}', platform.app_object(app_id, '')) from sandbox.refusal_hints
    where refusal_hints.construct = hint.construct);
end
$$;

comment on function sandbox.hint is 'Returns what to do instead of a construct that is not offered.';

revoke all on function sandbox.hint from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/is_moddatetime.sql
-- is_moddatetime: Returns whether a trigger executes moddatetime(column), of the extension of that name.
-- Called by: check_create_trigger, passed_over and rewrite_ddl.
create or replace function sandbox.is_moddatetime(words text[], at integer)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := case when words[at:at + 1] = '{extensions,.}' then at + 2 else at end;
begin
  return coalesce(words[v_at:v_at + 1] = '{moddatetime,(}' and words[v_at + 3] = ')' and cardinality(words) = v_at + 3, false);
end
$$;

comment on function sandbox.is_moddatetime is 'Returns whether a trigger executes moddatetime(column).';

revoke all on function sandbox.is_moddatetime from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/is_profile_table.sql
-- is_profile_table: Returns whether CREATE TABLE names the profile table, which every app already has. at is the position
-- after the words create table.
-- Called by: rewrite_ddl and warnings.
create or replace function sandbox.is_profile_table(app_id bigint, words text[], at integer)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name constant integer := sandbox.skip_words(words, sandbox.skip_words(words, at, '{if,not,exists}'), '{public,.}');
begin
  return words[v_name] = platform.app_object(app_id, 'users');
end
$$;

comment on function sandbox.is_profile_table is 'Returns whether CREATE TABLE names the profile table.';

revoke all on function sandbox.is_profile_table from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/locks_rows.sql
-- locks_rows: Returns whether a query locks the rows that it reads, with FOR UPDATE or FOR SHARE. PostgreSQL treats that as
-- a write.
-- Called by: check_statement.
create or replace function sandbox.locks_rows(words text[])
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from unnest(array_positions(words, 'for')) as position where words[position + 1] in ('update', 'no', 'share', 'key')
  );
end
$$;

comment on function sandbox.locks_rows is 'Returns whether a query locks the rows that it reads.';

revoke all on function sandbox.locks_rows from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/main_verb.sql
-- main_verb: Returns the main verb of a statement that begins with WITH: the first verb outside parentheses.
-- Called by: check_statement and returns_rows.
create or replace function sandbox.main_verb(words text[])
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_depth integer := 0;
  v_word text;
begin
  foreach v_word in array words loop
    v_depth := v_depth + case v_word when '(' then 1 when ')' then -1 else 0 end;
    if v_depth = 0 and v_word in ('select', 'values', 'insert', 'update', 'delete', 'merge') then
      return v_word;
    end if;
  end loop;
  return 'select';
end
$$;

comment on function sandbox.main_verb is 'Returns the first verb outside parentheses.';

revoke all on function sandbox.main_verb from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/message_names.sql
-- message_names: Returns the names in a message of PostgreSQL, in the order in which to look for them in the SQL, as words
-- joined by spaces: t . nope for column t.nope, then nope. A name with the app's prefix is also looked for without it, and one
-- of schema access by that which was rewritten.
-- Called by: failed_at.
create or replace function sandbox.message_names(app_id bigint, message text)
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(
    select form.name
    from regexp_matches(message, '"((?:[^"]|"")*)"|\m(?:column|function|relation|table|type|view) ([^\s"(:]+)', 'g')
      with ordinality as match (parts, position)
    cross join lateral (select coalesce(match.parts[1], match.parts[2]) as name) as found
    cross join lateral (values
      (1, regexp_replace(found.name, '\.', ' . ', 'g')),
      (2, split_part(found.name, '.', -1)),
      (3, case found.name when 'access.user_id' then 'auth . uid' else replace(found.name, 'access.', 'auth . ') end),
      (4, regexp_replace(found.name, '^' || platform.app_object(app_id, ''), ''))
    ) as form (rank, name)
    where form.name <> ''
    order by match.position, form.rank
  );
end
$$;

comment on function sandbox.message_names is 'Returns the names in a message of PostgreSQL.';

revoke all on function sandbox.message_names from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/name_hint.sql
-- name_hint: Returns the hint for a name that is refused.
-- Called by: refuse_name, error_hint and expect_app_name.
create or replace function sandbox.name_hint(app_id bigint, problem text, word text)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix constant text := platform.app_object(app_id, '');
begin
  return case problem
    when 'foreign_name' then format('Use the tables of this app, such as %stodos.', v_prefix)
    when 'catalog_name' then case
        when lower(word) = 'pg_catalog' then 'Remove the schema name; allowed functions are found without it.'
        when lower(word) like 'pg\_temp%' then 'Use WITH, or a table of the app.'
        else 'Use describe_app to list tables and columns. If it is a column or an alias, give it a name that does not begin with pg_.'
      end
    when 'schema_refused' then case
        when word = 'auth' then format('Use only auth.uid(), auth.jwt(), auth.role() and auth.email(); profiles are in %susers.', v_prefix)
        when word = 'storage' then sandbox.hint(app_id, 'storage')
        when word = 'realtime' then sandbox.hint(app_id, 'realtime')
        when word in ('cron', 'net', 'vault', 'pgmq') then sandbox.hint(app_id, 'server')
        else format('Tables are in schema public: write %1$sname instead of %2$s.name; profiles are in %1$susers.',
          v_prefix, left(word, 40))
      end || ' If it is an alias, rename it.'
    when 'type_refused' then 'Cast to text instead.'
    when 'width_refused' then 'Write the format as a literal, with widths of at most four digits.'
    when 'user_metadata_refused' then sandbox.hint(app_id, 'roles')
    when 'name_too_long' then 'Choose a shorter name.'
    else sandbox.hint(app_id, case
        when word in ('current_setting', 'set_config') then 'claims'
        when word in ('nextval', 'currval', 'setval', 'lastval') then 'sequence'
        when word ~ '^uuid_generate_' or word = 'uuid_nil' then 'uuid'
        when word ~ '^has_.*_privilege$' or word in ('row_security_active', 'version', 'current_database', 'current_schema')
          then 'about_server'
        when word ~ '_xml' or word = 'dblink' then 'xml'
        when word in ('json_array', 'json_arrayagg', 'json_objectagg') then 'json_agg'
        when word in ('pg_sleep', 'pg_notify') then 'wait'
        when word ~ '^(?:has|is|can|get|check|user|current|my|belongs|owns)_' then 'helper'
        else 'unlisted'
      end)
  end;
end
$$;

comment on function sandbox.name_hint is 'Returns the hint for a name that is refused.';

revoke all on function sandbox.name_hint from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/named_token.sql
-- named_token: Returns the position of the first token of a statement that one of these names begins at, or null. The first
-- name that is found decides. A name is words joined by spaces; a literal is found by its content.
-- Called by: failed_at.
create or replace function sandbox.named_token(words text[], kinds "char"[], names text[])
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text;
  v_parts text[];
  v_at integer;
begin
  foreach v_name in array names loop
    v_parts := array[v_name, lower(v_name collate "C"), quote_literal(v_name)];
    select min(place) into v_at from unnest(v_parts) as form (word), unnest(array_positions(words, form.word)) as place;
    if v_at is null and strpos(v_name, ' . ') > 0 then
      v_parts := string_to_array(v_name, ' ');
      select min(place) into v_at from unnest(array_positions(words, v_parts[1])) as place
      where words[place:place + cardinality(v_parts) - 1] = v_parts;
    end if;
    exit when v_at is not null;
  end loop;
  return v_at;
end
$$;

comment on function sandbox.named_token is 'Returns the position of the first token that one of these names begins at.';

revoke all on function sandbox.named_token from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/new_columns.sql
-- new_columns: Returns the names that a DDL statement gives to columns: in CREATE TABLE, ADD COLUMN, RENAME COLUMN, and the output
-- of a view. Some are not columns, such as the first word of a constraint; names within a view's expressions are omitted.
-- Called by: check_columns and warnings.
create or replace function sandbox.new_columns(kinds "char"[], words text[], ddl text)
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- Keywords among the refused names: without quotes, they are no names.
  c_reserved constant text[] := '{select,limit,offset,and,or,order}';
  v_names text[] := '{}';
  v_depth integer := 0;
  -- Whether the position is in the select list of a view.
  v_in_list boolean := false;
begin
  if ddl not in ('create table', 'alter table', 'alter view', 'create view', 'create or replace view') then
    return v_names;
  end if;
  for v_at in 1 .. cardinality(words) loop
    if kinds[v_at] = 'o' then
      v_depth := v_depth + case words[v_at] when '(' then 1 when ')' then -1 else 0 end;
    elsif (kinds[v_at] = 'q' or words[v_at] <> all (c_reserved)) and (case
        when ddl = 'create table' then v_depth = 1 and kinds[v_at - 1] = 'o' and words[v_at - 1] in ('(', ',')
        when ddl like 'alter%' then v_depth = 0 and (
          words[v_at - 1] = 'add'
          or words[v_at - 1] in ('column', 'exists') and 'add' = any (words[v_at - 5:v_at - 2])
          or words[v_at - 1] = 'to' and words[v_at - 3] is distinct from 'constraint')
        when v_in_list then v_depth = 0 and coalesce(words[v_at + 1] in (',', 'from', 'union', 'except', 'intersect'), true)
        else v_depth = 1 and kinds[v_at - 1] = 'o' and words[v_at - 1] in ('(', ',')
      end)
    then
      v_names := v_names || sandbox.bare_name(words[v_at]);
    end if;
    if v_depth = 0 and kinds[v_at] = 'i' then
      v_in_list := words[v_at] = 'select' or v_in_list and words[v_at] <> 'from';
    end if;
  end loop;
  return v_names;
end
$$;

comment on function sandbox.new_columns is 'Returns the names that a DDL statement gives to columns.';

revoke all on function sandbox.new_columns from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/own_calls.sql
-- own_calls: Returns the positions of the names of the app's functions that are called: a name with the app's prefix before (,
-- unless it names a table there, or a common table expression or an alias with its columns.
-- Called by: call_edits, check_calls, check_create_function and read_sql_body.
create or replace function sandbox.own_calls(app_id bigint, words text[])
returns setof integer
language plpgsql
immutable
rows 2
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix constant text := platform.app_object(app_id, '');
  v_at integer;
  v_before text;
  v_close integer;
begin
  foreach v_at in array array_positions(words, '(') loop
    v_at := v_at - 1;
    continue when v_at < 1 or not starts_with(words[v_at], v_prefix);
    v_before := case when words[v_at - 2:v_at - 1] = '{public,.}' then words[v_at - 3] else words[v_at - 1] end;
    continue when coalesce(v_before in ('table', 'exists', 'references', 'into', 'view', 'only', 'update', 'as', '.', 'type'), false);
    if coalesce(v_before in ('with', 'recursive', ','), false) then
      v_close := sandbox.closing_bracket(words, v_at + 1);
      continue when words[v_close + 1] = 'as' and (words[v_close + 2] in ('not', 'materialized')
        or words[v_close + 2] = '(' and words[v_close + 3] in ('select', 'with', 'values', 'insert', 'update', 'delete', 'merge', '('));
    end if;
    return next v_at;
  end loop;
end
$$;

comment on function sandbox.own_calls is 'Returns the positions of the names of the app''s functions that are called.';

revoke all on function sandbox.own_calls from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/parameter_literal.sql
-- parameter_literal: Returns a parameter ($1 is the first of the JSON array) as a literal of unknown type, as a bound
-- parameter would be.
-- Called by: assemble and rebuild_text.
-- Errors: 22023 invalid_argument if there is no such parameter.
create or replace function sandbox.parameter_literal(parameters jsonb, number text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if char_length(number) > 4 or number::integer not between 1 and jsonb_array_length(parameters) then
    perform sandbox.refuse('invalid_argument', format('no value was passed for $%s', left(number, 10)),
      'Pass a value for every parameter that the SQL uses.', '22023');
  end if;
  return case jsonb_typeof(parameters -> (number::integer - 1))
    -- The space keeps what directly follows from becoming part of the word.
    when 'null' then 'null '
    else quote_literal(parameters ->> (number::integer - 1))
  end;
end
$$;

comment on function sandbox.parameter_literal is 'Returns a parameter as a literal.';

revoke all on function sandbox.parameter_literal from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/quoted_words.sql
-- quoted_words: Returns the words of tokens with the quotes of quoted names, so that a name such as "execute" is no keyword. Names
-- of apps, and public, auth and users, stay bare: they mean the same with and without quotes.
-- Called by: check_statement and read_code.
create or replace function sandbox.quoted_words(kinds "char"[], words text[])
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when not 'q' = any (kinds) then words else array(
    select case
      when token.kind = 'q' and token.word !~ ('^(?:' || platform.index_prefix() || ')?app_|^(?:public|auth|users)$')
        then '"' || token.word || '"'
      else token.word
    end
    from unnest(kinds, words) as token (kind, word)
  ) end;
end
$$;

comment on function sandbox.quoted_words is 'Returns the words of tokens with the quotes of quoted names.';

revoke all on function sandbox.quoted_words from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/reachable_schemas.sql
-- reachable_schemas: Returns the schemas in which the executors of apps find functions without a schema name: their search
-- path. check_names refuses other schemas by name, so a function elsewhere cannot be called.
-- Called by: name_problems, check_drop_function and read_guard_cache.
create or replace function sandbox.reachable_schemas()
returns oid[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(select pg_namespace.oid from pg_catalog.pg_namespace where nspname in ('pg_catalog', 'public', 'extensions'));
end
$$;

comment on function sandbox.reachable_schemas is 'Returns the schemas in which the executors of apps find functions.';

revoke all on function sandbox.reachable_schemas from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/reads_function_row.sql
-- reads_function_row: Returns whether a name before a dot may be the alias of a function in FROM, whose row can be a plain
-- value: PostgreSQL then reads alias.name as name(value). Such an alias follows ) or ORDINALITY, or is the name of the
-- function itself. A parenthesis that follows FROM (but not ROWS FROM), JOIN, LATERAL, USING or a punctuation character
-- encloses a query.
-- Called by: name_problems, for the few names after a dot that are also functions.
create or replace function sandbox.reads_function_row(kinds "char"[], words text[], alias text)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer;
  v_before integer;
  v_depth integer;
begin
  foreach v_at in array array_positions(words, alias) loop
    continue when kinds[v_at] not in ('i', 'q');
    v_before := v_at - case when words[v_at - 1] = 'as' then 2 else 1 end;
    if words[v_before] = 'ordinality' or (words[v_at + 1] = '(' and words[v_at - 1] is distinct from 'as') then
      return true;
    elsif words[v_before] = ')' then
      v_depth := 0;
      loop
        v_depth := v_depth + case
          when kinds[v_before] <> 'o' then 0 when words[v_before] = ')' then 1 when words[v_before] = '(' then -1 else 0 end;
        v_before := v_before - 1;
        exit when v_depth = 0 or v_before < 1;
      end loop;
      if kinds[v_before] = 'q'
        or (kinds[v_before] = 'i' and words[v_before] not in ('from', 'join', 'lateral', 'using', 'only'))
        or (words[v_before] = 'from' and words[v_before - 1] = 'rows') then
        return true;
      end if;
    end if;
  end loop;
  return false;
end
$$;

comment on function sandbox.reads_function_row is 'Returns whether a name before a dot may be the alias of a function in FROM.';

revoke all on function sandbox.reads_function_row from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/refuse.sql
-- refuse: Raises the error with which the guard refuses submitted SQL. All refusals of the guard are raised here. at tells
-- refusals where: the position of a token, or of a character for lex and classify; null is the beginning. It travels in the
-- error's column name.
-- Errors: the given SQLSTATE, 42501 by default, with the reason as detail.
create or replace function sandbox.refuse(reason text, problem text, hint text, code text default '42501', at integer default null)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception 'Cannot run the SQL: %', problem using errcode = refuse.code, detail = reason, hint = refuse.hint,
    column = coalesce(refuse.at::text, '');
end
$$;

comment on function sandbox.refuse is 'Raises the error with which the guard refuses submitted SQL.';

revoke all on function sandbox.refuse from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/refuse_name.sql
-- refuse_name: Refuses a name that leads out of the app. at is the position of its token.
-- Called by: check_names and statement_refusals.
-- Errors: 42501 foreign_name, catalog_name, schema_refused, type_refused, function_refused, width_refused,
-- user_metadata_refused; 42622 name_too_long.
create or replace function sandbox.refuse_name(app_id bigint, problem text, word text, at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  perform sandbox.refuse(problem,
    case problem
      when 'foreign_name' then format('"%s" is not a name of app %s', left(word, 80), app_id)
      when 'name_too_long' then format('the name "%s…" is longer than 63 bytes', left(word, 40))
      when 'width_refused' then 'the format string of format() must be a literal with small widths and at most 100 conversions'
      when 'user_metadata_refused' then 'a string names user metadata, which users write themselves'
      when 'function_refused' then format('"%s" is not an allowed function', left(word, 80))
      when 'type_refused' then format('"%s" is not an allowed type', left(word, 80))
      else format('the name "%s" is not allowed here', left(word, 80))
    end,
    sandbox.name_hint(app_id, problem, word),
    case problem when 'name_too_long' then '42622' else '42501' end,
    at);
end
$$;

comment on function sandbox.refuse_name is 'Refuses a name that leads out of the app.';

revoke all on function sandbox.refuse_name from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/returns_rows.sql
-- returns_rows: Returns whether a statement returns rows: a query, EXPLAIN, or RETURNING outside parentheses.
-- Called by: check_statement.
create or replace function sandbox.returns_rows(kind text, words text[])
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_depth integer := 0;
  v_word text;
begin
  if kind = 'ddl' then
    return false;
  elsif kind = 'write' and words[1] <> 'with' and not 'returning' = any (words) then
    return false;
  elsif kind in ('read', 'explain') or sandbox.main_verb(words) in ('select', 'values') then
    return true;
  end if;
  foreach v_word in array words loop
    v_depth := v_depth + case v_word when '(' then 1 when ')' then -1 else 0 end;
    if v_depth = 0 and v_word = 'returning' then
      return true;
    end if;
  end loop;
  return false;
end
$$;

comment on function sandbox.returns_rows is 'Returns whether a statement returns rows.';

revoke all on function sandbox.returns_rows from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/sign_up_trigger.sql
-- sign_up_trigger: Returns the name of the trigger that CREATE TRIGGER … ON auth.users creates, and of its function, the app's sign-up
-- code; only the former if DROP TRIGGER drops it; and null for any other statement.
-- Called by: check_statement.
create or replace function sandbox.sign_up_trigger(words text[])
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_on constant integer := array_position(words, 'on');
begin
  if not words[1:4] && '{trigger}' or words[v_on + 1:v_on + 3] is distinct from '{auth,.,users}' then
    return null;
  elsif words[1] = 'drop' then
    return array[sandbox.bare_name(words[v_on - 1])];
  end if;
  return array[sandbox.bare_name(words[array_position(words, 'trigger') + 1]),
    words[sandbox.skip_words(words, array_position(words, 'execute') + 2, '{public,.}')]];
end
$$;

comment on function sandbox.sign_up_trigger is 'Returns the trigger on auth.users, and its function, that a statement creates or drops.';

revoke all on function sandbox.sign_up_trigger from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/skip_words.sql
-- skip_words: Returns the position after a phrase if the statement has the phrase at the given position, and otherwise that
-- position.
create or replace function sandbox.skip_words(words text[], at integer, phrase text[])
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when words[at:at + cardinality(phrase) - 1] = phrase then at + cardinality(phrase) else at end;
end
$$;

comment on function sandbox.skip_words is 'Returns the position after an optional phrase.';

revoke all on function sandbox.skip_words from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/statement_hint.sql
-- statement_hint: Returns the hint for a statement whose kind is not allowed.
-- Called by: check_statement.
create or replace function sandbox.statement_hint(app_id bigint, words text[])
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_changes constant boolean := words[1] in ('create', 'alter', 'drop');
begin
  return sandbox.hint(app_id, case
    when words[1] = 'do' then 'do'
    when (words[1] in ('grant', 'revoke') or words[2] = 'default') and words && '{execute,function,functions,routines,procedure}'
      then 'execute'
    when words[1] = 'revoke' or (words[2] = 'default' and 'revoke' = any (words)) then
      case when array_to_string(words, ' ') ~ ' from (?:group )?"?anon"?(?: cascade| restrict)?$' then 'revoke_anon' else 'revoke' end
    -- A grant on columns follows a revoke: without both, members would reach all columns.
    when words[1] = 'grant' and array_position(words, '(') < array_position(words, 'on')
      and array_to_string(words, ' ') !~ ' to "?anon"?$' then 'revoke'
    when words[1] = 'grant' or words[2] = 'default' then case when 'anon' = any (words) then 'grant_anon' else 'grant' end
    when v_changes and 'trigger' in (words[2], words[3], words[4], words[5]) then 'trigger'
    when v_changes and words[2:4] && '{function,procedure,aggregate,routine}' then 'function'
    when words[2] = 'extension' then 'extension'
    when words[2] = 'schema' then 'schema'
    when words[2] in ('publication', 'subscription') then 'realtime'
    when 'sequence' in (words[2], words[3]) then 'sequence'
    when words[2] = 'materialized' or words[1] = 'refresh' then 'materialized'
    when words[2] = 'domain' then 'domain'
    when words[2] in ('role', 'user', 'group') then 'role'
    when words[2] in ('rule', 'or') and v_changes then 'rule'
    when words[1] = 'truncate' then 'truncate'
    when words[1] = 'copy' then 'copy'
    when words[1] in ('vacuum', 'analyze', 'reindex', 'cluster', 'checkpoint') then 'maintenance'
    when words[1] = 'lock' then 'lock'
    when words[1] in ('begin', 'start', 'commit', 'end', 'rollback', 'savepoint', 'release', 'abort') then 'transaction'
    when words[1] in ('set', 'reset', 'show', 'discard') then 'settings'
    when words[1] in ('prepare', 'execute', 'deallocate') then 'prepare'
    when words[1] in ('declare', 'fetch', 'close') then 'cursor'
    when words[1] = 'call' then 'function'
    when words[1] = 'notify' and words[2] = 'pgrst' then 'reload'
    when words[1] in ('notify', 'listen', 'unlisten') then 'realtime'
    else 'statement'
  end);
end
$$;

comment on function sandbox.statement_hint is 'Returns the hint for a statement whose kind is not allowed.';

revoke all on function sandbox.statement_hint from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/words/table_elements.sql
-- table_elements: Returns the columns and constraints of CREATE TABLE; open is the position of the parenthesis that opens
-- their list.
-- first and last are the positions of an element; name is the name of a column, or null for a constraint; kind is the first
-- word after the constraint's name (the first word if it has none), and body its position; not_null is the position of NOT
-- NULL in a column without a default, or 0; fixed_default is the position of DEFAULT with a literal in a column that references a
-- table, or 0; on_account says that a constraint names a column that accounts fill in profiles.
-- Called by: rewrite_profile_table and warnings.
create or replace function sandbox.table_elements(kinds "char"[], words text[], open integer)
returns table (first integer, last integer, name text, kind text, body integer, not_null integer, fixed_default integer, on_account boolean)
language plpgsql
immutable
rows 10
set search_path = pg_catalog, pg_temp
as $$
declare
  v_depth integer := 0;
  v_has_default boolean;
begin
  for v_at in open .. cardinality(words) loop
    v_depth := v_depth + case when kinds[v_at] <> 'o' then 0 when words[v_at] = '(' then 1 when words[v_at] = ')' then -1 else 0 end;
    if v_at = open or (v_depth = 1 and kinds[v_at] = 'o' and words[v_at] = ',') then
      first := v_at + 1;
      not_null := 0;
      fixed_default := 0;
      v_has_default := words[v_at + 2] ~ 'serial[248]?$';
    elsif v_depth = 1 and words[v_at] in ('default', 'generated') and kinds[v_at] = 'i' then
      v_has_default := true;
      -- A number or a string, and then a word, a comma or the end.
      fixed_default := case when kinds[v_at + 1] in ('l', 'n') and (kinds[v_at + 2] = 'i' or words[v_at + 2] in (',', ')')) then v_at
        else 0 end;
    elsif v_depth = 1 and words[v_at] = 'not' and words[v_at + 1] = 'null' then
      not_null := v_at;
    end if;
    if v_depth = 0 or (v_depth = 1 and kinds[v_at + 1] = 'o' and words[v_at + 1] = ',') then
      last := case when v_depth = 0 then v_at - 1 else v_at end;
      continue when v_depth = 1 and v_at < first;
      body := case when words[first] = 'constraint' then first + 2 else first end;
      kind := words[body];
      name := case when words[first] not in ('constraint', 'primary', 'unique', 'check', 'foreign', 'exclude') then words[first] end;
      -- A required reference would delete the profile with the row that it names.
      not_null := case when v_has_default and 'references' <> all (words[first:last]) then 0 else not_null end;
      fixed_default := case when 'references' = any (words[first:last]) then fixed_default else 0 end;
      on_account := name is null and kind <> 'primary' and exists (
        select from unnest(words[first:last]) as word
        where sandbox.bare_name(word) in ('email', 'full_name', 'avatar_url', 'created_at', 'updated_at'));
      return next;
      exit when v_depth = 0;
    end if;
  end loop;
end
$$;

comment on function sandbox.table_elements is 'Returns the columns and constraints of CREATE TABLE.';

revoke all on function sandbox.table_elements from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/factories.sql
-- factories: Creates the 200 role factories of this shard.
do $$
declare
  v_factory text;
begin
  for v_factory in select distinct sandbox.factory_of(n) from generate_series(1, 200) as n loop
    perform sandbox.create_factory(v_factory);
  end loop;
end
$$;

-- supabase/schemas/sandbox/upgrade.sql
-- upgrade: Brings the shard's derived state to this release: the templates of the scopes, the executors of apps that an earlier release
-- created, the operators of extensions, and the guard's version, so that it uses no cache entries of another.
do $$ begin perform platform.prepare_scopes(); end $$;
do $$ begin perform platform.upgrade_executors(); end $$;
do $$ begin perform platform.adopt_operators(); end $$;
do $$ begin perform sandbox.refresh_guard_state(); end $$;
