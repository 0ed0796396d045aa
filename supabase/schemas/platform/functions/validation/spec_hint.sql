-- spec_hint: returns what to do about a problem of a spec, by its reason. Every reason of a spec problem is listed here and in
-- docs/error_codes.md.
create or replace function platform.spec_hint(reason text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case reason
    when 'missing' then 'Add the field.'
    when 'invalid_type' then 'Send a value of the JSON type that the message names.'
    when 'unknown_field' then 'Remove the field, or correct its spelling.'
    when 'invalid_name' then 'Use only a-z, 0-9 and _, and start with a letter.'
    when 'name_too_long' then 'Shorten the name.'
    when 'reserved_name' then 'Choose another name.'
    when 'duplicate_name' then 'Rename or remove the later item.'
    when 'unknown_type' then 'Use a type of platform.column_types, such as text, integer, boolean or timestamptz.'
    when 'invalid_option' then 'Remove the option, or change the type of the column.'
    when 'invalid_value' then 'Use a value that the message allows.'
    when 'invalid_default' then 'Send a literal of the type within the limits of the column, or {"function": "now"}; never SQL.'
    when 'unknown_table' then 'Reference users, a table of the spec, or a table that the app has.'
    when 'unknown_column' then 'Use a column of the table, or id, user_id, created_at or updated_at.'
    when 'type_mismatch' then 'Change the type to uuid.'
    when 'too_many' then 'Shorten the list. Its items are not checked until then.'
    when 'too_large' then 'Send a smaller spec. Nothing else is checked until then.'
  end;
end
$$;

comment on function platform.spec_hint is 'What to do about a problem of a spec, by its reason.';

revoke all on function platform.spec_hint from public, anon, authenticated, service_role;
