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
