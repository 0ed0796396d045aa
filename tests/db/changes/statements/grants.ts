import { quoted } from './names.ts';
import type { Statement } from './statement_maker.ts';

/** Statements that grant and revoke privileges. */
export const GRANTS: Statement[] = [
  (make) =>
    `${make.one('grant', 'revoke')} ${
      make.one('select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger', 'all')
    } on public.${quoted(make.relation('rv').name)} `.replace(
      /^(grant|revoke)(.*)$/s,
      (_, verb: string, rest: string) =>
        `${verb}${rest}${verb === 'grant' ? 'to' : 'from'} ${make.role()}${
          verb === 'grant' ? make.maybe(' with grant option', 0.1) : ''
        }`,
    ),
  (make) => {
    const [relation, name] = make.table();
    const grants = make.chance(0.6);
    return `${grants ? 'grant' : 'revoke'} ${make.one('select', 'update', 'references')} (${
      make.one(make.column(relation), make.column(relation), 'ctid', 'xmin')
    }) on ${name} ${grants ? 'to' : 'from'} ${make.role()}`;
  },
  (make) =>
    `${make.chance(0.5) ? 'grant usage on sequence #to' : 'revoke all on sequence #from'} ${make.role()}`
      .replace('#', `public.${quoted(make.relation('S', 's').name)} `),
  (make) => `revoke all on all tables in schema public from ${make.role()}`,
  (make) => `alter default privileges in schema public grant select on tables to ${make.role()}`,
];
