import type postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TEMPLATES } from '../../shared/templates.ts';
import { currentSchema } from '../../supabase/functions/schema-generate/current_schema.ts';
import { rolledBack, type Shard, startShard } from './shard.ts';

// Every template makes an app that is sound and that is described as the template says, on both ways to make one.

let shard: Shard;
beforeAll(async () => {
  shard = await startShard();
});
afterAll(() => shard.remove());

it.each(TEMPLATES)('$name can be created or applied, and the app is sound', async ({ title, spec }) => {
  const made = await rolledBack(shard.sql, async (transaction) => {
    const created = await newApp(transaction, title, spec.tables);
    const applied = await newApp(transaction, title, []);
    await transaction`select platform.apply_schema(${applied}, ${JSON.stringify(spec)}::text::jsonb)`;
    return { created: await lookAt(transaction, created), applied: await lookAt(transaction, applied) };
  });
  expect(made.created.findings).toEqual([]);
  // What a model is shown of the app is a spec that changes nothing when it is repeated.
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

/** The tables as a model gets to see them, what repeating them would change, and what is wrong with the app. */
async function lookAt(transaction: postgres.TransactionSql, id: string) {
  const [app] = await transaction<{ described: unknown }[]>`select platform.describe_app(${id}) as described`;
  const { tables } = currentSchema(app?.described);
  const [plan] = await transaction<{ operations: unknown[] }[]>`
    select platform.plan_schema(${id}, ${JSON.stringify({ tables })}::text::jsonb) -> 'operations' as operations`;
  const findings = await transaction`select object, problem from platform.verify_app(${id})`;
  return { tables, operations: plan?.operations, findings: [...findings] };
}
