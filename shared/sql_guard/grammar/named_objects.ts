import { checkName, checkOwnPath } from '../names.ts';
import { hint, refuse, shown } from '../refusal.ts';
import { RESERVED_POLICIES } from '../reserved_policies.ts';
import { RESERVED_TRIGGERS } from '../reserved_triggers.ts';
import { as, path } from '../rules.ts';
import type { Place, Value } from '../rules.ts';
import { spelled } from './spelled.ts';

/** Checks the name of a policy. The names of the isolation and key policies are reserved for the platform. */
export function policyName(value: Value, at: Place): void {
  const policy = String(value);
  checkName(policy, at);
  if (RESERVED_POLICIES.test(policy)) {
    refuse(
      'isolation_is_fixed',
      `the policy ${shown(policy)} is reserved`,
      'Leave it to the platform, and give your own policies other names.',
    );
  }
}

/** How to check the name of an object in DROP, COMMENT and RENAME, by the type of the object. */
const NAMED: ReadonlyMap<string, (words: string[], at: Place) => void> = new Map([
  ['OBJECT_TABLE', (words, at) => checkOwnPath(words, at)],
  ['OBJECT_VIEW', (words, at) => checkOwnPath(words, at)],
  ['OBJECT_TYPE', (words, at) => checkOwnPath(words, at)],
  ['OBJECT_INDEX', (words, at) => checkOwnPath(words, at, true)],
  ['OBJECT_COLUMN', (words, at) => (checkOwnPath(words.slice(0, -1), at), checkName(words.at(-1) ?? '', at))],
  ['OBJECT_TABCONSTRAINT', (words, at) => (checkOwnPath(words.slice(0, -1), at), checkName(words.at(-1) ?? '', at))],
  ['OBJECT_TRIGGER', checkTrigger],
  ['OBJECT_FUNCTION', (words, at) => checkOwnPath(words, at)],
  ['OBJECT_POLICY', (words, at) => (checkOwnPath(words.slice(0, -1), at), policyName(words.at(-1) ?? '', at))],
]);

/** Checks an object in DROP, COMMENT ON or RENAME by its name, and returns the words of the name. */
export function checkObject(type: Value | undefined, object: Value | undefined, at: Place, verb: string): string[] {
  const check = NAMED.get(String(type)) ?? refuseObject(type, verb);
  const words = path(
    as('TypeName', object)?.['names'] ?? as('ObjectWithArgs', object)?.['objname'] ?? as('List', object)?.['items'] ??
      null,
  );
  check(words, at);
  return words;
}

/** Refuses a change of the profile table, which every row of the app references through its owner. */
export function keepProfiles(table: Value | undefined, { prefix }: Place): void {
  if (table !== `${prefix}users`) return;
  refuse(
    'profile_is_fixed',
    `the profile table ${shown(table)} keeps its columns and the rules of every app`,
    'Add columns or constraints to it, drop those that the app added, or store the data in another table.',
  );
}

export function refuseObject(type: Value | undefined, verb: string): never {
  return refuse(
    'statement_refused',
    `"${verb} ${spelled(type, 'OBJECT_').toUpperCase()}" is not an allowed statement`,
    'Use only tables, columns, indexes, views, enum types, policies, functions and triggers.',
  );
}

/** Checks `table.trigger`. A trigger of auth.users is the code of the app that runs at sign-up. */
function checkTrigger(words: string[], at: Place): void {
  if (words[0] !== 'auth' || words[1] !== 'users' || words.length !== 3) checkOwnPath(words.slice(0, -1), at);
  triggerName(words.at(-1) ?? null, at);
}

/** Checks the name of a trigger. Those of the platform are reserved. */
export function triggerName(value: Value, at: Place): void {
  const trigger = String(value);
  checkName(trigger, at);
  if (!RESERVED_TRIGGERS.test(trigger)) return;
  refuse(
    'statement_refused',
    `the trigger ${shown(trigger)} belongs to the platform`,
    hint('drop_trigger', at.prefix),
  );
}
