import { checkOwnPath, checkTarget } from '../names.ts';
import { refuse } from '../refusal.ts';
import { each, type Grammar, is, items, mark, name, named, names, node, type Place, type Tree } from '../rules.ts';
import { triggerName } from './named_objects.ts';
import { literals } from './routines.ts';

/** The bits of PostgreSQL for what fires a trigger: INSERT, DELETE, UPDATE. */
const EVENTS = 4 | 8 | 16;
const INSERT = 4;
/** The bits for BEFORE and, without any, AFTER. */
const TIMINGS: ReadonlySet<unknown> = new Set([undefined, 0, 2]);

/** CREATE TRIGGER. */
export const TRIGGERS: Grammar = {
  CreateTrigStmt: {
    check: checkTriggerKind,
    fields: {
      replace: mark,
      isconstraint: mark,
      trigname: triggerName,
      relation: is('TriggerTable'),
      funcname: named((words, at, trigger) => {
        // The platform's own trigger takes its place.
        if (/^(?:extensions\.)?moddatetime$/.test(words.join('.')) && items(trigger['args']).length === 1) return;
        checkOwnPath(words, at);
      }),
      args: literals,
      row: mark,
      timing: mark,
      events: mark,
      columns: names,
      whenClause: node,
      transitionRels: each('TriggerTransition'),
      deferrable: mark,
      initdeferred: mark,
      constrrel: is('Target'),
    },
  },
  TriggerTable: {
    check: (table, at) => isAccounts(table) ? undefined : checkTarget(table, at),
    fields: {
      schemaname: () => {},
      relname: () => {},
      inh: mark,
      relpersistence: (value) =>
        value === 'p' ? undefined : refuse('option_refused', 'the table is temporary', 'Name a table.'),
      location: mark,
    },
  },
  TriggerTransition: { fields: { name, isNew: mark, isTable: mark } },
};

function isAccounts(table: Tree): boolean {
  return table['schemaname'] === 'auth' && table['relname'] === 'users' && table['catalogname'] === undefined;
}

function checkTriggerKind(trigger: Tree, at: Place): void {
  const { events, timing, row, relation, whenClause, columns, args, isconstraint, transitionRels } = trigger;
  if (!TIMINGS.has(timing) || typeof events !== 'number' || (events & ~EVENTS) !== 0) {
    refuse(
      'option_refused',
      'a trigger of an app fires before or after INSERT, UPDATE or DELETE',
      'Write BEFORE or AFTER, and name only INSERT, UPDATE and DELETE. Views have no such triggers: write to their tables.',
    );
  }
  if (!isAccounts(relation as Tree)) return;
  const others = [whenClause, columns, args, isconstraint, transitionRels].filter((part) => part !== undefined);
  if ((timing ?? 0) === 0 && events === INSERT && row === true && others.length === 0) return;
  refuse(
    'option_refused',
    'a trigger of auth.users is the code that runs at sign-up',
    `Write: create trigger ${at.prefix}on_sign_up after insert on auth.users for each row execute function ${at.prefix}…().`,
  );
}
