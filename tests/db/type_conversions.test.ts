import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { COLUMN_TYPES } from '../../shared/schema_spec/spec_lists.ts';
import { type AdminShard, startAdminShard } from './evolution/admin_shard.ts';
import { rowsOf } from './evolution/app_state.ts';
import { insertRows, VALUES } from './evolution/random_rows.ts';

// Changes a column with unusual values from every type to every other. The change is refused and the rows are named, or it
// converts all rows and can be undone exactly.

vi.setConfig({ testTimeout: 120_000 });

const types = COLUMN_TYPES.filter((type) => type !== 'enum');
const appId = 300_001;

let shard: AdminShard;
let sql: postgres.Sql;
let admin: postgres.Sql;
let user: string;
beforeAll(async () => {
  shard = await startAdminShard();
  ({ sql, admin } = shard);
  await sql`select platform.create_app('Conversions', ${appId})`;
  const [row] = await admin<{ id: string }[]>`
    insert into auth.users (id, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at)
    values (gen_random_uuid(), 'alice@example.com', ${sql.json({ app_id: appId })}, '{}', now(), now()) returning id`;
  user = row?.id ?? '';
});
afterAll(() => shard.remove());

describe.each(types)('a column of type %s', (from) => {
  it.each(types.filter((type) => type !== from))('converts to %s, or the refusal names the rows', async (to) => {
    const spec = (type: string) => sql.json({ name: 'values_of', columns: [{ name: 'v', type }] });
    await sql`select platform.create_table(${appId}, ${spec(from)})`;
    await insertRows(admin, `public.app_${appId}_values_of`, user, from, [...VALUES[from] ?? [], null]);
    try {
      const before = await rowsOf(admin, appId);
      const refused = await changeUntilAccepted(to);
      if (refused === undefined) return;
      const kept = await rowsOf(admin, appId);
      expect(Object.keys(kept['values_of'] ?? {})).toHaveLength((VALUES[from] ?? []).length + 1 - refused.length);
      for (const [id, row] of Object.entries(kept['values_of'] ?? {})) {
        expect(row['v'] === null, `${String(before['values_of']?.[id]?.['v'])} became ${String(row['v'])}`)
          .toBe(before['values_of']?.[id]?.['v'] === null);
      }
      await sql`select platform.rollback_schema_change(${appId})`;
      const former = Object.entries(before['values_of'] ?? {}).filter(([id]) => !refused.includes(id));
      expect((await rowsOf(admin, appId))['values_of']).toEqual(Object.fromEntries(former));
    } finally {
      await sql`select platform.drop_table(${appId}, 'values_of')`;
    }

    /** Deletes the rows that the refusals name and returns their ids; undefined if the types are not convertible at all. */
    async function changeUntilAccepted(type: string): Promise<string[] | undefined> {
      const refused: string[] = [];
      for (;;) {
        try {
          await sql`select platform.alter_table(${appId}, ${spec(type)})`;
          return refused;
        } catch (error) {
          const { detail, message } = error as { detail?: string; message: string };
          if (detail === 'unsupported_type_change') return undefined;
          expect(detail, message).toBe('cast_failed');
          const ids = message.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
          expect(ids.length, message).toBeGreaterThan(0);
          refused.push(...ids);
          await admin.unsafe(`delete from public.app_${appId}_values_of where id = any ($1)`, [ids]);
        }
      }
    }
  });
});
