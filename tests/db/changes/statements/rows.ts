import { quoted } from './names.ts';
import type { Statement } from './statement_maker.ts';

/** Statements that change, lock or analyze the rows of a table. */
export const ROWS: Statement[] = [
  (make) => `truncate public.${quoted(make.relation().name)} cascade`,
  (make) =>
    `lock table public.${quoted(make.relation().name)} in ${
      make.one('access share', 'share', 'access exclusive')
    } mode`,
  (make) => `analyze public.${quoted(make.relation().name)}`,
  (make) => `delete from public.${quoted(make.relation().name)}`,
  (make) => `insert into public.${quoted(make.relation().name)} default values`,
];
