// Generated from pg_proc, and the functions of extensions that leave the database. After a new version, run:
// npx vitest run --project db one_argument_functions -u
/** The functions outside of the allow-list, except pg_…, that `value.name` could call. */
export const ONE_ARGUMENT_FUNCTIONS: ReadonlySet<string> = new Set(
  `
  dblink dblink_cancel_query dblink_close dblink_connect dblink_connect_u dblink_disconnect dblink_error_message dblink_exec
  dblink_fetch dblink_get_result dblink_is_busy dblink_open http http_delete http_get http_head http_list_curlopt
  aclexplode aclitemout acosd acosh amvalidate any_out anyarray_out anyarray_send anycompatible_out
  anycompatiblearray_out anycompatiblearray_send anycompatiblemultirange_out anycompatiblenonarray_out
  anycompatiblerange_out anyelement_out anyenum_out anymultirange_out anynonarray_out anyrange_out array_out
  array_send asind asinh atand atanh binary_upgrade_logical_slot_has_caught_up
  binary_upgrade_set_next_array_pg_type_oid binary_upgrade_set_next_heap_pg_class_oid
  binary_upgrade_set_next_heap_relfilenode binary_upgrade_set_next_index_pg_class_oid
  binary_upgrade_set_next_index_relfilenode binary_upgrade_set_next_multirange_array_pg_type_oid
  binary_upgrade_set_next_multirange_pg_type_oid binary_upgrade_set_next_pg_authid_oid
  binary_upgrade_set_next_pg_enum_oid binary_upgrade_set_next_pg_tablespace_oid binary_upgrade_set_next_pg_type_oid
  binary_upgrade_set_next_toast_pg_class_oid binary_upgrade_set_next_toast_relfilenode
  binary_upgrade_set_record_init_privs bit_out bit_send bitnot bittypmodin bittypmodout boolout boolsend box_center
  box_out box_send bpcharout bpcharsend bpchartypmodin bpchartypmodout brin_bloom_summary_out brin_bloom_summary_send
  brin_minmax_multi_summary_out brin_minmax_multi_summary_send brin_summarize_new_values btequalimage
  btvarstrequalimage byteaout byteasend cash_out cash_send cash_words charout charsend cidout cidr_out cidr_send
  cidsend circle_center circle_out circle_send cosd cotd current_schemas current_setting currval date_out date_send
  daterange_canonical dcbrt dexp dlog1 dlog10 dround dsqrt dtrunc enum_out enum_send erf erfc event_trigger_out
  fdw_handler_out float4abs float4out float4send float4um float4up float8_avg float8_corr float8_covar_pop
  float8_covar_samp float8_regr_avgx float8_regr_avgy float8_regr_intercept float8_regr_r2 float8_regr_slope
  float8_regr_sxx float8_regr_sxy float8_regr_syy float8_stddev_pop float8_stddev_samp float8_var_pop float8_var_samp
  float8abs float8out float8send float8um float8up fmgr_c_validator fmgr_internal_validator fmgr_sql_validator
  gin_clean_pending_list gtsvectorout hash_aclitem hash_array hash_multirange hash_numeric hash_range hash_record
  hashbpchar hashchar hashenum hashfloat4 hashfloat8 hashinet hashint2 hashint4 hashint8 hashmacaddr hashmacaddr8
  hashname hashoid hashoidvector hashtid index_am_handler_out inet_out inet_send inetnot int2abs int2int4_sum int2not
  int2out int2send int2um int2up int2vectorout int2vectorsend int4abs int4inc int4not int4out int4range_canonical
  int4send int4um int4up int8_avg int8abs int8dec int8inc int8not int8out int8range_canonical int8send int8um int8up
  interval_hash interval_out interval_send interval_um intervaltypmodin intervaltypmodout ishorizontal isvertical
  json_agg_strict json_out json_send jsonb_agg_strict jsonb_delete jsonb_hash jsonb_out jsonb_send jsonpath_out
  jsonpath_send language_handler_out line_horizontal line_out line_send line_vertical lo_close lo_creat lo_create
  lo_get lo_import lo_tell lo_tell64 lo_unlink lseg_center lseg_horizontal lseg_length lseg_out lseg_send
  lseg_vertical macaddr8 macaddr8_not macaddr8_out macaddr8_send macaddr_not macaddr_out macaddr_send multirange_out
  multirange_send mxid_age nameout namesend nextval numeric_abs numeric_exp numeric_inc numeric_ln numeric_out
  numeric_send numeric_sqrt numeric_uminus numeric_uplus numerictypmodin numerictypmodout obj_description oidout
  oidsend oidvectorout oidvectorsend oidvectortypes path_length path_npoints path_out path_send pclose
  plpgsql_validator point_out point_send poly_center poly_npoints poly_out poly_send popen range_out range_send
  record_out record_send regclass regclassout regclasssend regcollationout regcollationsend regconfigout regconfigsend
  regdictionaryout regdictionarysend regnamespaceout regnamespacesend regoperatorout regoperatorsend regoperout
  regopersend regprocedureout regproceduresend regprocout regprocsend regroleout regrolesend regtypeout regtypesend
  row_security_active satisfies_hash_partition setseed shell_out sind spg_poly_quad_compress table_am_handler_out tand
  textlen textout textsend tidout tidsend time_hash time_out time_send timestamp_hash timestamp_out timestamp_send
  timestamptypmodin timestamptypmodout timestamptz_out timestamptz_send timestamptztypmodin timestamptztypmodout
  timetypmodin timetypmodout timetz_hash timetz_out timetz_send timetztypmodin timetztypmodout to_ascii to_bin to_oct
  to_regclass to_regcollation to_regnamespace to_regoper to_regoperator to_regproc to_regprocedure to_regrole
  to_regtype to_regtypemod trigger_out ts_debug ts_stat ts_token_type tsm_handler_out tsquery_not tsqueryout
  tsquerysend tsvectorout tsvectorsend txid_snapshot_out txid_snapshot_send txid_snapshot_xip txid_snapshot_xmax
  txid_snapshot_xmin txid_status unicode_assigned unknownout unknownsend uuid_hash uuid_out uuid_send varbit_out
  varbit_send varbittypmodin varbittypmodout varcharout varcharsend varchartypmodin varchartypmodout void_out
  void_send xid xid8out xid8send xidout xidsend xml_is_well_formed xml_is_well_formed_content
  xml_is_well_formed_document xml_out xml_send xmlagg xmlcomment xmltext
`.trim().split(/\s+/),
);
