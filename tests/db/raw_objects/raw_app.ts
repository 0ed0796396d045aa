import type postgres from 'postgres';
import type { AdminShard } from '../evolution/admin_shard.ts';
import type { Shard } from '../shard.ts';

// Apps with two tables of a spec, whose owner has added objects with exec_sql.

export interface ColumnOf extends Record<string, unknown> {
  name: string;
  type: string;
}

export interface TableOf extends Record<string, unknown> {
  name: string;
  columns: ColumnOf[];
  indexes?: Record<string, unknown>[];
}

export interface SpecOf {
  tables: TableOf[];
}

export interface RawApp {
  id: number;
  /** Applies a spec. Returns 'applied', or the SQLSTATE, the reason and the message of the refusal. */
  apply(spec: SpecOf): Promise<string>;
}

const TABLES: TableOf[] = [
  { name: 'lists', scope: 'shared', columns: [{ name: 'title', type: 'text', unique: true }] },
  {
    name: 'todos',
    scope: 'private',
    columns: [
      { name: 'title', type: 'text', required: true, max_length: 200 },
      { name: 'state', type: 'enum', values: ['open', 'done'], default: 'open' },
      { name: 'amount', type: 'integer' },
      { name: 'list_id', type: 'uuid', references: { table: 'lists', on_delete: 'cascade' } },
    ],
    indexes: [{ columns: ['title', 'amount'] }],
  },
];

let nextId = 5_000;

/** Creates an app and runs statements in it with exec_sql; # stands for the prefix of its tables. */
export async function rawApp(shard: Shard, statements: readonly string[], tables = TABLES): Promise<RawApp> {
  const id = nextId++;
  const { sql } = shard;
  await sql`select platform.create_app('Raw', ${id}, tables => ${JSON.stringify(tables)}::text::jsonb)`;
  for (const statement of statements) {
    const text = statement.replaceAll('#', `app_${id}_`);
    const [row] = await sql<
      { answer: { code?: string; message?: string } }[]
    >`select platform.exec_sql(${id}, ${text}) as answer`;
    if (row?.answer.code !== undefined) throw new Error(`${text}: ${JSON.stringify(row.answer)}`);
  }
  return {
    id,
    apply: (spec) =>
      outcomeOf(sql`select platform.apply_schema(${id}, ${JSON.stringify(spec)}::text::jsonb, null, true)`),
  };
}

/** Returns how a call ended: 'applied', or the SQLSTATE, the reason and the message of its refusal. */
export async function outcomeOf(call: PromiseLike<unknown>): Promise<string> {
  try {
    await call;
    return 'applied';
  } catch (error) {
    const { code, detail, message } = error as { code?: string; detail?: string; message: string };
    return `${code} ${detail}: ${message}`;
  }
}

export async function addMember({ admin }: AdminShard, appId: number): Promise<string> {
  const [user] = await admin<{ id: string }[]>`
    insert into auth.users (id, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at)
    values (gen_random_uuid(), ${`member${appId}@example.com`}, ${
    admin.json({ app_id: appId })
  }, '{}', now(), now()) returning id`;
  return user?.id ?? '';
}

/** What describe_app says of the tables, as a spec. */
export async function specOf(sql: postgres.Sql, appId: number | string): Promise<SpecOf> {
  const [row] = await sql<{ tables: string }[]>`select (platform.describe_app(${appId}) -> 'tables')::text as tables`;
  const tables = JSON.parse(row?.tables ?? '[]') as (TableOf & { full_name: string })[];
  return { tables: tables.map(({ full_name: _, ...table }) => table) as TableOf[] };
}

/** What plan_schema says of the description. */
export async function planOf(sql: postgres.Sql, appId: number | string): Promise<{ operations: unknown }> {
  const spec = await specOf(sql, appId);
  const [row] = await sql<{ plan: { operations: unknown } }[]>`
    select platform.plan_schema(${appId}, ${JSON.stringify(spec)}::text::jsonb) as plan`;
  if (row === undefined) throw new Error('plan_schema returned nothing');
  return row.plan;
}

/** Everything of an app's tables, views and types that the catalog prints. */
export async function catalogOf(sql: postgres.ISql, appId: number): Promise<string[]> {
  const rows = await sql<{ entry: string }[]>`
    with relations as (
      select oid, relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and starts_with(relname, ${`app_${appId}_`})
    )
    select relname || ' ' || entry as entry from relations cross join lateral (
      select concat_ws(' ', 'column', attname, format_type(atttypid, atttypmod), attcollation::regcollation, attnotnull, attidentity,
        attgenerated, attstorage, pg_get_expr(adbin, adrelid), attacl::text, col_description(oid, attnum)) as entry
      from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
      where attrelid = relations.oid and attnum > 0 and not attisdropped
      union all
      select concat_ws(' ', 'constraint', conname, pg_get_constraintdef(pg_constraint.oid), convalidated,
        obj_description(pg_constraint.oid, 'pg_constraint')) from pg_constraint where conrelid = relations.oid
      union all
      select concat_ws(' ', 'index', pg_get_indexdef(indexrelid), indisvalid, obj_description(indexrelid, 'pg_class'))
      from pg_index where indrelid = relations.oid
      union all
      select concat_ws(' ', 'policy', polname, polcmd, polpermissive, polroles::regrole[], pg_get_expr(polqual, polrelid),
        pg_get_expr(polwithcheck, polrelid)) from pg_policy where polrelid = relations.oid
      union all
      select concat_ws(' ', 'trigger', pg_get_triggerdef(oid), tgenabled) from pg_trigger where tgrelid = relations.oid and not tgisinternal
      union all
      select concat_ws(' ', 'relation', relkind, relacl::text, relrowsecurity, obj_description(oid, 'pg_class'),
        case relkind when 'v' then pg_get_viewdef(oid) end) from pg_class where oid = relations.oid
    ) as entries`;
  return rows.map(({ entry }) => entry).sort();
}
