import type postgres from 'postgres';

/** A digest of each part of the shard outside app 57, which SQL of app 57 must not change. */
export type Outside = Readonly<Record<string, string>>;

/** The names that app 57 may give to objects that it creates in public. */
const ownName = String.raw`'^((idx|ix|uq|pk|fk)_)?app_57_'`;
/** The roles of app 57, found by name because their ids change with every reset. */
const ownRoles = `('app_57', 'app_57_user')`;
const own = `any (array(select oid from pg_roles where rolname in ${ownRoles}))`;
/** The functions of app 57: its executors, its code, and the wrappers around its code. */
const ownFunction = `p.proname ~ '^app_57_' and (p.proowner = ${own} and p.pronamespace in (
  to_regnamespace('sandbox'), to_regnamespace('code')) or p.pronamespace = 'public'::regnamespace)`;
/** Relations of another owner, or with a name that app 57 may not use. A TOAST table belongs to its table's owner. */
const foreignRelation =
  `not (c.relowner = ${own} and c.relnamespace in ('public'::regnamespace, 'pg_toast'::regnamespace)
  and (c.relname ~ ${ownName} or c.relnamespace = 'pg_toast'::regnamespace)) and c.oid >= 16384`;
const ofForeignRelation = (column: string) =>
  `exists (select from pg_class c where c.oid = ${column} and ${foreignRelation})`;

/**
 * The contents of each part: an expression that prints one object, and the source of the objects. Where there are thousands,
 * the id of the transaction that last wrote a row represents its contents.
 */
const catalogParts: Record<string, [object: string, source: string]> = {
  roles: ['(rolname, r.xmin)::text', `pg_authid r where rolname not in ${ownRoles}`],
  own_role: [
    `(rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, rolpassword,
      rolconnlimit)::text`,
    `pg_authid where rolname in ${ownRoles}`,
  ],
  memberships: [
    '(m.roleid, m.member, m.xmin)::text',
    `pg_auth_members m where not (m.roleid = ${own} or m.member = ${own})`,
  ],
  own_memberships: [
    '(m.roleid::regrole, m.member::regrole, m.admin_option, m.inherit_option, m.set_option)::text',
    `pg_auth_members m where m.roleid = ${own} or m.member = ${own}`,
  ],
  role_settings: ['(setdatabase, setrole::regrole, setconfig)::text', 'pg_db_role_setting'],
  databases: ['(datname, datdba::regrole, datacl, datallowconn)::text', 'pg_database'],
  tablespaces: ['(spcname, spcowner::regrole, spcacl)::text', 'pg_tablespace'],
  server_settings: [`(name, setting)::text`, `pg_file_settings`],
  schemas: ['(nspname, nspowner::regrole, nspacl)::text', `pg_namespace where nspname !~ '^pg_(temp|toast_temp)'`],
  relations: [
    `(c.oid, c.relnamespace::regnamespace, c.relname, c.relkind, c.relowner::regrole, c.relacl, c.relrowsecurity,
      c.relforcerowsecurity, c.reloptions, c.relchecks, c.relhasrules, c.relhassubclass, c.relispartition, c.relreplident,
      c.relfilenode)::text`,
    `pg_class c where ${foreignRelation} and c.relnamespace::regnamespace::text !~ '^pg_(temp|toast_temp)'`,
  ],
  temporary: [
    'c.relname::text',
    `pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname ~ '^pg_(temp|toast_temp)'`,
  ],
  columns: [
    `(attrelid, attname, atttypid, attnotnull, attacl, attisdropped)::text`,
    `pg_attribute where attrelid >= 16384 and attnum > 0 and ${ofForeignRelation('attrelid')}`,
  ],
  system_grants: [
    `(c.relname, c.relacl)::text`,
    'pg_class c where c.oid < 16384',
  ],
  defaults: ['(adrelid, adnum, adbin)::text', `pg_attrdef where ${ofForeignRelation('adrelid')}`],
  constraints: [
    '(conrelid, conname, contype, confrelid, convalidated, condeferrable)::text',
    `pg_constraint where ${ofForeignRelation('conrelid')} or ${ofForeignRelation('confrelid')}`,
  ],
  triggers: ['(tgrelid, tgname, tgfoid, tgenabled)::text', `pg_trigger where ${ofForeignRelation('tgrelid')}`],
  rules: ['(ev_class, rulename, ev_enabled, ev_action)::text', `pg_rewrite where ${ofForeignRelation('ev_class')}`],
  policies: [
    '(polrelid, polname, polcmd, polpermissive, polroles, polqual, polwithcheck)::text',
    `pg_policy where ${ofForeignRelation('polrelid')}`,
  ],
  statistics: ['(stxrelid, stxname)::text', `pg_statistic_ext`],
  inheritance: [
    '(inhrelid, inhparent)::text',
    "pg_inherits where inhparent >= 16384 and inhrelid in (select oid from pg_class where relkind <> 'i')",
  ],
  functions: [
    '(p.oid, p.xmin)::text',
    `pg_proc p where not (${ownFunction})`,
  ],
  executors: [
    `(p.proname, p.prosecdef, p.provolatile, p.proconfig, p.prosrc)::text`,
    `pg_proc p where p.proowner = ${own} and p.pronamespace = to_regnamespace('sandbox')`,
  ],
  types: [
    `(t.typnamespace::regnamespace, t.typname, t.typowner::regrole, t.typacl)::text`,
    `pg_type t where not (t.typowner = ${own} and t.typname ~ '^_?app_57_') and t.oid >= 16384
      and t.typnamespace::regnamespace::text !~ '^pg_(temp|toast_temp)'`,
  ],
  default_privileges: ['(defaclrole::regrole, defaclnamespace, defaclobjtype, defaclacl)::text', 'pg_default_acl'],
  extensions: ['(extname, extversion, extnamespace)::text', 'pg_extension'],
  event_triggers: ['(evtname, evtevent, evtfoid, evtenabled)::text', 'pg_event_trigger'],
  publications: ['(pubname, puballtables)::text', 'pg_publication'],
  published: ['(prpubid, prrelid)::text', 'pg_publication_rel'],
  foreign_servers: ['srvname::text', 'pg_foreign_server'],
  languages: ['lanname::text', 'pg_language'],
  operators: ['oid::text', 'pg_operator where oid >= 16384'],
  casts: ['oid::text', 'pg_cast where oid >= 16384'],
  collations: ['oid::text', 'pg_collation where oid >= 16384'],
  conversions: ['oid::text', 'pg_conversion where oid >= 16384'],
  text_search: [
    `oid::text`,
    `(select oid from pg_ts_config union all select oid from pg_ts_dict union all select oid from pg_ts_template) t where oid >= 16384`,
  ],
  labels: ['(objoid, classoid, label)::text', 'pg_seclabel'],
  large_objects: ['oid::text', 'pg_largeobject_metadata'],
  descriptions: [
    '(objoid, classoid, objsubid, description)::text',
    `pg_description where objoid >= 16384 and not (classoid = 'pg_class'::regclass and not ${
      ofForeignRelation('objoid')
    })
      and not exists (select from pg_proc p where p.oid = objoid and ${ownFunction})
      and not exists (select from pg_type t where t.oid = objoid and t.typowner = ${own})
      and not exists (select from pg_constraint k join pg_class c on c.oid = k.conrelid where k.oid = objoid and not (${foreignRelation}))
      and not exists (select from pg_policy p join pg_class c on c.oid = p.polrelid where p.oid = objoid and not (${foreignRelation}))`,
  ],
  shared_descriptions: ['(objoid, description)::text', 'pg_shdescription'],
  prepared_transactions: ['gid::text', 'pg_prepared_xacts'],
  replication_slots: ['slot_name::text', 'pg_replication_slots'],
  replication_origins: ['roname::text', 'pg_replication_origin'],
};

/** Rows that SQL of app 57 may change: the registry of its own tables, and the log of its calls. */
const rowFilters: Record<string, string> = {
  'platform.audit_log': 'false',
  // Hashes of accepted SQL.
  'sandbox.guard_cache': 'false',
  'platform.app_tables': 'app_id <> 57',
  'platform.schema_changes': 'app_id <> 57',
  'platform.app_functions': 'app_id <> 57',
};
const rowExpressions: Record<string, string> = {
  'platform.shards': `to_jsonb(t) - 'table_count'`,
  'platform.apps': `to_jsonb(t) - 'updated_at' - 'created_at'`,
  'platform.app_members': `to_jsonb(t) - 'joined_at'`,
};

/** Returns a function that reads the digests. `admin` is a superuser session; create one reader for each database. */
export async function outsideReader(admin: postgres.Sql): Promise<() => Promise<Outside>> {
  const tables = await admin<{ name: string }[]>`
    select format('%I.%I', nspname, relname) as name from pg_class join pg_namespace n on n.oid = relnamespace
    where relkind = 'r' and (nspname in ('platform', 'sandbox', 'access', 'auth', 'storage', 'cron', 'vault', 'realtime')
      or relname like 'app\_58\_%')
    order by 1`;
  const parts = [
    ...Object.entries(catalogParts).map(([part, [object, source]]) => digest(part, object, source)),
    ...tables.map(({ name }) =>
      digest(
        `rows of ${name}`,
        `(${rowExpressions[name] ?? 'to_jsonb(t)'})::text`,
        `${name} t where ${rowFilters[name] ?? 'true'}`,
      )
    ),
  ];
  const query = parts.join(' union all ');
  return async () => {
    // Prepared, because planning the query takes longer than running it.
    const rows = await admin.unsafe<{ part: string; digest: string | null }[]>(query, [], { prepare: true });
    return Object.fromEntries(rows.map((row) => [row.part, row.digest ?? '']));
  };
}

/** A digest of app 57 itself, which shows whether it must be reset. Transaction ids represent the contents of rows. */
export async function readInside(admin: postgres.Sql): Promise<string> {
  const rowsOf = ['users', 'projects', 'todos', 'posts'].map((name) =>
    `select 'app_57_${name}', xmin, ctid::text from public.app_57_${name}`
  );
  const rows = await admin.unsafe<{ digest: string }[]>(
    `
    with relation as (select oid, xmin from pg_class where relowner = ${own})
    select md5(string_agg(each::text, '|' order by each::text)) as digest from (
      select 'relation' as kind, xmin, oid::text as id from relation
      union all select 'column', xmin, attrelid || ' ' || attnum from pg_attribute where attrelid in (select oid from relation)
      union all select 'policy', xmin, oid::text from pg_policy where polrelid in (select oid from relation)
      union all select 'constraint', xmin, oid::text from pg_constraint where conrelid in (select oid from relation)
      union all select 'trigger', xmin, oid::text from pg_trigger where tgrelid in (select oid from relation)
      union all select 'type', xmin, oid::text from pg_type where typowner = ${own}
      union all select 'function', p.xmin, p.oid::text from pg_proc p where p.proowner = ${own} or ${ownFunction}
      union all select 'description', xmin, objoid::text from pg_description where objoid in (select oid from relation)
      union all ${rowsOf.join(' union all ')}
    ) as each`,
    [],
    { prepare: true },
  ).catch(() => [{ digest: 'a table is missing' }]);
  return rows[0]?.digest ?? '';
}

/** The names of the parts that differ. */
export function changedParts(before: Outside, after: Outside): string[] {
  return Object.keys({ ...before, ...after }).filter((part) => before[part] !== after[part]);
}

function digest(part: string, object: string, source: string): string {
  return `select '${part}' as part, (
    select count(*) || ':' || sum(hashtextextended(object, 58)::numeric)
    from (select ${object} as object from ${source}) as each
  ) as digest`;
}
