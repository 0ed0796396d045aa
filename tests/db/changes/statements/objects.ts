import { quoted } from './names.ts';
import type { Statement } from './statement_maker.ts';

/** Statements that drop tables, views, sequences and types, and statements that alter the last three. */
export const OBJECTS: Statement[] = [
  (make) => `drop table public.${quoted(make.relation().name)}${make.maybe(' cascade', 0.6)}`,
  (make) => `drop view public.${quoted(make.relation('v', 'v').name)}${make.maybe(' cascade', 0.5)}`,
  (make) => `drop sequence public.${quoted(make.relation('S', 's').name)}${make.maybe(' cascade', 0.5)}`,
  (make) => `drop type public.${make.type()}${make.maybe(' cascade', 0.6)}`,
  (make) =>
    `alter view public.${quoted(make.relation('v', 'v').name)} ${
      make.one(
        'set (security_invoker = false)',
        'reset (security_invoker)',
        `rename to ${quoted(make.newName('v'))}`,
        'rename column id to other',
        `alter column id set default gen_random_uuid()`,
      )
    }`,
  (make) =>
    `alter sequence public.${quoted(make.relation('S', 's').name)} ${
      make.one(
        `rename to ${quoted(make.newName('s'))}`,
        'restart',
        'owned by none',
        `owned by public.${quoted(make.relation().name)}.c1`,
        'set unlogged',
      )
    }`,
  (make) =>
    `alter type public.${make.type()} ${
      make.one(
        `rename to ${quoted(make.newName('e'))}`,
        `rename value ${make.label()} to ${make.label()}`,
        `add value ${make.label()}`,
        `add value 'new' before 'a'`,
      )
    }`,
];
