import { afterAll, beforeAll, expect, it } from 'vitest';
import { TEMPLATES } from '../../shared/templates.ts';
import { currentSchema } from '../../supabase/functions/schema-generate/current_schema.ts';
import { rolledBack, type Shard, startShard } from './shard.ts';

// Every template makes an app that is sound, and that is described as the template says.

let shard: Shard;
beforeAll(async () => {
  shard = await startShard();
});
afterAll(() => shard.remove());

it.each(TEMPLATES)('$name can be created, and the app is sound', async ({ title, spec }) => {
  const tables = JSON.stringify(spec.tables);
  const made = await rolledBack(shard.sql, async (transaction) => {
    const [app] = await transaction<{ id: string }[]>`
      select platform.create_app(${title}, tables => ${tables}::text::jsonb) ->> 'id' as id`;
    const id = app?.id ?? '';
    const [described] = await transaction<{ tables: { name: string; columns: { name: string }[] }[] }[]>`
      select platform.describe_app(${id}) -> 'tables' as tables`;
    const findings = await transaction`select object, problem from platform.verify_app(${id})`;
    // What a model is shown of the app is a spec that changes nothing when it is repeated.
    const repeated = JSON.stringify({ tables: currentSchema({ tables: described?.tables }).tables });
    const [again] = await transaction<{ operations: unknown[] }[]>`
      select platform.plan_schema(${id}, ${repeated}::text::jsonb) -> 'operations' as operations`;
    return { tables: described?.tables ?? [], findings: [...findings], again: again?.operations };
  });
  expect(made.findings).toEqual([]);
  expect(made.again).toEqual([]);
  const columnsByTable = (from: typeof made.tables) =>
    Object.fromEntries(from.map(({ name, columns }) => [name, columns.map((column) => column.name)]));
  expect(columnsByTable(made.tables)).toEqual(columnsByTable(spec.tables));
});
