-- supabase/schemas/sandbox/schema.sql
-- sandbox: where SQL runs as an app. One executor per app, owned by that app's role, and the factories that make both.
-- Not exposed. Only postgres, through the definer functions of platform, may call anything here.
-- SQL functions may call each other in any order of files.
set check_function_bodies = off;

create schema if not exists sandbox;

comment on schema sandbox is 'Executors of the apps and the factories that make them. Not exposed.';

revoke all on schema sandbox from public, anon, authenticated, service_role;
grant usage, create on schema sandbox to app_installer;

-- supabase/schemas/sandbox/types/statement.sql
-- statement: one statement of a submitted text that the guard let through. kind and checker as in allowed_statements; command is
-- its first words in capitals; returns_rows whether it answers rows; text what is run; fingerprint its text without literals.
create type sandbox.statement as (
  kind text,
  command text,
  returns_rows boolean,
  text text,
  fingerprint text
);

comment on type sandbox.statement is 'One statement of a submitted text that the guard let through.';

-- supabase/schemas/sandbox/types/token.sql
-- token: one token of SQL text. kind: s space or comment, i identifier, q quoted identifier, l string, n number,
-- p parameter, o any other sign. word is what the token says: folded for i, without quotes for q, the text for the rest.
create type sandbox.token as (kind "char", text text, word text);

comment on type sandbox.token is 'One token of SQL text.';

-- supabase/schemas/sandbox/tables/allowed_functions.sql
-- allowed_functions: the functions that submitted SQL may call. Default deny: a name before ( that is a function of the
-- database and does not stand here is refused, and so is a default, check, index, policy or view that keeps a call of one.
-- To allow another, add its name to the fitting line and a case to the corpus. Never one that runs SQL text, reads files or
-- settings, waits, signals, locks, or takes a table's name: query_to_xml, set_config, pg_sleep, nextval and their like.
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
  jsonb_path_query_tz json_table json_value json_query json_exists json_scalar json_serialize json_array json_arrayagg
  json_objectagg
  to_tsvector to_tsquery plainto_tsquery phraseto_tsquery websearch_to_tsquery ts_rank ts_rank_cd ts_headline setweight
  strip numnode querytree tsvector_to_array array_to_tsvector ts_delete ts_filter tsquery_phrase
  json_to_tsvector jsonb_to_tsvector
  gen_random_uuid uuid_generate_v4 uuid_extract_timestamp uuid_extract_version gen_random_bytes digest hmac crypt gen_salt
  similarity word_similarity strict_word_similarity show_trgm unaccent
  int4range int8range numrange tsrange tstzrange daterange int4multirange int8multirange nummultirange tsmultirange
  tstzmultirange datemultirange lower_inc upper_inc lower_inf upper_inf isempty range_merge multirange
  int2 int4 int8 float4 float8 numeric bool char bit varbit money uuid json jsonb inet cidr host masklen netmask network family abbrev broadcast
  hostmask inet_merge inet_same_family macaddr8_set7bit
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
-- allowed_statements: the statements that submitted SQL may hold, by their first words, and what checks the rest of them.
-- Default deny. kind: read answers rows and changes nothing; write changes rows; ddl changes tables; explain shows a plan.
create table sandbox.allowed_statements (
  words text primary key,
  kind text not null,
  checker text,
  constraint kind_is_known check (kind in ('read', 'write', 'ddl', 'explain'))
);

comment on table sandbox.allowed_statements is 'The statements that submitted SQL may hold.';
comment on column sandbox.allowed_statements.checker is 'The function of sandbox that checks the words after these, or null.';

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
  ('alter view', 'ddl', 'check_rename'),
  ('drop view', 'ddl', 'check_drop'),
  ('create type', 'ddl', 'check_create_type'),
  ('alter type', 'ddl', 'check_alter_type'),
  ('drop type', 'ddl', 'check_drop'),
  ('create policy', 'ddl', 'check_policy'),
  ('alter policy', 'ddl', 'check_policy'),
  ('drop policy', 'ddl', 'check_policy'),
  ('comment on', 'ddl', 'check_comment');

alter table sandbox.allowed_statements enable row level security;
create policy service_role_reads on sandbox.allowed_statements for select to service_role using (true);

revoke all on sandbox.allowed_statements from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/audit_call.sql
-- audit_call: one row of the audit log for a call of exec_sql: what it did by its fingerprint, without literals, and how it ended.
-- A text that could not even be read leaves its hash.
create or replace function sandbox.audit_call(
  app_id bigint,
  statements sandbox.statement[],
  sql text,
  results jsonb,
  error jsonb,
  started timestamp with time zone
)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform platform.audit(app_id, 'exec_sql', jsonb_strip_nulls(jsonb_build_object(
    'fingerprint', coalesce(
      (select left(string_agg(statement.fingerprint, '; ' order by position), 2000)
        from unnest(statements) with ordinality as statement (kind, command, returns_rows, text, fingerprint, position)),
      'sha256:' || encode(sha256(convert_to(sql, 'UTF8')), 'hex')),
    'statements', cardinality(statements),
    'outcome', case when error is null then 'done' when error ->> 'details' in ('sql_error', 'timed_out') then 'failed' else 'refused' end,
    'code', error -> 'code',
    'reason', error -> 'details',
    'rows', (select sum((result ->> 'row_count')::bigint) from jsonb_array_elements(results) as result),
    'duration_ms', round(1000 * extract(epoch from clock_timestamp() - started), 3)
  )));
end
$$;

comment on function sandbox.audit_call is 'One row of the audit log for a call of exec_sql.';

revoke all on function sandbox.audit_call from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check_alter_table.sql
-- check_alter_table: ALTER TABLE [IF EXISTS] [ONLY] name action, … where each action adds, drops, alters or renames columns
-- and constraints, renames the table within the prefix, or enables row security. Owner, schema, inheritance, triggers,
-- storage and whatever disables anything are refused by not standing in the list.
-- Errors: 42501 wrong_prefix, option_refused, owner_is_fixed, profile_is_fixed.
create or replace function sandbox.check_alter_table(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_action constant integer := sandbox.own_name(app_id, words,
    sandbox.skip_words(words, sandbox.skip_words(words, at, '{if,exists}'), '{only}'));
  v_depth integer := 0;
begin
  for v_at in v_action .. cardinality(words) loop
    v_depth := v_depth + case when kinds[v_at] <> 'o' then 0 when words[v_at] = '(' then 1 when words[v_at] = ')' then -1 else 0 end;
    continue when v_at > v_action and not (v_depth = 0 and kinds[v_at - 1] = 'o' and words[v_at - 1] = ',');
    if not (
      words[v_at] in ('add', 'drop', 'rename')
      or (words[v_at] = 'alter' and words[v_at + 1] is distinct from 'constraint')
      or words[v_at:v_at + 1] in ('{validate,constraint}', '{enable,row}', '{replica,identity}')
    ) then
      perform sandbox.refuse('option_refused', format('ALTER TABLE cannot %s', left(concat_ws(' ', words[v_at], words[v_at + 1]), 80)),
        case words[v_at] when 'owner' then 'Leave it out: the role of the app owns what it makes.'
          when 'force' then 'Leave it out: row level security binds every user of the app already.'
          else 'Add, drop, alter or rename columns and constraints, or enable row level security.' end);
    elsif words[v_at] in ('drop', 'rename') and 'user_id' in (words[v_at + 1], words[v_at + 2], words[v_at + 4]) then
      perform sandbox.refuse('owner_is_fixed', 'user_id says whose a row is', 'Leave the column as it is.');
    elsif words[v_at] <> 'add' and words[v_at] <> 'alter' then
      perform sandbox.own_name(app_id, words, v_action - 1, but_users => true);
    end if;
    if words[v_at:v_at + 1] = '{rename,to}' then
      perform sandbox.own_name(app_id, words, v_at + 2);
    end if;
  end loop;
  perform sandbox.check_constraints(app_id, words, kinds, v_action);
end
$$;

comment on function sandbox.check_alter_table is 'Checks ALTER TABLE behind its first words.';

revoke all on function sandbox.check_alter_table from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check_alter_type.sql
-- check_alter_type: ALTER TYPE name ADD VALUE, RENAME VALUE or RENAME TO a name of the app.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_alter_type(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := sandbox.own_name(app_id, words, at);
begin
  if words[v_at:v_at + 1] = '{rename,to}' then
    perform sandbox.own_name(app_id, words, v_at + 2);
  elsif coalesce(words[v_at:v_at + 1] not in ('{add,value}', '{rename,value}'), true) then
    perform sandbox.refuse('option_refused', 'ALTER TYPE can add and rename values, and rename the type', 'Drop and create it anew.');
  end if;
end
$$;

comment on function sandbox.check_alter_type is 'Checks ALTER TYPE behind its first words.';

revoke all on function sandbox.check_alter_type from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check_comment.sql
-- check_comment: COMMENT ON TABLE, VIEW, COLUMN, INDEX, TYPE, CONSTRAINT or POLICY of the app. A comment with @graphql would
-- change what the GraphQL API exposes.
-- Errors: 42501 option_refused, wrong_prefix.
create or replace function sandbox.check_comment(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if words[at] in ('constraint', 'policy') and words[at + 2] = 'on' then
    perform sandbox.own_name(app_id, words, at + 3);
  elsif words[at] in ('table', 'view', 'column', 'index', 'type') then
    perform sandbox.own_name(app_id, words, at + 1, or_index => words[at] = 'index');
  else
    perform sandbox.refuse('option_refused', format('COMMENT ON %s is not offered', left(words[at], 40)), 'Comment on tables, columns, views, indexes, types, constraints and policies.');
  end if;
  if words[cardinality(words)] ~* '@graphql' then
    perform sandbox.refuse('option_refused', 'a comment cannot hold @graphql', 'Leave it out of the comment.');
  end if;
end
$$;

comment on function sandbox.check_comment is 'Checks COMMENT ON behind its first words.';

revoke all on function sandbox.check_comment from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check_constraints.sql
-- check_constraints: the constraints within CREATE TABLE and ALTER TABLE: references point to the app's own tables (to
-- auth.users: rewrite gives them the profile table), a constraint that makes an index is named like one of the app's, and
-- no tablespace or inheritance is named.
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
      perform sandbox.own_name(app_id, words, v_at + 1);
    elsif words[v_at] = 'constraint' and words[v_at + 2] in ('unique', 'primary', 'exclude') and words[v_at - 1] not in ('drop', 'validate', 'rename') then
      perform sandbox.own_name(app_id, words, v_at + 1, or_index => true);
    elsif words[v_at] in ('tablespace', 'inherits') and words[v_at + 1] is distinct from 'pg_default' and words[v_at - 1] not in ('(', ',', 'column', 'add', 'rename', 'to', 'drop', 'alter') then
      perform sandbox.refuse('option_refused', format('"%s" is no option here', words[v_at]), 'Leave it out.');
    end if;
  end loop;
end
$$;

comment on function sandbox.check_constraints is 'Checks the constraints within CREATE TABLE and ALTER TABLE.';

revoke all on function sandbox.check_constraints from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check_create_index.sql
-- check_create_index: CREATE [UNIQUE] INDEX [[IF NOT EXISTS] name] ON [ONLY] table … of the app's own.
-- CONCURRENTLY cannot run in a transaction, and every call is one.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_create_index(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer := sandbox.skip_words(words, at, '{if,not,exists}');
begin
  if words[at] = 'concurrently' then
    perform sandbox.refuse('option_refused', 'CONCURRENTLY cannot run in a transaction', 'Leave it out.');
  end if;
  if words[v_at] is distinct from 'on' then
    v_at := sandbox.own_name(app_id, words, v_at, or_index => true);
  end if;
  if words[v_at] is distinct from 'on' then
    perform sandbox.refuse('option_refused', format('"%s" cannot stand here', left(words[v_at], 40)), 'Write create index name on table (columns).');
  end if;
  v_at := sandbox.own_name(app_id, words, sandbox.skip_words(words, v_at + 1, '{only}'));
  perform sandbox.check_constraints(app_id, words, kinds, v_at);
end
$$;

comment on function sandbox.check_create_index is 'Checks CREATE INDEX behind its first words.';

revoke all on function sandbox.check_create_index from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check_create_table.sql
-- check_create_table: CREATE TABLE [IF NOT EXISTS] name ( … ) and nothing behind it. Columns and constraints are free, but
-- references stay within the app, names that become indexes bear its prefix, and nothing is taken over from another table.
-- words and kinds are the statement's tokens, at is the place behind its first words.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_create_table(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_open constant integer := sandbox.own_name(app_id, words, sandbox.skip_words(words, at, '{if,not,exists}'));
  v_depth integer := 0;
begin
  if words[v_open] is distinct from '(' then
    perform sandbox.refuse('option_refused', format('"%s" cannot stand behind the table''s name', left(words[v_open], 40)),
      'Write create table name (columns), and insert the rows afterwards.');
  end if;
  for v_at in v_open .. cardinality(words) loop
    -- As Supabase's own tools write it out.
    exit when v_depth = 0 and words[v_at:] = '{tablespace,pg_default}';
    if v_depth = 0 and v_at > v_open then
      perform sandbox.refuse('option_refused', format('"%s" cannot stand behind the columns', left(words[v_at], 40)), 'End the statement with ).');
    end if;
    v_depth := v_depth + case when kinds[v_at] <> 'o' then 0 when words[v_at] = '(' then 1 when words[v_at] = ')' then -1 else 0 end;
    if v_depth = 1 and words[v_at - 1] in ('(', ',') and kinds[v_at] = 'i' and words[v_at] = 'like' then
      perform sandbox.refuse('option_refused', 'LIKE copies another table', 'Write the columns out.');
    end if;
  end loop;
  perform sandbox.check_constraints(app_id, words, kinds, v_open);
end
$$;

comment on function sandbox.check_create_table is 'Checks CREATE TABLE behind its first words.';

revoke all on function sandbox.check_create_table from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check_create_type.sql
-- check_create_type: CREATE TYPE name AS ENUM ( … ). Other types carry functions or hide columns, and are refused.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_create_type(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := sandbox.own_name(app_id, words, at);
begin
  if words[v_at:v_at + 2] is distinct from '{as,enum,(}' then
    perform sandbox.refuse('option_refused', 'only enum types can be made', 'Write create type name as enum (labels).');
  end if;
end
$$;

comment on function sandbox.check_create_type is 'Checks CREATE TYPE behind its first words.';

revoke all on function sandbox.check_create_type from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check_create_view.sql
-- check_create_view: CREATE [OR REPLACE] VIEW name [(columns)] [WITH (…)] AS query. Whatever WITH says, settle_app makes the
-- view a security invoker's.
-- Errors: 42501 wrong_prefix.
create or replace function sandbox.check_create_view(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  perform sandbox.own_name(app_id, words, at);
end
$$;

comment on function sandbox.check_create_view is 'Checks CREATE VIEW behind its first words.';

revoke all on function sandbox.check_create_view from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check_drop.sql
-- check_drop: DROP TABLE, VIEW, INDEX, TYPE [IF EXISTS] name, … [CASCADE | RESTRICT], of the app's own names alone.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_drop(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer := sandbox.own_name(app_id, words, sandbox.skip_words(words, at, '{if,exists}'), or_index => true, but_users => true);
begin
  while words[v_at] = ',' loop
    v_at := sandbox.own_name(app_id, words, v_at + 1, or_index => true, but_users => true);
  end loop;
  if v_at <= cardinality(words) and not (v_at = cardinality(words) and words[v_at] in ('cascade', 'restrict')) then
    perform sandbox.refuse('option_refused', format('"%s" cannot stand here', left(words[v_at], 40)), 'Name what to drop, separated by commas.');
  end if;
end
$$;

comment on function sandbox.check_drop is 'Checks DROP behind its first words.';

revoke all on function sandbox.check_drop from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check_explain.sql
-- check_explain: EXPLAIN [(options)] of a statement that reads or writes. ANALYZE runs what it explains: of a SELECT alone.
-- Errors: 42501 option_refused, and those of what is explained.
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
    perform sandbox.refuse('option_refused', 'EXPLAIN takes a query, and ANALYZE a SELECT alone', 'Explain it without ANALYZE.');
  end if;
  perform sandbox.check_query(words[v_at:], kinds[v_at:]);
end
$$;

comment on function sandbox.check_explain is 'Checks EXPLAIN behind its first word.';

revoke all on function sandbox.check_explain from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check_names.sql
-- check_names: refuses names that lead out of the app, wherever they stand: another app's prefix, the catalog, other schemas,
-- types that name objects, names that PostgreSQL would cut, and calls of functions that are not on the allow-list.
-- A name before ( counts as a call if the database has a function of that name, whatever schema it is in.
-- tokens are those that matter: no spaces, no comments.
-- Errors: 42501 foreign_name, catalog_name, schema_refused, type_refused, function_refused, user_metadata_refused; 42622 name_too_long.
create or replace function sandbox.check_names(app_id bigint, tokens sandbox.token[])
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix constant text := platform.app_object(app_id, '');
  v_found record;
begin
  select named.word, named.problem, named.kind into v_found
  from (
    select token.word, token.kind, token.position, case
      when token.kind = 'l' then case when token.text ~* 'user_meta_?data' then 'user_metadata_refused' end
      when octet_length(token.word) > 63 then 'name_too_long'
      when lower(token.word) ~ '^(?:idx_|ix_|uq_|pk_|fk_)?app_[0-9]' and token.word !~ ('^(?:idx_|ix_|uq_|pk_|fk_)?' || v_prefix) then 'foreign_name'
      when token.after = '(' and lower(token.word) ~ '^pg_' then
        case when not exists (select from sandbox.allowed_functions where name = token.word) then 'function_refused' end
      when token.word = 'format' and token.after = '(' and (token.third_kind <> 'l' or token.third ~ '%[-$0-9]*(?:[0-9]{5,}|\*)')
        then 'width_refused'
      when token.word = 'pg_default' and token.before = 'tablespace' then null
      when lower(token.word) ~ '^pg_|^information_schema$' then 'catalog_name'
      when lower(token.word) ~ '^(?:_?reg(?:class|proc|procedure|oper|operator|role|namespace|type|collation|dictionary)|refcursor|_?pg_node_tree|_?aclitem)$' then 'type_refused'
      -- The list means PostgreSQL's own function where an extension has another of the same name, such as sign.
      when token.before = '.' and token.before_2 = 'extensions' and token.after = '('
        and exists (select from pg_proc where proname = token.word and pronamespace = 'pg_catalog'::regnamespace and pronargs > 0) then 'function_refused'
      -- (expression).name, $1.name and alias.name can be calls of name, too.
      when token.before = '.'
        and not exists (select from sandbox.allowed_functions where name = token.word)
        and exists (select from pg_proc where proname = token.word) then 'function_refused'
      when token.after = '.' and token.word not in ('public', 'extensions')
        and not (token.word = 'auth' and token.third in ('uid', 'jwt', 'role', 'email') and token.fourth = '(')
        and not (token.word = 'auth' and token.third = 'users' and token.before = 'references')
        and exists (select from pg_namespace where nspname = token.word) then 'schema_refused'
      when token.after = '('
        and not exists (select from sandbox.allowed_functions where name = token.word)
        and exists (select from pg_proc where proname = token.word) then 'function_refused'
    end as problem
    from (
      select kind, text, word, position, lead(word) over near as after, lead(word, 2) over near as third, lead(kind, 2) over near as third_kind, lead(word, 3) over near as fourth,
        lag(word) over near as before, lag(word, 2) over near as before_2
      from unnest(tokens) with ordinality as each (kind, text, word, position)
      window near as (order by position)
    ) as token
    where token.kind in ('i', 'q', 'l')
  ) as named
  where named.problem is not null
  order by named.position
  limit 1;

  if found then
    perform sandbox.refuse(v_found.problem,
      case v_found.problem
        when 'foreign_name' then format('"%s" is no name of app %s', left(v_found.word, 80), app_id)
        when 'name_too_long' then format('the name "%s…" has more than 63 bytes', left(v_found.word, 40))
        when 'width_refused' then 'the width that format pads to has to stand in the text, and be small'
        when 'user_metadata_refused' then 'a text names the metadata that users write themselves'
        else format('"%s" cannot be named', left(v_found.word, 80))
      end,
      case v_found.problem
        when 'foreign_name' then format('Name the tables of this app: %stodos.', v_prefix)
        when 'function_refused' then 'Use a function that the documentation lists, or give the table or alias another name.'
        when 'catalog_name' then 'Use describe_app to learn about tables.'
        when 'schema_refused' then format('Leave the schema out; accounts are in %susers.', v_prefix)
        when 'type_refused' then 'Cast to text instead.'
        when 'width_refused' then 'Write the format as a literal, with widths of four digits at most.'
        when 'user_metadata_refused' then 'Keep roles in a table of the app.'
        else 'Choose a shorter name.'
      end,
      case v_found.problem when 'name_too_long' then '42622' else '42501' end);
  end if;
end
$$;

comment on function sandbox.check_names is 'Refuses names that lead out of the app.';

revoke all on function sandbox.check_names from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check_policy.sql
-- check_policy: CREATE, ALTER and DROP POLICY [IF EXISTS] name ON table of the app. The policies of isolation and of keys are fixed.
-- Errors: 42501 isolation_is_fixed, wrong_prefix.
create or replace function sandbox.check_policy(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name constant integer := sandbox.skip_words(words, at, '{if,exists}');
  v_at integer;
begin
  if words[v_name] ~ '^(app_isolation|app_keys$)' or words[v_name + 1] is distinct from 'on' then
    perform sandbox.refuse('isolation_is_fixed', format('the policy "%s" cannot be touched', left(words[v_name], 80)), 'Choose another name.');
  end if;
  v_at := sandbox.own_name(app_id, words, v_name + 2);
  if words[v_at:v_at + 1] = '{rename,to}' and words[v_at + 2] ~ '^(app_isolation|app_keys$)' then
    perform sandbox.refuse('isolation_is_fixed', 'the name is reserved', 'Choose another name.');
  end if;
end
$$;

comment on function sandbox.check_policy is 'Checks CREATE, ALTER and DROP POLICY behind their first words.';

revoke all on function sandbox.check_policy from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check_query.sql
-- check_query: refuses a query that makes a table: INTO anywhere but in INSERT INTO and MERGE INTO.
-- Errors: 42501 into_refused.
create or replace function sandbox.check_query(words text[], kinds "char"[])
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  for v_at in 1 .. cardinality(words) loop
    if words[v_at] = 'into' and kinds[v_at] = 'i' and coalesce(words[v_at - 1], '') not in ('insert', 'merge', '.') then
      perform sandbox.refuse('into_refused', 'SELECT INTO makes a table', 'Create the table and INSERT … SELECT into it.');
    end if;
  end loop;
end
$$;

comment on function sandbox.check_query is 'Refuses a query that makes a table.';

revoke all on function sandbox.check_query from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check_rename.sql
-- check_rename: ALTER VIEW and ALTER INDEX: renaming, of the view's columns too, within the app's prefix. Nothing else.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_rename(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := sandbox.own_name(app_id, words, sandbox.skip_words(words, at, '{if,exists}'), or_index => true);
begin
  if words[v_at] is distinct from 'rename' then
    perform sandbox.refuse('option_refused', format('"%s" cannot stand here', left(words[v_at], 40)), 'Rename it, or drop and create it anew.');
  elsif words[v_at + 1] = 'to' then
    perform sandbox.own_name(app_id, words, v_at + 2, or_index => true);
  end if;
end
$$;

comment on function sandbox.check_rename is 'Checks ALTER VIEW and ALTER INDEX behind their first words.';

revoke all on function sandbox.check_rename from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check_size.sql
-- check_size: bounds a text's statements and nesting, before PostgreSQL's own parser has to bear them.
-- Errors: 54000 too_many_statements, 54001 too_deep.
create or replace function sandbox.check_size(tokens sandbox.token[])
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_statements bigint;
  v_depth bigint;
begin
  select count(*) filter (where token.word = ';'), max(token.depth) into v_statements, v_depth
  from (
    select word, sum(case when word in ('(', '[') then 1 when word in (')', ']') then -1 else 0 end) over (order by position) as depth
    from unnest(tokens) with ordinality as each (kind, text, word, position)
    where kind = 'o' and word in ('(', ')', '[', ']', ';')
  ) as token;
  if v_statements > 200 then
    perform sandbox.refuse('too_many_statements', 'it has more than 200 statements', 'Send it in several calls.', '54000');
  elsif v_depth > 100 then
    perform sandbox.refuse('too_deep', 'its brackets are nested more than 100 deep', 'Write it flatter.', '54001');
  end if;
end
$$;

comment on function sandbox.check_size is 'Bounds a text''s statements and nesting.';

revoke all on function sandbox.check_size from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/check_statement.sql
-- check_statement: finds a statement's first words on the list of allowed statements, has the rest of it checked, and answers
-- it rewritten. Quoted names other than the app's keep their quotes here, so that none can pass for a keyword.
-- Errors: 42501 statement_refused, and those of the checkers.
create or replace function sandbox.check_statement(app_id bigint, tokens sandbox.token[], parameters jsonb)
returns sandbox.statement
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_words text[];
  v_kinds "char"[];
  v_allowed sandbox.allowed_statements;
  v_first text;
begin
  select array_agg(case when kind = 'q' and word !~ '^(?:(?:idx|ix|uq|pk|fk)_)?app_|^(?:public|auth|users)$' then text else word end order by position),
    array_agg(kind order by position)
  into v_words, v_kinds
  from unnest(tokens) with ordinality as token (kind, text, word, position)
  where kind <> 's';
  v_first := array_to_string(v_words[1:4], ' ');

  select * into v_allowed from sandbox.allowed_statements
  where v_first = words or starts_with(v_first, words || ' ')
  order by char_length(words) desc limit 1;
  if not found then
    perform sandbox.refuse('statement_refused', format('%s is not offered', upper(left(array_to_string(v_words[1:2], ' '), 60))),
      sandbox.way_instead(v_words));
  end if;
  if v_allowed.checker is not null then
    execute format('select sandbox.%I($1, $2, $3, $4)', v_allowed.checker)
      using app_id, v_words, v_kinds, 1 + cardinality(string_to_array(v_allowed.words, ' '));
  end if;
  if v_allowed.kind in ('read', 'write') or v_allowed.checker = 'check_create_view' then
    perform sandbox.check_query(v_words, v_kinds);
  end if;

  return (
    case
      when v_allowed.kind = 'read' and sandbox.locks_rows(v_words) then 'write'
      when v_allowed.words = 'with' and not v_words && '{insert,update,delete,merge}' and not sandbox.locks_rows(v_words) then 'read'
      else v_allowed.kind
    end,
    upper(case v_allowed.words when '(' then 'select' when 'with' then sandbox.main_verb(v_words) else v_allowed.words end),
    sandbox.returns_rows(v_allowed.kind, v_words),
    sandbox.rewrite(app_id, tokens, parameters),
    sandbox.fingerprint(tokens)
  )::sandbox.statement;
end
$$;

comment on function sandbox.check_statement is 'Checks one statement and answers it rewritten.';

revoke all on function sandbox.check_statement from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/classify.sql
-- classify: tokens with their kind and word, see the type token. Refuses what opens and does not end, U& in any form, and a
-- string right behind an escaped one: across a line break PostgreSQL reads the two as one, by the rules of the first.
-- Errors: 42601 sql_unreadable.
create or replace function sandbox.classify(texts text[])
returns sandbox.token[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_tokens sandbox.token[];
  v_problem text;
begin
  select array_agg(row(typed.kind, typed.text, case typed.kind
      when 'i' then lower(typed.text)
      when 'q' then replace(substr(typed.text, 2, char_length(typed.text) - 2), '""', '"')
      else typed.text
    end)::sandbox.token order by typed.position)
  into v_tokens
  from (
    select found.position, found.text, case
      when left(found.text, 1) in (' ', e'\t', e'\n', e'\r', e'\f', e'\v') or left(found.text, 2) in ('--', '/*') then 's'
      when left(found.text, 1) in ('''', '$') and char_length(found.text) > 1 then
        case when found.text ~ '^\$[0-9]' then 'p' else 'l' end
      when left(found.text, 1) = '"' and char_length(found.text) > 1 then 'q'
      when left(found.text, 2) in ('e''', 'E''') then 'l'
      when left(found.text, 1) ~ '[A-Za-z_\u0080-\U0010ffff]' then 'i'
      when left(found.text, 1) between '0' and '9' or (left(found.text, 1) = '.' and char_length(found.text) > 1) then 'n'
      else 'o'
    end::"char" as kind
    from unnest(texts) with ordinality as found (text, position)
  ) as typed;

  select case
      when token.text in ('''', '"', '/*') then 'a string, a name or a comment does not end, or comments are nested more than four deep'
      when token.text ~* '^u&' then 'strings and names with Unicode escapes are not taken'
      else 'two strings stand side by side'
    end
  into v_problem
  from (
    select kind, text, word, lag(text) over (order by position) as before
    from unnest(v_tokens) with ordinality as token (kind, text, word, position)
    where kind <> 's'
  ) as token
  where token.text in ('''', '"', '/*')
    or (token.kind = 'o' and token.text = '$')
    or token.text ~* '^u&[''"]'
    or (token.kind = 'l' and (token.before ~* '^e''' or token.before ~* '^e$'))
  limit 1;
  if v_problem is not null then
    perform sandbox.refuse('sql_unreadable', v_problem, 'Write it in plain quotes.', '42601');
  end if;
  return v_tokens;
end
$$;

comment on function sandbox.classify is 'Tokens with their kind and word.';

revoke all on function sandbox.classify from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/create_factory.sql
-- create_factory: makes one role factory: a role that may create roles, the group that its apps inherit from, and the
-- one function that the factory owns. Repeating it changes nothing, also where another database of the server made the roles.
-- Called by: the migration. Security: invoker; only a role with CREATEROLE gets anywhere.
create or replace function sandbox.create_factory(factory text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group constant text := replace(factory, 'factory', 'group');
begin
  if not exists (select from pg_roles where rolname = factory) then
    execute format('create role %I nologin createrole', factory);
    execute format('create role %I nologin', v_group);
    execute format('grant app_owner to %I with inherit true, set false', v_group);
    execute format('grant %I to %I with admin true, inherit false, set false', v_group, factory);
    execute format('grant app_installer to %I with admin true, inherit true, set false', factory);
  end if;
  execute format(
    'create or replace function sandbox.%I(task text, app_id bigint) returns void language plpgsql '
    'security definer set search_path = pg_catalog, pg_temp as %L',
    factory, 'begin execute sandbox.factory_script(task, app_id); end');
  execute format('comment on function sandbox.%I is %L', factory, 'Runs sandbox.factory_script as this factory.');
  execute format('revoke all on function sandbox.%I from public, anon, authenticated, service_role', factory);
  -- postgres borrows the factory to hand the function over and to keep EXECUTE on what is then the factory's.
  execute format('grant %I to postgres with inherit true, set true', factory);
  execute format('alter function sandbox.%I owner to %I', factory, factory);
  execute format('grant execute on function sandbox.%I to postgres', factory);
  execute format('revoke inherit option for %I from postgres', factory);
  execute format('revoke set option for %I from postgres', factory);
end
$$;

comment on function sandbox.create_factory is 'Makes one role factory.';

revoke all on function sandbox.create_factory from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/enter.sql
-- enter: what a call of exec_sql needs before its text is looked at: an app that is not deleted, one of the app's four places,
-- so that one app's queries cannot take the whole shard, and a limit of time. All of it ends with the transaction.
-- A statement_timeout set here would do nothing for the statement that is running; transaction_timeout is kept from now on, and
-- ends the session that does not heed the statement_timeout of exec_sql.
-- Errors: PT404 app_not_found, PT409 app_not_active, PT429 too_many_queries.
create or replace function sandbox.enter(app_id bigint, timeout_ms integer)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_status text;
begin
  select apps.status into v_status from platform.apps where apps.id = enter.app_id;
  if v_status is null then
    perform sandbox.refuse('app_not_found', format('there is no app %s', app_id), 'List the apps with list_apps.', 'PT404');
  elsif v_status = 'deleted' then
    perform sandbox.refuse('app_not_active', format('app %s is deleted', app_id), 'Restore it with resume_app.', 'PT409');
  end if;
  for v_place in 1..4 loop
    if pg_try_advisory_xact_lock(hashtextextended(format('appshard exec_sql %s %s', app_id, v_place), 0)) then
      perform set_config('transaction_timeout', (timeout_ms + 250)::text, true);
      return;
    end if;
  end loop;
  perform sandbox.refuse('too_many_queries', format('app %s runs four calls already', app_id), 'Wait for one of them to end.', 'PT429');
end
$$;

comment on function sandbox.enter is 'Takes one of the app''s places for a call of exec_sql.';

revoke all on function sandbox.enter from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/error_json.sql
-- error_json: an error as PostgREST would answer it, {code, message, details, hint}, and the HTTP status for it. details is the
-- guard's stable reason, or sql_error for what PostgreSQL itself raised.
create or replace function sandbox.error_json(code text, message text, detail text, hint text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform set_config('response.status', case
      when code ~ '^PT[0-9]{3}$' then substr(code, 3)
      when code in ('42501') then '403'
      when code in ('23503', '23505') then '409'
      when code in ('57014') then '504'
      when code ~ '^(?:53|55P03)' then '503'
      else '400'
    end, true);
  return jsonb_build_object(
    'code', code,
    'message', message,
    'details', case when detail ~ '^[a-z]+(?:_[a-z]+)+$' then detail when code = '57014' then 'timed_out' else 'sql_error' end,
    'hint', coalesce(nullif(hint, ''), case code
      when '42P01' then 'Create the table first; describe_app lists the tables.'
      when '42P07' then 'Leave it out, or choose another name; describe_app lists the tables.'
      when '42703' then 'describe_app lists the columns of every table.'
      when '42883' then 'Use a function that PostgreSQL has for these types; functions cannot be made.'
      when '57014' then 'Ask for less at once.'
      else 'Correct the SQL and send it again.'
    end)
  );
end
$$;

comment on function sandbox.error_json is 'An error as PostgREST would answer it.';

revoke all on function sandbox.error_json from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/executor_bodies.sql
-- executor_bodies: the executors of an app, as (suffix of the name, arguments, answer, volatility, body). All are owned by the
-- app's role and run what they are given as that role.
--   write  runs statements that answer no rows, or several at once; answers the last one's row count
--   query  runs one statement that answers rows; read does so too, and being STABLE lets PostgreSQL refuse every change
-- Rows come one by one from a cursor, so that no more than the cap is ever made: max_rows, and max_bytes of JSON.
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
  v_row record;
  v_text text;
  v_rows text[] := '{}';
  v_bytes bigint := 0;
  v_truncated boolean := false;
begin
  for v_row in execute sql loop
    if cardinality(v_rows) >= max_rows or v_bytes > max_bytes then
      v_truncated := true;
      exit;
    end if;
    v_text := row_to_json(v_row)::text;
    v_bytes := v_bytes + octet_length(v_text);
    v_rows := v_rows || v_text;
  end loop;
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
      -- Triggers that are deferred fire here, as the app, and not at the end of the transaction as postgres.
      replace(c_query, '/* constraints */', 'set constraints all immediate;')),
    ('_read', 'sql text, max_rows integer, max_bytes bigint', 'json', 'stable', c_query);
end
$$;

comment on function sandbox.executor_bodies is 'The executors of an app.';

revoke all on function sandbox.executor_bodies from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/executors.sql
-- executors: what the executors of an app should be, as (signature, id, volatility, body); id is null for one that is missing.
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

comment on function sandbox.executors is 'What the executors of an app should be.';

revoke all on function sandbox.executors from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/factory_of.sql
-- factory_of: which role factory makes an app's role: each of the 200 has its share of the apps.
-- PostgreSQL walks a role's memberships as a list; one maker for 10,000 roles would cost 250 ms an app (docs/decisions).
-- The share may never change: only the factory that made a role may drop it.
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

comment on function sandbox.factory_of is 'The role factory that makes and drops an app''s role.';

revoke all on function sandbox.factory_of from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/factory_script.sql
-- factory_script: the SQL that a factory runs for an app. The factories themselves only execute it, so that what they
-- do can be changed here, in one place, without touching 200 functions.
-- Tasks: create_role makes the app's role; install_executors makes or replaces its executors; drop_role drops all that
-- the role owns, executor and tables included, and the role; lend_schemas and take_schemas_back let the role make relations in
-- schema trash in between; lend_role and take_role_back let postgres act as it, for what cannot run within a function.
-- Security: definer, because factories have no USAGE on schema platform. It only makes text.
-- Each borrows the app's role for as long as it needs it: ALTER FUNCTION … OWNER TO asks for the SET option.
create or replace function sandbox.factory_script(task text, app_id bigint)
returns text
language plpgsql
immutable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_role constant text := platform.app_role(app_id);
  v_factory constant text := sandbox.factory_of(app_id);
  v_group constant text := replace(v_factory, 'factory', 'group');
  v_borrow constant text := format('grant %I to %I with inherit true, set true;', v_role, v_factory);
  v_return constant text := format('revoke inherit option for %1$I from %2$I; revoke set option for %1$I from %2$I;', v_role, v_factory);
begin
  return case task
    when 'create_role' then
      format('create role %I nologin; grant %I to %I with inherit true, set false;', v_role, v_group, v_role)
    when 'install_executors' then
      v_borrow
      || format('grant app_installer to %I with inherit true, set false;', v_role)
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
      || format('revoke app_installer from %I;', v_role)
      || v_return
    when 'lend_schemas' then format('grant app_installer to %I with inherit true, set false;', v_role)
    when 'take_schemas_back' then format('revoke app_installer from %I;', v_role)
    when 'lend_role' then format('grant %I to postgres with inherit false, set true;', v_role)
    when 'take_role_back' then format('revoke %I from postgres;', v_role)
    when 'drop_role' then
      v_borrow || format('drop owned by %1$I; drop role %1$I;', v_role)
  end;
end
$$;

comment on function sandbox.factory_script is 'The SQL that a role factory runs for an app.';

revoke all on function sandbox.factory_script from public, anon, authenticated, service_role;
grant execute on function sandbox.factory_script to app_installer;

-- supabase/schemas/sandbox/functions/fingerprint.sql
-- fingerprint: a statement's text for the audit log: no literals, no numbers, no comments, 500 characters at most.
create or replace function sandbox.fingerprint(tokens sandbox.token[])
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select left(string_agg(case when kind in ('l', 'n') then '?' else text end, ' ' order by position), 500)
    from unnest(tokens) with ordinality as token (kind, text, word, position)
    where kind <> 's'
  );
end
$$;

comment on function sandbox.fingerprint is 'A statement''s text without literals.';

revoke all on function sandbox.fingerprint from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/lex.sql
-- lex: SQL text as tokens, as PostgreSQL itself reads it with standard_conforming_strings on. Fails closed: what does not
-- end, and what PostgreSQL might read otherwise, is refused.
-- One set-based regular expression makes all tokens between two dollar-quoted strings: the longest alternative wins, so a
-- comment or string beats its first sign. Comments may be nested four deep; the last alternative takes any sign that is left.
-- Errors: PT413 sql_too_large, 42601 sql_unreadable.
create or replace function sandbox.lex(sql text)
returns sandbox.token[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_text constant text := '[^*/]|\*(?!/)|/(?!\*)';
  c_high constant text := '\u0080-\U0010ffff';
  c_tag constant text := '\$(?:[A-Za-z_' || c_high || '][A-Za-z0-9_' || c_high || ']*)?\$';
  v_comment text := '/\*(?:' || c_text || ')*\*/';
  v_pattern text;
  v_rest text := sql;
  v_found text[];
  v_texts text[] := '{}';
  v_open integer;
  v_length integer;
begin
  if octet_length(sql) > 262144 then
    perform sandbox.refuse('sql_too_large', 'the text has more than 262144 bytes', 'Send it in several calls.', 'PT413');
  end if;
  for depth in 1..3 loop
    v_comment := '/\*(?:' || c_text || '|' || v_comment || ')*\*/';
  end loop;
  v_pattern := '([ \t\n\r\f\v]+|--[^\n\r]*|' || v_comment || '|/\*'
    || '|[eE]''(?:[^''\\]|\\.|'''')*''|''(?:[^'']|'''')*''|"(?:[^"]|"")*"|[uU]&[''"]'
    || '|[A-Za-z_' || c_high || '][A-Za-z0-9_$' || c_high || ']*'
    || '|[0-9][0-9A-Za-z_.]*|\.[0-9][0-9A-Za-z_]*|\$[0-9]+|' || c_tag || '|.)';

  while v_rest <> '' loop
    select array_agg(found.match[1] order by found.position) into v_found
    from regexp_matches(v_rest, v_pattern, 'g') with ordinality as found (match, position);
    v_open := (
      select min(found.position) from unnest(v_found) with ordinality as found (text, position)
      where found.text like '$%$'
    );
    if v_open is null then
      v_texts := v_texts || v_found;
      exit;
    end if;
    -- A dollar-quoted string: what stands before it is tokens, and what follows its end is read anew.
    v_rest := substr(v_rest, 1 + char_length(array_to_string(v_found[1:v_open], '')));
    v_length := strpos(v_rest, v_found[v_open]);
    if v_length = 0 then
      perform sandbox.refuse('sql_unreadable', format('the string that opens with %s does not end', v_found[v_open]), 'Close the string.', '42601');
    end if;
    v_length := v_length - 1 + char_length(v_found[v_open]);
    v_texts := v_texts || v_found[1:v_open - 1] || (v_found[v_open] || left(v_rest, v_length));
    v_rest := substr(v_rest, v_length + 1);
  end loop;
  return sandbox.classify(v_texts);
end
$$;

comment on function sandbox.lex is 'SQL text as tokens.';

revoke all on function sandbox.lex from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/locks_rows.sql
-- locks_rows: whether a query locks the rows it reads, FOR UPDATE or FOR SHARE. PostgreSQL counts that as a change.
create or replace function sandbox.locks_rows(words text[])
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from unnest(words) with ordinality as token (word, position)
    where token.word = 'for' and words[token.position + 1] in ('update', 'no', 'share', 'key')
  );
end
$$;

comment on function sandbox.locks_rows is 'Whether a query locks the rows it reads.';

revoke all on function sandbox.locks_rows from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/main_verb.sql
-- main_verb: what a statement with WITH does in the end: the first verb outside of parentheses.
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

comment on function sandbox.main_verb is 'The first verb outside of parentheses.';

revoke all on function sandbox.main_verb from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/own_name.sql
-- own_name: reads the name of one of the app's relations or types at a place in a statement and answers the place behind it.
-- public. before it is taken; any other schema was refused before.
-- With but_users the profile table is refused.
-- Errors: 42501 wrong_prefix, profile_is_fixed.
create or replace function sandbox.own_name(app_id bigint, words text[], at integer, or_index boolean default false, but_users boolean default false)
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := case when words[at] = 'public' and words[at + 1] = '.' then at + 2 else at end;
  v_prefix constant text := platform.app_object(app_id, '');
begin
  if but_users and words[v_at] = v_prefix || 'users' then
    perform sandbox.refuse('profile_is_fixed', format('"%s" holds the profiles of the members', words[v_at]), 'Add columns to it, or keep what you need in a table of your own.');
  end if;
  if words[v_at] ~ ('^' || v_prefix || '[a-z]') or (or_index and words[v_at] ~ ('^(?:idx|ix|uq|pk|fk)_' || v_prefix)) then
    return v_at + 1;
  end if;
  perform sandbox.refuse('wrong_prefix', format('"%s" does not begin with %s', left(words[v_at], 80), v_prefix),
    format('Names of this app begin with %1$s, such as %1$stodos.', v_prefix));
  return null;
end
$$;

comment on function sandbox.own_name is 'The place behind the name of one of the app''s relations.';

revoke all on function sandbox.own_name from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/parameter_literal.sql
-- parameter_literal: a parameter ($1 is the first of the JSON array) as a literal of no type yet, as a bound parameter would be.
-- Errors: 22023 invalid_argument where there is no such parameter.
create or replace function sandbox.parameter_literal(parameters jsonb, number text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if char_length(number) > 4 or number::integer not between 1 and jsonb_array_length(parameters) then
    perform sandbox.refuse('invalid_argument', format('$%s has no parameter', left(number, 10)), 'Pass as many parameters as the text names.', '22023');
  end if;
  return case jsonb_typeof(parameters -> (number::integer - 1))
    when 'null' then 'null'
    else quote_literal(parameters ->> (number::integer - 1))
  end;
end
$$;

comment on function sandbox.parameter_literal is 'A parameter as a literal.';

revoke all on function sandbox.parameter_literal from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/read_sql.sql
-- read_sql: the statements of a submitted text, checked and rewritten; the wall of text. It runs nothing.
-- parameters are put in as quoted literals, so that they can be nothing else.
-- Errors: those of lex, check_names and check_statement; 54000 too_many_statements, 54001 too_deep, 22023 invalid_argument.
create or replace function sandbox.read_sql(app_id bigint, sql text, parameters jsonb default '[]')
returns setof sandbox.statement
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_tokens constant sandbox.token[] := sandbox.lex(sql);
  v_statement record;
begin
  perform sandbox.check_names(app_id, array(
    select row(kind, text, word)::sandbox.token from unnest(v_tokens) with ordinality as token (kind, text, word, position)
    where kind <> 's' order by position
  ));
  perform sandbox.check_size(v_tokens);
  for v_statement in
    select array_agg(row(part.kind, part.text, part.word)::sandbox.token order by part.position) as tokens
    from (
      select token.*, count(*) filter (where token.kind = 'o' and token.word = ';') over (order by token.position) as number
      from unnest(v_tokens) with ordinality as token (kind, text, word, position)
    ) as part
    where not (part.kind = 'o' and part.word = ';')
    group by part.number
    having bool_or(part.kind <> 's')
    order by part.number
  loop
    return next sandbox.check_statement(app_id, v_statement.tokens, parameters);
  end loop;
end
$$;

comment on function sandbox.read_sql is 'The statements of a submitted text, checked and rewritten.';

revoke all on function sandbox.read_sql from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/refuse.sql
-- refuse: raises the refusal of a submitted text. The one place from which the guard refuses.
-- Errors: the given SQLSTATE, 42501 by default, with the reason as detail.
create or replace function sandbox.refuse(reason text, problem text, hint text, code text default '42501')
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception 'Cannot run the SQL: %', problem using errcode = refuse.code, detail = reason, hint = refuse.hint;
end
$$;

comment on function sandbox.refuse is 'Raises the refusal of a submitted text.';

revoke all on function sandbox.refuse from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/result_columns.sql
-- result_columns: the columns of a query's answer as [{name, type}]. PostgreSQL is asked by preparing the query, which
-- analyses and does not run it, and letting go of it at once: nothing stays on the connection.
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
  perform sandbox.run_as_app(app_id, 'deallocate appshard_columns');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('name', element.name, 'type', v_types[element.position]) order by element.position), '[]')
    from json_array_elements_text(case json_typeof(names) when 'array' then names else '[]' end) with ordinality as element (name, position)
  );
end
$$;

comment on function sandbox.result_columns is 'The columns of a query''s answer.';

revoke all on function sandbox.result_columns from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/returns_rows.sql
-- returns_rows: whether a statement answers rows: a query, an EXPLAIN, or RETURNING outside of parentheses.
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

comment on function sandbox.returns_rows is 'Whether a statement answers rows.';

revoke all on function sandbox.returns_rows from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/rewrite.sql
-- rewrite: a statement's text as it is run: accounts become the app's profiles (REFERENCES auth.users), auth.uid() and its
-- siblings become those of access, which the app's role may name, and parameters become literals. Comments become spaces.
-- Errors: 22023 invalid_argument for a parameter that was not passed.
create or replace function sandbox.rewrite(app_id bigint, tokens sandbox.token[], parameters jsonb)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_text text;
begin
  select string_agg(case
      -- Strings on two lines are one string, so the line's end stays.
      when token.kind = 's' then case when token.text like e'%\n%' then e'\n' else ' ' end
      -- What could fill the memory with one call has a capped twin in access.
      when token.word in ('repeat', 'lpad', 'rpad') and token.kind = 'i' and token.next_1 = '(' and token.before_1 is distinct from '.' then 'access.' || token.text
      when token.kind = 'p' then sandbox.parameter_literal(parameters, substr(token.text, 2))
      when token.word = 'auth' and token.next_1 = '.' and token.next_2 = 'users' and token.before_1 = 'references' then 'public'
      when token.word = 'users' and token.before_1 = '.' and token.before_2 = 'auth' and token.before_3 = 'references' then platform.app_object(app_id, 'users')
      when token.word = 'auth' and token.next_1 = '.' then 'access'
      when token.word = 'uid' and token.before_1 = '.' and token.before_2 = 'auth' then 'user_id'
      else token.text
    end, '' order by token.position)
  into v_text
  from (
    select kind, text, word, position,
      lag(word) over near as before_1, lag(word, 2) over near as before_2, lag(word, 3) over near as before_3,
      lead(word) over near as next_1, lead(word, 2) over near as next_2
    from unnest(tokens) with ordinality as each (kind, text, word, position)
    window near as (partition by kind = 's' order by position)
  ) as token;
  return trim(v_text);
end
$$;

comment on function sandbox.rewrite is 'A statement''s text as it is run.';

revoke all on function sandbox.rewrite from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run_as_app.sql
-- run_as_app: runs SQL as an app's role, in its executor: what it makes belongs to the app, and PostgreSQL itself
-- refuses it any other app's tables, SET ROLE and transaction control. Answers the last statement's row count.
-- Called by: the functions of platform that change tables. Security: invoker; executors can be executed by postgres alone.
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

comment on function sandbox.run_as_app is 'Runs SQL as the app''s role.';

revoke all on function sandbox.run_as_app from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run_factory.sql
-- run_factory: has an app's factory do one task of sandbox.factory_script for it.
-- Called by: create_app, repair_app and purge_app. Security: invoker; factories can be executed by postgres alone.
create or replace function sandbox.run_factory(task text, app_id bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('select sandbox.%I($1, $2)', sandbox.factory_of(app_id)) using task, app_id;
end
$$;

comment on function sandbox.run_factory is 'Has the app''s role factory do one task.';

revoke all on function sandbox.run_factory from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run_in_trash.sql
-- run_in_trash: runs SQL as an app's role that may make relations in schema trash while it does. Answers the row count of
-- what comes first.
-- Called by: save_values and trash_table. Security: invoker; factories can be executed by postgres alone.
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

comment on function sandbox.run_in_trash is 'Runs SQL as the app''s role, which may write into the trash.';

revoke all on function sandbox.run_in_trash from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run_statement.sql
-- run_statement: runs one statement that the guard let through as the app, and answers {command, columns, rows, row_count,
-- truncated, duration_ms}.
-- Errors: 25006 read_only, and what PostgreSQL raises.
create or replace function sandbox.run_statement(app_id bigint, statement sandbox.statement, read_only boolean, max_rows integer, max_bytes bigint)
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
    perform sandbox.refuse('read_only', format('%s changes something, and the call only reads', statement.command), 'Call without read_only.', '25006');
  end if;
  if not statement.returns_rows then
    v_rows := sandbox.run_as_app(app_id, statement.text);
    v_answer := json_build_object('row_count', case statement.kind when 'ddl' then 0 else v_rows end, 'truncated', false, 'rows', '[]'::json);
  else
    -- A query runs in the executor that PostgreSQL keeps from changing anything; EXPLAIN is a command to it, and so cannot.
    execute format('select sandbox.%I($1, $2, $3)', platform.app_role(app_id) || case statement.kind when 'read' then '_read' else '_query' end)
      into v_answer using statement.text, max_rows, max_bytes;
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
  );
end
$$;

comment on function sandbox.run_statement is 'Runs one statement that the guard let through as the app.';

revoke all on function sandbox.run_statement from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/run_statements.sql
-- run_statements: runs the statements of a call one after the other. After DDL the app is settled and the catalog judges.
-- Rows are capped over the whole call: max_rows a statement, 4 MiB of JSON for all.
create or replace function sandbox.run_statements(app_id bigint, statements sandbox.statement[], options jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_statement sandbox.statement;
  v_result jsonb;
  v_results jsonb := '[]';
  v_bytes bigint := 4194304;
  v_has_ddl boolean := false;
begin
  foreach v_statement in array statements loop
    if v_statement.kind = 'ddl' and not v_has_ddl then
      perform platform.lock_app(app_id);
      v_has_ddl := true;
    end if;
    v_result := sandbox.run_statement(app_id, v_statement, coalesce((options ->> 'read_only')::boolean, false),
      coalesce((options ->> 'max_rows')::integer, 1000), greatest(v_bytes, 0));
    v_bytes := v_bytes - octet_length(v_result::text);
    v_results := v_results || v_result;
  end loop;
  if v_has_ddl then
    perform platform.settle_app(app_id);
    perform platform.require_sound_app(app_id);
  end if;
  return v_results;
end
$$;

comment on function sandbox.run_statements is 'Runs the statements of a call.';

revoke all on function sandbox.run_statements from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/skip_words.sql
-- skip_words: the place behind a phrase, where the statement has it at the given place, or else the place itself.
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

comment on function sandbox.skip_words is 'The place behind a phrase.';

revoke all on function sandbox.skip_words from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/functions/way_instead.sql
-- way_instead: what to do where a kind of statement is not offered.
create or replace function sandbox.way_instead(words text[])
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when words && '{trigger}' then 'Leave it out: updated_at keeps itself, and other triggers cannot be made.'
    when words[1] in ('create', 'alter', 'drop') and words && '{function,procedure}' then 'Compute in a view, or on the app''s own server with an app key.'
    when words[1] in ('grant', 'revoke') or words[2] = 'default' then 'Leave it out: grants come by themselves.'
    when words[2] = 'extension' then 'Leave it out: the operator of the shard installs extensions.'
    when words[2] = 'schema' then 'Leave it out: the tables of an app bear its prefix in schema public.'
    when words[2] = 'publication' then 'Leave it out: the platform publishes tables for realtime.'
    when words[1] = 'truncate' then 'Use DELETE.'
    when words[1] in ('begin', 'start', 'commit', 'end', 'rollback', 'savepoint') then 'Leave it out: every call is one transaction.'
    when words[1] in ('set', 'reset') then 'Leave it out: a call has the settings that it needs.'
    else 'Offered are SELECT, INSERT, UPDATE, DELETE, EXPLAIN, and CREATE, ALTER and DROP of tables, indexes, views, enum types and policies.'
  end;
end
$$;

comment on function sandbox.way_instead is 'What to do where a kind of statement is not offered.';

revoke all on function sandbox.way_instead from public, anon, authenticated, service_role;

-- supabase/schemas/sandbox/factories.sql
-- The 200 role factories of this shard.
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
-- Apps that an earlier release made get the executors of this one.
do $$ begin perform platform.upgrade_executors(); end $$;
