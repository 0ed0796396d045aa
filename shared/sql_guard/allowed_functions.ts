// Generated from supabase/schemas/sandbox/tables/allowed_functions.sql, the only list. After changing it, run:
// npm run test:unit -- allowed_functions -u
export const ALLOWED_FUNCTIONS: ReadonlySet<string> = new Set(
  `
  count sum avg min max array_agg string_agg json_agg jsonb_agg json_object_agg jsonb_object_agg bool_and bool_or
  every bit_and bit_or bit_xor any_value stddev stddev_pop stddev_samp variance var_pop var_samp corr covar_pop
  covar_samp regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy
  percentile_cont percentile_disc mode grouping range_agg range_intersect_agg row_number rank dense_rank percent_rank
  cume_dist ntile lag lead first_value last_value nth_value abs ceil ceiling floor round trunc sign mod div power sqrt
  cbrt exp ln log log10 pi degrees radians sin cos tan cot asin acos atan atan2 sinh cosh tanh width_bucket scale
  min_scale trim_scale gcd lcm factorial random random_normal greatest least ascii chr btrim ltrim rtrim trim lower
  upper initcap length char_length character_length octet_length bit_length concat concat_ws format left right lpad
  rpad repeat replace reverse split_part starts_with strpos position substr substring overlay translate quote_ident
  quote_literal quote_nullable to_hex md5 sha224 sha256 sha384 sha512 encode decode convert_to convert_from
  string_to_array string_to_table array_to_string regexp_match regexp_matches regexp_replace regexp_split_to_array
  regexp_split_to_table regexp_count regexp_instr regexp_like regexp_substr parse_ident normalize unistr like_escape
  similar_to_escape like notlike bpchar text varchar now transaction_timestamp statement_timestamp clock_timestamp
  timeofday age date_part date_trunc date_bin extract make_date make_time make_timestamp make_timestamptz
  make_interval justify_days justify_hours justify_interval isfinite to_char to_date to_timestamp to_number timezone
  date time timestamp timestamptz interval date_add date_subtract overlaps coalesce nullif num_nulls num_nonnulls
  array_append array_prepend array_cat array_length array_lower array_upper array_ndims array_dims array_position
  array_positions array_remove array_replace cardinality unnest trim_array array_sample array_shuffle generate_series
  generate_subscripts to_json to_jsonb array_to_json row_to_json json_build_array jsonb_build_array json_build_object
  jsonb_build_object json_object jsonb_object json_array_length jsonb_array_length json_each jsonb_each json_each_text
  jsonb_each_text json_extract_path jsonb_extract_path json_extract_path_text jsonb_extract_path_text json_object_keys
  jsonb_object_keys json_array_elements jsonb_array_elements json_array_elements_text jsonb_array_elements_text
  json_typeof jsonb_typeof json_strip_nulls jsonb_strip_nulls jsonb_set jsonb_set_lax jsonb_insert jsonb_pretty
  json_to_record jsonb_to_record json_to_recordset jsonb_to_recordset json_populate_record jsonb_populate_record
  json_populate_recordset jsonb_populate_recordset jsonb_path_exists jsonb_path_match jsonb_path_query
  jsonb_path_query_array jsonb_path_query_first jsonb_path_exists_tz jsonb_path_query_tz json_table json_value
  json_query json_exists json_scalar json_serialize to_tsvector to_tsquery plainto_tsquery phraseto_tsquery
  websearch_to_tsquery ts_rank ts_rank_cd ts_headline setweight strip numnode querytree tsvector_to_array
  array_to_tsvector ts_delete ts_filter tsquery_phrase json_to_tsvector jsonb_to_tsvector gen_random_uuid
  uuid_generate_v4 uuid_extract_timestamp uuid_extract_version gen_random_bytes digest hmac crypt gen_salt similarity
  word_similarity strict_word_similarity show_trgm unaccent int4range int8range numrange tsrange tstzrange daterange
  int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange lower_inc upper_inc lower_inf
  upper_inf isempty range_merge multirange int2 int4 int8 float4 float8 numeric bool char bit varbit money uuid json
  jsonb inet cidr host masklen netmask network family abbrev broadcast hostmask inet_merge inet_same_family
  macaddr8_set7bit point box circle line lseg path polygon area center diameter height radius slope isclosed isopen
  npoints diagonal l2_distance cosine_distance inner_product l1_distance vector_dims vector_norm l2_normalize
  subvector citext vector halfvec sparsevec hstore ltree name width timetz macaddr oid xml system bernoulli
  is_normalized enum_first enum_last enum_range pg_typeof pg_column_size bit_count get_bit set_bit get_byte set_byte
  hashtext uid jwt role email user_id
`.trim().split(/\s+/),
);
