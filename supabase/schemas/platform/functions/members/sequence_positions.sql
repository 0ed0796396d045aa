-- sequence_positions: Returns SQL that resets the sequences of a table to where they are now, or null if it has none. Until
-- the transaction ends, nobody else can insert rows and take numbers.
-- Called by: require_sign_up.
create or replace function platform.sequence_positions(app_id bigint, relation oid)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from platform.column_sequences(relation)) then
    return null;
  end if;
  perform sandbox.run_as_app(app_id, format('lock table %s in share row exclusive mode', relation::regclass));
  return (
    select string_agg(format('select setval(%L, %s, %L);', counter.sequence::regclass, counter.reached, counter.is_called), '')
    from platform.column_sequences(relation) as counter);
end
$$;

comment on function platform.sequence_positions is 'Returns SQL that resets the sequences of a table to where they are now.';

revoke all on function platform.sequence_positions from public, anon, authenticated, service_role;
