import type postgres from 'postgres';

// What an app consists of, for a generator that changes it, and what the database says about it before and after.

export interface Table {
  name: string;
  kind: string;
  columns: string[];
  constraints: string[];
  indexes: string[];
  policies: string[];
  triggers: string[];
  rules: string[];
}

/** The objects in public that an app's role owns, whatever their names are. */
export interface World {
  appId: string;
  relations: Table[];
  types: { name: string; labels: string[] }[];
  others: string[];
}

export async function worldOf(sql: postgres.ISql, appId: string): Promise<World> {
  const [row] = await sql<Omit<World, 'appId'>[]>`
    select
      coalesce((
        select jsonb_agg(jsonb_build_object('name', relname, 'kind', relkind,
          'columns', array(select attname from pg_attribute where attrelid = pg_class.oid and attnum > 0 and not attisdropped),
          'constraints', array(select conname from pg_constraint where conrelid = pg_class.oid),
          'indexes', array(select indexrelid::regclass::text from pg_index where indrelid = pg_class.oid),
          'policies', array(select polname from pg_policy where polrelid = pg_class.oid),
          'triggers', array(select tgname from pg_trigger where tgrelid = pg_class.oid and not tgisinternal),
          'rules', array(select rulename from pg_rewrite where ev_class = pg_class.oid)) order by relname)
        from pg_class where relowner = role.id and relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'S', 'p', 'm')
      ), '[]') as relations,
      coalesce((
        select jsonb_agg(jsonb_build_object('name', typname, 'labels', array(select enumlabel from pg_enum where enumtypid = pg_type.oid))
          order by typname)
        from pg_type where typowner = role.id and typtype = 'e'
      ), '[]') as types,
      array(select typname from pg_type where typowner = role.id and typtype = 'd' order by typname) as others
    from (select to_regrole(platform.app_role(${appId})) as id) as role`;
  if (row === undefined) throw new Error('The database returned nothing');
  return { appId, ...row };
}

/** Functions that the tests call, in a schema of their own. */
export async function installHelpers(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    create schema changes;

    -- Runs statements as the app, each in a subtransaction; those marked as undone are rolled back although they succeed. Returns how
    -- each of them ended: its SQLSTATE, 'undone' or 'done'.
    create function changes.attempt(app_id bigint, statements text[], undone boolean[]) returns text[] language plpgsql as $$
    declare
      v_outcomes text[] := '{}';
    begin
      for v_index in 1 .. cardinality(statements) loop
        begin
          perform sandbox.run_as_app(app_id, statements[v_index]);
          if undone[v_index] then
            raise sqlstate 'UNDO0';
          end if;
          v_outcomes := v_outcomes || 'done'::text;
        exception when others then
          v_outcomes := v_outcomes || case sqlstate when 'UNDO0' then 'undone' else sqlstate end;
        end;
      end loop;
      return v_outcomes;
    end
    $$;

    -- The relations of an app, each with its part of what verify_app found and its description, whether or not it is registered.
    create function changes.relations(app_id bigint, verified platform.finding[])
    returns table (id oid, name text, findings text[], description jsonb) language plpgsql stable as $$
    begin
      return query
        select relation.oid, relation.relname::text,
          array(
            select finding.object || ' ' || finding.problem from unnest(verified) as finding
            where finding.table_name = right(relation.relname, -char_length(platform.app_object(relations.app_id, '')))
              and finding.problem <> 'table_missing'
            order by 1),
          case when relation.relkind = 'r' then jsonb_build_array(
            relation.relname, obj_description(relation.oid, 'pg_class'),
            platform.describe_columns(relations.app_id, relation.oid, '{}'), platform.describe_indexes(relation.oid)) end
        from platform.app_relations(relations.app_id) as relation;
    end
    $$;

    create function changes.state(app_id bigint) returns jsonb language plpgsql stable as $$
    begin
      return (
        select coalesce(jsonb_agg(to_jsonb(relation)), '[]')
        from changes.relations(app_id, array(select finding from platform.verify_app(state.app_id) as finding)) as relation);
    end
    $$;

    -- Where changed_relations, verify_change and deviating_relations fail after a change of an app that was sound before.
    create function changes.faults(app_id bigint, before jsonb) returns setof text language plpgsql as $$
    declare
      v_changed constant oid[] := platform.changed_relations(app_id);
      v_findings constant platform.finding[] := array(select finding from platform.verify_app(faults.app_id) as finding);
      v_quick constant platform.finding[] := array(select finding from platform.verify_change(faults.app_id, v_changed) as finding);
      v_deviating constant oid[] := platform.deviating_relations(
        app_id, array(select relation.oid from platform.app_relations(faults.app_id) as relation));
    begin
      return query
        select format('%s changed unnoticed: %s', now.name, case
          when now.findings <> former.findings then now.findings::text else now.description::text end)
        from changes.relations(faults.app_id, v_findings) as now
        left join jsonb_to_recordset(before) as former (id oid, findings text[], description jsonb) on former.id = now.id
        where (now.findings, now.description) is distinct from (former.findings, former.description) and now.id <> all (v_changed);
      return query
        select 'verify_change misses ' || finding::text
        from (select unnest(v_findings) as finding except select unnest(v_quick)) as missed;
      return query
        select 'verify_change adds ' || finding::text
        from (select unnest(v_quick) as finding except select unnest(v_findings)) as added;
      return query
        select format('%s passes for sound: %s %s', relation.relname, finding.object, finding.problem)
        from unnest(v_findings) as finding
        join pg_catalog.pg_class as relation
          on relation.relname = platform.app_object(faults.app_id, finding.table_name) and relation.relnamespace = 'public'::regnamespace
        where relation.oid <> all (v_deviating) and finding.problem not in ('foreign_function', 'foreign_dependency');
    end
    $$;

    -- What is wrong with an app after a change was kept.
    create function changes.remains(app_id bigint) returns setof text language plpgsql as $$
    begin
      return query select finding::text from platform.profile_findings(remains.app_id) as finding;
      return query select 'drift ' || item::text
        from jsonb_array_elements(platform.schema_drift(remains.app_id, platform.schema_state(remains.app_id))) as element (item);
      return query
        select format('baseline of %s: %s instead of %s', app_tables.name, app_tables.baseline, described.now)
        from platform.app_tables
        cross join lateral (select platform.describe_relation(app_tables, app_tables.baseline) as now) as described
        where app_tables.app_id = remains.app_id and app_tables.baseline is distinct from described.now;
      return query
        select format('registry: %s', coalesce(relation.relname, app_tables.name))
        from (select relname from platform.app_relations(remains.app_id) where relkind = 'r') as relation
        full join (select app_tables.name from platform.app_tables where app_tables.app_id = remains.app_id) as app_tables
          on relation.relname = platform.app_object(remains.app_id, app_tables.name)
        where relation.relname is null or app_tables.name is null;
    end
    $$;

    -- What the registry has otherwise than the catalog of tables of specs, which are created and rolled back.
    create function changes.misdescribed(app_id bigint, tables jsonb) returns text[] language plpgsql as $$
    declare
      v_faults text[];
      v_reason text;
    begin
      perform platform.change_schema(app_id, 'apply_schema', tables);
      v_faults := array(
        select format('%s is registered as %s instead of %s', app_tables.name, app_tables.baseline, now.described)
        from platform.app_tables
        cross join lateral (values
          (platform.describe_table(app_tables.app_id, app_tables.name)), (platform.describe_relation(app_tables, '{}'))) as now (described)
        where app_tables.app_id = misdescribed.app_id and app_tables.scope <> 'profile'
          and app_tables.baseline is distinct from now.described
        union all
        select format('%s deviates from its template', relname)
        from platform.app_relations(misdescribed.app_id) as relation
        where relname <> platform.app_object(misdescribed.app_id, 'users')
          and relation.oid = any (platform.deviating_relations(misdescribed.app_id, array[relation.oid]))
        union all
        select format('%s is not registered', name) from jsonb_path_query(tables, '$[*].name') as name
        where name #>> '{}' not in (select app_tables.name from platform.app_tables where app_tables.app_id = misdescribed.app_id));
      raise sqlstate 'UNDO0';
    exception when others then
      get stacked diagnostics v_reason = pg_exception_detail;
      return case sqlstate when 'UNDO0' then v_faults else array[v_reason] end;
    end
    $$;
  `);
}
