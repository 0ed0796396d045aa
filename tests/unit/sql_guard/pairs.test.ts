import { describe, expect, it } from 'vitest';
import { checkSql } from '../../../shared/sql_guard/check_sql.ts';
import { APP_BODIES } from './pairs/app_bodies.ts';
import { APP_FUNCTIONS } from './pairs/app_functions.ts';
import { HIDDEN_EXECUTION } from './pairs/hidden_execution.ts';
import { OTHER_APPS } from './pairs/other_apps.ts';
import type { Pair } from './pairs/pair.ts';
import { ROLE_AND_SESSION } from './pairs/role_and_session.ts';
import { SERVER_AND_NETWORK } from './pairs/server_and_network.ts';
import { STATEMENT_CONTROL } from './pairs/statement_control.ts';
import { WEAKER_POLICIES } from './pairs/weaker_policies.ts';

const CLASSES: Array<[string, readonly Pair[]]> = [
  ['statement control', STATEMENT_CONTROL],
  ['role and session', ROLE_AND_SESSION],
  ['hidden execution', HIDDEN_EXECUTION],
  ['server and network', SERVER_AND_NETWORK],
  ['other apps', OTHER_APPS],
  ['weaker policies', WEAKER_POLICIES],
  ['functions of an app', APP_FUNCTIONS],
  ['bodies and triggers', APP_BODIES],
];

describe.each(CLASSES)('in the class %s', (_name, pairs) => {
  it.each(pairs.map(([reason, attack, twin]) => ({ reason, attack, twin, of: attack.slice(0, 100) })))(
    'an attack is refused with $reason and its twin passes: $of',
    async ({ reason, attack, twin }) => {
      expect(await checkSql(57, attack)).toMatchObject({ ok: false, reason });
      expect(await checkSql(57, twin)).toMatchObject({ ok: true });
    },
  );
});

it('there are at least 300 pairs', () => {
  expect(CLASSES.flatMap(([, pairs]) => pairs).length).toBeGreaterThanOrEqual(300);
});
