import type postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TEMPLATES } from '../../shared/templates.ts';
import { currentSchema } from '../../supabase/functions/schema-generate/current_schema.ts';
import { rolledBack, type Shard, startShard } from './shard.ts';

// create_app and apply_schema both build a sound app from every template, and its description matches the template.

let shard: Shard;
beforeAll(async () => {
  shard = await startShard();
});
afterAll(() => shard.remove());

it.each(TEMPLATES)('the template $name can be created or applied, and the app is sound', async ({ title, spec }) => {
  const made = await rolledBack(shard.sql, async (transaction) => {
    const created = await newApp(transaction, title, spec.tables);
    const applied = await newApp(transaction, title, []);
    await transaction`select platform.apply_schema(${applied}, ${JSON.stringify(spec)}::text::jsonb)`;
    return { created: await inspectApp(transaction, created), applied: await inspectApp(transaction, applied) };
  });
  expect(made.created.findings).toEqual([]);
  // The description that a model sees is a spec that changes nothing when it is applied.
  expect(made.created.operations).toEqual([]);
  expect(made.applied).toEqual(made.created);
  const columnsByTable = (tables: { name?: unknown; columns?: unknown }[]) =>
    Object.fromEntries(
      tables.map(({ name, columns }) => [name, (columns as { name: string }[]).map((column) => column.name)]),
    );
  expect(columnsByTable(made.created.tables)).toEqual(columnsByTable(spec.tables));
});

async function newApp(transaction: postgres.TransactionSql, name: string, tables: object[]): Promise<string> {
  const [app] = await transaction<{ id: string }[]>`
    select platform.create_app(${name}, tables => ${JSON.stringify(tables)}::text::jsonb) ->> 'id' as id`;
  return app?.id ?? '';
}

/** The tables as a model sees them, the operations that applying them would need, and the findings of verify_app. */
async function inspectApp(transaction: postgres.TransactionSql, id: string) {
  const [app] = await transaction<{ described: unknown }[]>`select platform.describe_app(${id}) as described`;
  const { tables } = currentSchema(app?.described);
  const [plan] = await transaction<{ operations: unknown[] }[]>`
    select platform.plan_schema(${id}, ${JSON.stringify({ tables })}::text::jsonb) -> 'operations' as operations`;
  const findings = await transaction`select object, problem from platform.verify_app(${id})`;
  return { tables, operations: plan?.operations, findings: [...findings] };
}
