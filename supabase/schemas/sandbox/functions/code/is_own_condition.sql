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
