import type { Table } from '../world.ts';
import { quoted, TRIGGERS } from './names.ts';
import type { Statement, StatementMaker } from './statement_maker.ts';

function alter(action: (make: StatementMaker, relation: Table) => string): Statement {
  return (make) => {
    const [relation, name] = make.table();
    return `alter table ${name} ${action(make, relation)}`;
  };
}

/** Statements that alter a table. Some actions appear twice so that they are chosen more often. */
export const ALTER_TABLES: Statement[] = [
  alter((make) =>
    `add column ${make.maybe('if not exists ')}${make.columnDefinition(quoted(make.one(...make.columns())))}`
  ),
  alter((make) => `add column ${make.columnDefinition(quoted(make.one(...make.columns())))}`),
  alter((make, relation) => `drop column ${make.column(relation)}${make.maybe(' cascade')}`),
  alter((make, relation) => `alter column ${make.column(relation)} set default ${make.default()}`),
  alter((make, relation) => `alter column ${make.column(relation)} drop default`),
  alter((make, relation) => `alter column ${make.column(relation)} ${make.one('set', 'drop')} not null`),
  alter((make, relation) => {
    const column = make.column(relation);
    const type = make.columnType();
    return `alter column ${column} drop default, alter column ${column} type ${type} using null`;
  }),
  alter((make, relation) => `alter column ${make.column(relation)} set statistics 10`),
  alter((make, relation) =>
    `add ${make.maybe(`constraint ${quoted(make.newName('c'))} `, 0.5)}${
      make.one(
        `check (${make.expression(make.column(relation))})${make.maybe(' not valid')}`,
        `unique (${make.column(relation)})`,
        `foreign key (${make.column(relation)}) references public.${quoted(make.relation().name)}${
          make.maybe(' on delete cascade')
        }${make.maybe(' deferrable initially deferred')}`,
        `foreign key (user_id) references ${make.profile()} on delete ${make.one('cascade', 'set null', 'restrict')}`,
        `primary key (${make.column(relation)})`,
      )
    }`
  ),
  alter((make, relation) => `drop constraint ${make.from(relation.constraints, ['c1'])}${make.maybe(' cascade')}`),
  alter((make, relation) => `drop constraint ${make.from(relation.constraints, ['c1'])}${make.maybe(' cascade')}`),
  alter((make, relation) => `validate constraint ${make.from(relation.constraints, ['c1'])}`),
  alter((make, relation) => `alter constraint ${make.from(relation.constraints, ['c1'])} deferrable`),
  alter((make, relation) =>
    `rename constraint ${make.from(relation.constraints, ['c1'])} to ${quoted(make.newName('c'))}`
  ),
  alter((make, relation) => `rename column ${make.column(relation)} to ${quoted(make.one(...make.columns()))}`),
  alter((make) => `rename to ${quoted(make.newName('t'))}`),
  alter((make) => `rename to ${quoted(make.newName('t'))}`),
  alter((make) => `${make.one('enable', 'disable', 'force', 'no force')} row level security`),
  alter((make, relation) =>
    `${make.one('enable', 'disable', 'enable always', 'enable replica')} trigger ${
      make.one('user', make.from(relation.triggers, TRIGGERS), make.from(relation.triggers, TRIGGERS))
    }`
  ),
  alter((make, relation) => `${make.one('enable', 'disable')} rule ${make.from(relation.rules, ['r1'])}`),
  alter((make) =>
    make.one('set without cluster', 'set (fillfactor = 90)', 'set logged', 'set unlogged', 'replica identity full')
  ),
  alter((make, relation) => `cluster on ${make.one(...relation.indexes, 'x')}`),
  alter((make) => `${make.maybe('no ', 0.4)}inherit public.${quoted(make.relation().name)}`),
  alter((make) => `owner to ${make.one('postgres', 'authenticated', 'app_58', 'app_installer')}`),
  alter((make) => `set schema ${make.one('trash', 'sandbox', 'extensions', 'platform')}`),
];
