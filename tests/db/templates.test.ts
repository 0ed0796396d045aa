import { afterAll, beforeAll, expect, it } from 'vitest';
import { TEMPLATES } from '../../shared/templates.ts';
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
    return { tables: described?.tables ?? [], findings: [...findings] };
  });
  expect(made.findings).toEqual([]);
  const columnsByTable = (from: typeof made.tables) =>
    Object.fromEntries(from.map(({ name, columns }) => [name, columns.map((column) => column.name)]));
  expect(columnsByTable(made.tables)).toEqual(columnsByTable(spec.tables));
});
