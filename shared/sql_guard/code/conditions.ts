import { refuse, shown } from '../refusal.ts';
import { unwrap, type Value } from '../rules.ts';
import type { Code } from './place.ts';

/**
 * The conditions of PostgreSQL in classes 22 and 23, which a body may raise, besides P0001, P0002 and 42501. PostgREST turns
 * `PGRST` into headers of its response, and other classes mean faults of the server.
 */
const RAISED_CONDITIONS: ReadonlySet<string> = new Set(
  `
  raise_exception no_data_found insufficient_privilege
  data_exception array_subscript_error character_not_in_repertoire datetime_field_overflow division_by_zero
  error_in_assignment escape_character_conflict indicator_overflow interval_field_overflow invalid_argument_for_logarithm
  invalid_argument_for_ntile_function invalid_argument_for_nth_value_function invalid_argument_for_power_function
  invalid_argument_for_width_bucket_function invalid_character_value_for_cast invalid_datetime_format
  invalid_escape_character invalid_escape_octet invalid_escape_sequence nonstandard_use_of_escape_character
  invalid_indicator_parameter_value invalid_parameter_value invalid_preceding_or_following_size
  invalid_regular_expression invalid_row_count_in_limit_clause invalid_row_count_in_result_offset_clause
  invalid_tablesample_argument invalid_tablesample_repeat invalid_time_zone_displacement_value
  invalid_use_of_escape_character most_specific_type_mismatch null_value_not_allowed null_value_no_indicator_parameter
  numeric_value_out_of_range sequence_generator_limit_exceeded string_data_length_mismatch
  string_data_right_truncation substring_error trim_error unterminated_c_string zero_length_character_string
  floating_point_exception invalid_text_representation invalid_binary_representation bad_copy_file_format
  untranslatable_character not_an_xml_document invalid_xml_document invalid_xml_content invalid_xml_comment
  invalid_xml_processing_instruction duplicate_json_object_key_value invalid_argument_for_sql_json_datetime_function
  invalid_json_text invalid_sql_json_subscript more_than_one_sql_json_item no_sql_json_item non_numeric_sql_json_item
  non_unique_keys_in_a_json_object singleton_sql_json_item_required sql_json_array_not_found sql_json_member_not_found
  sql_json_number_not_found sql_json_object_not_found too_many_json_array_elements too_many_json_object_members
  sql_json_scalar_required sql_json_item_cannot_be_cast_to_target_type
  integrity_constraint_violation restrict_violation not_null_violation foreign_key_violation unique_violation
  check_violation exclusion_violation
`.trim().split(/\s+/),
);

/** Returns whether a body may raise a condition, given by its name or SQLSTATE. */
function mayRaise(condition: string): boolean {
  return /^(?:P0001|P0002|42501|2[23][0-9A-Z]{3}|PT4[0-9]{2})$/.test(condition) || RAISED_CONDITIONS.has(condition);
}

/** The conditions of class 57 and the timeouts, which end what exceeds a limit, and of a failed assertion. */
const UNSTOPPABLE: ReadonlySet<string> = new Set(
  `
  operator_intervention query_canceled admin_shutdown crash_shutdown cannot_connect_now database_dropped
  idle_session_timeout idle_in_transaction_session_timeout transaction_timeout assert_failure plpgsql_error
`.trim().split(/\s+/),
);

/** Returns whether a body may catch a condition, given by its name or SQLSTATE. */
function mayCatch(condition: string): boolean {
  return !/^(?:57[0-9A-Z]{3}|25P0[34]|P0004|P0000)$/i.test(condition) && !UNSTOPPABLE.has(condition.toLowerCase());
}

/** Requires a condition of an exception handler to be one that may be caught. */
export function checkCaught(condition: string): void {
  if (mayCatch(condition)) return;
  refuse(
    'option_refused',
    `${shown(condition)} cannot be caught`,
    'Catch other conditions, or others: the limits of a call end it.',
  );
}

/** Requires a condition of RAISE to be one that may be raised. */
export function checkRaised(condition: string): void {
  if (!mayRaise(condition)) refuseRaised(condition);
}

function refuseRaised(written: string): never {
  return refuse(
    'option_refused',
    `${shown(written)} cannot be raised`,
    'Raise P0001, P0002, 42501, a condition of class 22 or 23, or a SQLSTATE from PT400 to PT499, each written as a literal, with ' +
      'message, detail and hint.',
  );
}

/** Requires the value of ERRCODE to be a string literal of a condition that may be raised. */
export function checkErrorCode(value: Value, at: Code): void {
  const query = String(unwrap(value)?.node['query'] ?? '');
  const [token, ...more] = at.statement.parser.scan(query) ?? [];
  const code = more.length === 0 ? /^'(\w+)'$/.exec(token?.text ?? '')?.[1] : undefined;
  if (code === undefined) refuseRaised(query);
  checkRaised(code);
}
