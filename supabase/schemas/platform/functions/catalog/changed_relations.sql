-- changed_relations: Returns every relation of an app that this transaction may have changed, sometimes more, never fewer.
-- Whatever changes a relation either locks it, in a mode that reads and writes do not use, or writes its row in pg_class or
-- pg_attribute (GRANT takes no lock). Such a lock is held until the end of the transaction and is the only trace of what
-- was dropped: a policy, a constraint, an index. COMMENT ON CONSTRAINT locks the constraint instead. Renaming an object also
-- changes the relations that print its name, which are not locked: those that reference a table, or have a column, default,
-- constraint or index of a type, label or sequence. Renaming a table writes the row of its row type; adding a column does
-- not. Later transaction ids count, too: subtransactions of this one have ids of their own.
create or replace function platform.changed_relations(app_id bigint)
returns oid[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_age constant integer := age(pg_current_xact_id()::xid);
  v_first constant name := platform.app_object(app_id, '');
  v_end constant name := platform.app_role(app_id) || '`';
begin
  return array(
    with locked as materialized (
      select pg_locks.relation, coalesce(pg_index.indrelid, pg_constraint.conrelid, pg_locks.relation) as id
      from pg_catalog.pg_locks
      left join pg_catalog.pg_index on pg_index.indexrelid = pg_locks.relation
      left join pg_catalog.pg_constraint
        on pg_locks.classid = 'pg_catalog.pg_constraint'::regclass and pg_constraint.oid = pg_locks.objid
      where pg_locks.pid = pg_backend_pid() and pg_locks.locktype in ('relation', 'object') and pg_locks.granted
        and pg_locks.mode in (
          'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
    ),
    renamed as materialized (
      select named.class, named.id
      from locked
      join pg_catalog.pg_class as relation on relation.oid = locked.relation
      left join pg_catalog.pg_type as row_type on row_type.oid = relation.reltype
      cross join lateral (values
        ('pg_catalog.pg_class'::regclass, relation.oid),
        ('pg_catalog.pg_type'::regclass, row_type.oid),
        ('pg_catalog.pg_type'::regclass, row_type.typarray)) as named (class, id)
      where age(coalesce(row_type.xmin, relation.xmin)) <= v_age
      union all
      select pg_shdepend.classid, unnest(array[pg_type.oid, pg_type.typarray])
      from pg_catalog.pg_shdepend
      join pg_catalog.pg_type on pg_type.oid = pg_shdepend.objid
      where pg_shdepend.refclassid = 'pg_catalog.pg_authid'::regclass and pg_shdepend.refobjid = to_regrole(platform.app_role(app_id))
        and pg_shdepend.classid = 'pg_catalog.pg_type'::regclass
        and (age(pg_type.xmin) <= v_age
          or exists (select from pg_catalog.pg_enum where enumtypid = pg_type.oid and age(pg_enum.xmin) <= v_age))
    ),
    dependent as materialized (
      select coalesce(pg_attrdef.adrelid, pg_constraint.conrelid, pg_index.indrelid, pg_depend.objid) as id
      from renamed
      join pg_catalog.pg_depend on pg_depend.refclassid = renamed.class and pg_depend.refobjid = renamed.id
      left join pg_catalog.pg_attrdef
        on pg_depend.classid = 'pg_catalog.pg_attrdef'::regclass and pg_attrdef.oid = pg_depend.objid
      left join pg_catalog.pg_constraint
        on pg_depend.classid = 'pg_catalog.pg_constraint'::regclass and pg_constraint.oid = pg_depend.objid
      left join pg_catalog.pg_index
        on pg_depend.classid = 'pg_catalog.pg_class'::regclass and pg_index.indexrelid = pg_depend.objid
    )
    select relation.oid
    from pg_catalog.pg_class as relation
    where relation.relnamespace = 'public'::regnamespace and relation.relname >= v_first and relation.relname < v_end
      and relation.relkind <> 'i'
      and (
        age(relation.xmin) <= v_age
        or relation.oid in (select locked.id from locked)
        or relation.oid in (select dependent.id from dependent)
        or exists (
          select from pg_catalog.pg_attribute
          where pg_attribute.attrelid = relation.oid and age(pg_attribute.xmin) <= v_age)
      )
  );
end
$$;

comment on function platform.changed_relations is 'Returns the relations of an app that this transaction may have changed.';

revoke all on function platform.changed_relations from public, anon, authenticated, service_role;
