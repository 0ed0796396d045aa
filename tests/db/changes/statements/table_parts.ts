import { POLICIES, quoted, TRIGGERS } from './names.ts';
import type { Statement } from './statement_maker.ts';

/** Statements that create, alter and drop what belongs to a table: indexes, policies, triggers, rules and statistics. */
export const TABLE_PARTS: Statement[] = [
  (make) => {
    const [relation, name] = make.table();
    const column = make.column(relation);
    return `create ${make.maybe('unique ')}index ${make.maybe(quoted(make.newName('i')), 0.7)} on ${name} (${
      make.one(
        column,
        `lower(${column}::text)`,
        `user_id, ${column}`,
        `(${column}::text = ${make.label()}::${make.type()}::text)`,
      )
    })${make.maybe(` where ${make.expression(column)}`)}`;
  },
  (make) => `alter index ${make.one(...make.relation().indexes, 'x')} rename to ${quoted(make.newName('i'))}`,
  (make) => `alter table ${make.one(...make.relation().indexes, 'x')} rename to ${quoted(make.newName('i'))}`,
  (make) => `alter index ${make.one(...make.relation().indexes, 'x')} set (fillfactor = 80)`,
  (make) => `drop index ${make.one(...make.relation().indexes, 'x')}${make.maybe(' cascade', 0.1)}`,
  (make) => `reindex index ${make.one(...make.relation().indexes, 'x')}`,
  (make) => {
    const [relation, name] = make.table();
    return `create policy ${make.from(relation.policies, POLICIES)} on ${name} as ${
      make.one('permissive', 'restrictive')
    } to ${make.role()}${make.maybe(` using (${make.condition()})`, 0.8)}${
      make.maybe(` with check (${make.condition()})`)
    }`;
  },
  (make) => {
    const [, name] = make.table();
    return `create policy ${quoted(make.one(...POLICIES))} on ${name} for ${
      make.one('select', 'delete')
    } to ${make.role()} using (${make.condition()})`;
  },
  (make) => {
    const [relation, name] = make.table();
    return `alter policy ${make.from(relation.policies, POLICIES)} on ${name} ${
      make.one(
        `rename to ${quoted(make.one(...POLICIES))}`,
        `to ${make.role()}`,
        `using (${make.condition()})`,
        `with check (${make.condition()})`,
      )
    }`;
  },
  (make) => {
    const [relation, name] = make.table();
    return `drop policy ${make.from(relation.policies, POLICIES)} on ${name}`;
  },
  (make) => {
    const [, name] = make.table();
    return `create ${make.maybe('or replace ')}trigger ${make.one(...TRIGGERS)} before update on ${name} for each row ${
      make.one('', '', `when (old.user_id is distinct from new.user_id) `)
    }execute function ${
      make.one(
        `extensions.moddatetime('updated_at')`,
        `extensions.moddatetime(e'up\\n''dated')`,
        'access.tg_keep_owner()',
        'suppress_redundant_updates_trigger()',
      )
    }`;
  },
  (make) => {
    const [relation, name] = make.table();
    return `alter trigger ${make.from(relation.triggers, TRIGGERS)} on ${name} rename to ${make.one(...TRIGGERS)}`;
  },
  (make) => {
    const [relation, name] = make.table();
    return `drop trigger ${make.from(relation.triggers, TRIGGERS)} on ${name}`;
  },
  (make) => {
    const [, name] = make.table();
    return `create ${make.maybe('or replace ')}rule r1 as on delete to ${name} do instead nothing`;
  },
  (make) => {
    const [relation, name] = make.table();
    return `drop rule ${make.from(relation.rules, ['r1'])} on ${name}`;
  },
  (make) =>
    `create statistics public.${quoted(make.newName('x'))} on id, user_id from public.${quoted(make.relation().name)}`,
];
