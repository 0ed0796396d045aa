import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyCases } from './parity/bodies.ts';
import { callCases } from './parity/calls.ts';
import { functionCases } from './parity/functions.ts';
import { moreTriggerCases } from './parity/more_triggers.ts';
import { policyCases } from './parity/policies.ts';
import { type Place, send, startPlain, startShard } from './parity/stacks.ts';
import type { Actor, ParityCase, Step } from './parity/step.ts';
import { triggerCases } from './parity/triggers.ts';
import { untilServed } from '../../scripts/stack/client.ts';

// CODE-1: functions, triggers and policies of an app mean what they mean in PostgreSQL with Supabase's roles.
//
// Each case runs in an app of the shard and in a plain Supabase project, over HTTP, as everybody; rows and SQLSTATEs must be the
// same. The stated differences: a member of another app is a visitor, a key that only reads cannot write, and tables of an app
// refuse visitors whatever their policies say.

const cases = Object.entries({
  functions: functionCases,
  bodies: bodyCases,
  calls: callCases,
  triggers: triggerCases,
  'more triggers': moreTriggerCases,
  policies: policyCases,
});
const numbered = new Map(cases.flatMap(([, list]) => list).map((item, index) => [item, index + 1]));
const setups = new Map<ParityCase, { here: string; plain: string }>();
let shard: Place & { appId: number };
let plain: Place;

beforeAll(async () => {
  [shard, plain] = await Promise.all([startShard(), startPlain()]);
  for (const item of numbered.keys()) {
    setups.set(item, { here: await setUp(shard, item), plain: await setUp(plain, item) });
  }
  const last = `app_${shard.appId}_last`;
  for (const { run, clients } of [shard, plain]) {
    await run(`create table ${last} (id int primary key)`);
    await untilServed(clients.server, last);
  }
}, 180_000);

afterAll(async () => {
  await shard.end();
  await plain.end();
});

describe.each(cases)('%s', (_subject, list) => {
  it.each(list.map((item) => [item.what, item] as const))('%s', async (_what, item) => {
    expect(setups.get(item)).toEqual({ here: 'done', plain: 'done' });
    const here: unknown[] = [];
    const there: unknown[] = [];
    for (const step of item.steps) {
      for (const actor of step.by) {
        const who = `${actor}: ${step.kind} ${step.name} ${JSON.stringify(step.values)}`;
        const [outcome, expected] = await both(item, step, actor);
        here.push([who, outcome]);
        there.push([who, expected]);
      }
    }
    if (item.rows !== undefined) {
      here.push(strip(shard, await shard.rows(named(shard, item, item.rows))));
      there.push(strip(plain, await plain.rows(named(plain, item, item.rows))));
    }
    expect(here).toEqual(there);
  });
});

/** The outcome in the shard, and what it must be. */
async function both(item: ParityCase, step: Step, actor: Actor): Promise<[unknown, unknown]> {
  const sent = async (place: Place): Promise<unknown> =>
    strip(place, await send(place.clients[actor], JSON.parse(named(place, item, JSON.stringify(step))) as Step));
  const outcome = await sent(shard);
  const isTable = step.kind !== 'rpc';
  if ((actor === 'reader' && step.writes) || (isTable && (actor === 'visitor' || actor === 'eve'))) {
    return [isRefusal(outcome, isTable) ? 'refused' : outcome, 'refused'];
  }
  return [outcome, await sent(plain)];
}

/** Whether nothing happened. A function may also fail before it writes. */
function isRefusal(outcome: unknown, isTable: boolean): boolean {
  const { code, data } = outcome as { code?: string; data?: unknown };
  if (code !== undefined) return !isTable || ['42501', '25006'].includes(code);
  return isTable && (data === null || JSON.stringify(data) === '[]');
}

async function setUp(place: Place, item: ParityCase): Promise<string> {
  return await place.run(named(place, item, item.sql)).then(() => 'done', (error: unknown) => String(error));
}

function named(place: Place, item: ParityCase, text: string): string {
  return fill(place, text.replaceAll(/\bmy_/g, `app_${shard.appId}_c${numbered.get(item)}_`));
}

function fill(place: Place, text: string): string {
  return Object.entries(place.names).reduce((filled, [name, value]) => filled.replaceAll(name, value), text);
}

/** What came back, with the names instead of ids. */
function strip(place: Place, value: unknown): unknown {
  const text = JSON.stringify(value ?? null);
  return JSON.parse(Object.entries(place.names).reduce((stripped, [name, id]) => stripped.replaceAll(id, name), text));
}
