import { POLICIES, quoted, TRIGGERS } from './names.ts';
import type { Statement } from './statement_maker.ts';

/** Texts that pg_graphql reads, and texts that it ignores. */
const TEXTS = [`'plain'`, `'@graphql({"name": "x"})'`, `e'line\\n@GraphQL'`, 'null', `''`];

/** Statements that comment on a table, on a part of one, or on a type, view or sequence. */
export const COMMENTS: Statement[] = [
  (make) => {
    const [relation, name] = make.table();
    return `comment on ${
      make.one(
        `table ${name}`,
        `column ${name}.${make.column(relation)}`,
        `constraint ${make.from(relation.constraints, ['c1'])} on ${name}`,
        `constraint ${make.from(relation.constraints, ['c1'])} on ${name}`,
        `policy ${make.from(relation.policies, POLICIES)} on ${name}`,
        `trigger ${make.from(relation.triggers, TRIGGERS)} on ${name}`,
        `index ${make.one(...relation.indexes, 'x')}`,
        `type ${make.type()}`,
        `view public.${quoted(make.relation('v', 'v').name)}`,
        `column public.${quoted(make.relation('v', 'v').name)}.id`,
        `sequence public.${quoted(make.relation('S', 's').name)}`,
      )
    } is ${make.one(...TEXTS)}`;
  },
];
