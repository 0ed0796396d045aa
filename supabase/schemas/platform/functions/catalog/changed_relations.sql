-- changed_relations: Returns every relation of an app that this transaction may have changed, sometimes more, never fewer.
-- Whatever changes a relation either locks it, in a mode that reads and writes do not use, or writes its row in pg_class or
-- pg_attribute (GRANT takes no lock). Such a lock is held until the end of the transaction and is the only trace of what
-- was dropped: a policy, a constraint, an index. COMMENT ON CONSTRAINT locks the constraint instead. Renaming an enum type
-- changes the tables that have columns of it. Later transaction ids count, too: subtransactions of this one have ids of
-- their own.
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
      select coalesce(pg_index.indrelid, pg_constraint.conrelid, pg_locks.relation) as id
      from pg_catalog.pg_locks
      left join pg_catalog.pg_index on pg_index.indexrelid = pg_locks.relation
      left join pg_catalog.pg_constraint
        on pg_locks.classid = 'pg_catalog.pg_constraint'::regclass and pg_constraint.oid = pg_locks.objid
      where pg_locks.pid = pg_backend_pid() and pg_locks.locktype in ('relation', 'object') and pg_locks.granted
        and pg_locks.mode in (
          'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
    ),
    retyped as materialized (
      select pg_depend.objid as id
      from pg_catalog.pg_type
      join pg_catalog.pg_depend
        on pg_depend.refclassid = 'pg_catalog.pg_type'::regclass and pg_depend.refobjid in (pg_type.oid, pg_type.typarray)
        and pg_depend.classid = 'pg_catalog.pg_class'::regclass
      where pg_type.typnamespace = 'public'::regnamespace and pg_type.typname >= v_first and pg_type.typname < v_end
        and pg_type.typtype = 'e' and age(pg_type.xmin) <= v_age
    )
    select relation.oid
    from pg_catalog.pg_class as relation
    where relation.relnamespace = 'public'::regnamespace and relation.relname >= v_first and relation.relname < v_end
      and relation.relkind <> 'i'
      and (
        age(relation.xmin) <= v_age
        or relation.oid in (select locked.id from locked)
        or relation.oid in (select retyped.id from retyped)
        or exists (
          select from pg_catalog.pg_attribute
          where pg_attribute.attrelid = relation.oid and age(pg_attribute.xmin) <= v_age)
      )
  );
end
$$;

comment on function platform.changed_relations is 'Returns the relations of an app that this transaction may have changed.';

revoke all on function platform.changed_relations from public, anon, authenticated, service_role;
