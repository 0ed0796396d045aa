import type postgres from 'postgres';
import type { SchemaSpec } from '../../../shared/schema_spec/spec_shape.ts';

// The state of an app at one moment: its description, catalog, rows and registry entries. Equal states are equal objects.

export type Rows = Record<string, Record<string, string | null>>;

export interface AppState {
  description: unknown;
  catalog: string[];
  /** Every column as text, by table and id. */
  rows: Record<string, Rows>;
}

export async function describeApp(sql: postgres.Sql, appId: number): Promise<unknown> {
  const [row] = await sql<{ tables: string }[]>`select (platform.describe_app(${appId}) -> 'tables')::text as tables`;
  return JSON.parse((row?.tables ?? '').replaceAll(`app_${appId}_`, 'app_0_'));
}

/** Columns, constraints, indexes, policies, triggers, grants and comments of an app's tables, without the app's id. */
export async function catalogOf(sql: postgres.Sql, appId: number): Promise<string[]> {
  const rows = await sql<{ entry: string }[]>`
    with relations as (
      select oid, relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and starts_with(relname, ${`app_${appId}_`})
        and relname <> ${`app_${appId}_users`}
    )
    select relname || ' ' || entry as entry from relations cross join lateral (
      select concat_ws(' ', 'column', attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid), attacl::text,
        col_description(oid, attnum)) as entry
      from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
      where attrelid = relations.oid and attnum > 0 and not attisdropped
      union all
      select concat_ws(' ', 'constraint', conname, pg_get_constraintdef(pg_constraint.oid), convalidated) from pg_constraint
      where conrelid = relations.oid
      union all
      select concat_ws(' ', 'index', pg_get_indexdef(indexrelid), indisvalid) from pg_index where indrelid = relations.oid
      union all
      select concat_ws(' ', 'policy', polname, polcmd, polpermissive, polroles::regrole[], pg_get_expr(polqual, polrelid),
        pg_get_expr(polwithcheck, polrelid)) from pg_policy where polrelid = relations.oid
      union all
      select concat_ws(' ', 'trigger', pg_get_triggerdef(oid), tgenabled) from pg_trigger where tgrelid = relations.oid and not tgisinternal
      union all
      select concat_ws(' ', 'table', relacl::text, relowner::regrole, relrowsecurity, relforcerowsecurity, obj_description(oid, 'pg_class'))
      from pg_class where oid = relations.oid
    ) as entries`;
  return rows.map(({ entry }) =>
    entry.replaceAll(`app_${appId}`, 'app_0').replaceAll(`(${appId})::bigint`, '(0)::bigint')
      // The hash in a derived name depends on the app's id.
      .replaceAll(/_[0-9a-f]{8}_(key|idx|pkey|fkey|max|min|values|max_length|min_length|max_bytes)\b/g, '_#_$1')
  ).sort();
}

export async function rowsOf(sql: postgres.Sql, appId: number): Promise<Record<string, Rows>> {
  const tables = await sql<{ name: string; relname: string; columns: string[] }[]>`
    select app_tables.name, relname,
      (select array_agg(attname::text order by attname) from pg_attribute where attrelid = pg_class.oid and attnum > 0 and not attisdropped)
      as columns
    from platform.app_tables join pg_class on relname = platform.app_object(app_id, name) and relnamespace = 'public'::regnamespace
    where app_id = ${appId} order by name`;
  const found: Record<string, Rows> = {};
  for (const { name, relname, columns } of tables) {
    const rows = await sql.unsafe<Record<string, string | null>[]>(
      `select ${columns.map((column) => `"${column}"::text`).join()} from public.${relname} order by id`,
    );
    found[name] = Object.fromEntries(rows.map((row) => [row['id'] ?? '', { ...row }]));
  }
  return found;
}

export async function stateOf(sql: postgres.Sql, appId: number): Promise<AppState> {
  return {
    description: await describeApp(sql, appId),
    catalog: await catalogOf(sql, appId),
    rows: await rowsOf(sql, appId),
  };
}

/** Everything that a schema change writes outside the app's own tables. A change that did not happen leaves it equal. */
export async function ledgerOf(sql: postgres.Sql, appId: number): Promise<unknown> {
  const [row] = await sql<{ ledger: unknown }[]>`
    select jsonb_build_object(
      'tables', (select jsonb_agg(to_jsonb(app_tables) order by name) from platform.app_tables where app_id = ${appId}),
      'dropped', (select jsonb_agg(to_jsonb(dropped_objects) order by id) from platform.dropped_objects where app_id = ${appId}),
      'schema_changes', (select jsonb_agg(to_jsonb(schema_changes) order by id) from platform.schema_changes where app_id = ${appId}),
      'jobs', (select jsonb_agg(to_jsonb(schema_jobs) order by id) from platform.schema_jobs where app_id = ${appId}),
      'audit', (select count(*) from platform.audit_log where app_id = ${appId}),
      'shard', (select to_jsonb(shards) from platform.shards where is_local),
      'relations', (select jsonb_agg(jsonb_build_array(oid, relname, relnamespace, relfilenode) order by oid) from pg_class
        where starts_with(relname, ${`app_${appId}_`})),
      'attributes', (select count(*) from pg_attribute join pg_class on pg_class.oid = attrelid
        where starts_with(relname, ${`app_${appId}_`})),
      'members', (select jsonb_agg(jsonb_build_array(roleid::regrole, member::regrole, inherit_option, set_option)
          order by roleid, member, grantor)
        from pg_auth_members where member = to_regrole(${`app_${appId}`}) or roleid = to_regrole(${`app_${appId}`}))) as ledger`;
  return row?.ledger;
}

/** Creates an app from a spec, reads its state and purges it. */
export async function freshState(
  sql: postgres.Sql,
  appId: number,
  spec: SchemaSpec,
): Promise<Pick<AppState, 'description' | 'catalog'>> {
  await sql`select platform.create_app('Fresh', ${appId}, tables => ${JSON.stringify(spec.tables)}::text::jsonb)`;
  const state = { description: await describeApp(sql, appId), catalog: await catalogOf(sql, appId) };
  await sql`select platform.delete_app(${appId})`;
  await sql`select platform.purge_app(${appId})`;
  return state;
}

/** The differences of two values, one line each, because nobody would read a whole state. */
export function differences(found: unknown, expected: unknown, path = ''): string[] {
  if (Object.is(found, expected)) return [];
  if (!isContainer(found) || !isContainer(expected) || Array.isArray(found) !== Array.isArray(expected)) {
    return [`${path}: ${short(found)} instead of ${short(expected)}`];
  }
  if (
    Array.isArray(found) && Array.isArray(expected) && [...found, ...expected].every((item) => typeof item === 'string')
  ) {
    return [
      ...found.filter((item) => !expected.includes(item)).map((item) => `${path}: + ${String(item)}`),
      ...expected.filter((item) => !found.includes(item)).map((item) => `${path}: - ${String(item)}`),
      ...(found.length === expected.length && found.join() !== expected.join() ? [`${path}: different order`] : []),
    ];
  }
  const [left, right] = [found as Record<string, unknown>, expected as Record<string, unknown>];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .flatMap((key) => differences(left[key], right[key], `${path}.${key}`));
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function short(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 300);
}
