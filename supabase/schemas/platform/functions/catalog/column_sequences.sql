-- column_sequences: Returns the sequences that number the columns of a table: of identity columns, and of defaults. reached
-- is the last number, or the first if is_called is false.
create or replace function platform.column_sequences(relation oid)
returns table (number smallint, sequence oid, reached bigint, is_called boolean)
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $$
begin
  for number, sequence in
    select pg_depend.refobjsubid, pg_sequence.seqrelid
    from pg_catalog.pg_depend
    join pg_catalog.pg_sequence on pg_sequence.seqrelid = pg_depend.objid
    where pg_depend.classid = 'pg_class'::regclass and pg_depend.refclassid = 'pg_class'::regclass
      and pg_depend.refobjid = relation and pg_depend.deptype = 'i'
    union
    select pg_attrdef.adnum, pg_sequence.seqrelid
    from pg_catalog.pg_attrdef
    join pg_catalog.pg_depend on pg_depend.classid = 'pg_attrdef'::regclass and pg_depend.objid = pg_attrdef.oid
    join pg_catalog.pg_sequence on pg_depend.refclassid = 'pg_class'::regclass and pg_sequence.seqrelid = pg_depend.refobjid
    where pg_attrdef.adrelid = relation
  loop
    execute format('select last_value, is_called from %s', sequence::regclass) into reached, is_called;
    return next;
  end loop;
end
$$;

comment on function platform.column_sequences is 'Returns the sequences that number the columns of a table.';

revoke all on function platform.column_sequences from public, anon, authenticated, service_role;
