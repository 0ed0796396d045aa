/** Renames that do not lock the relation that they change. Their names complete "the registry stays correct if … is renamed". */
export const RENAMES: [name: string, sql: string][] = [
  ['a table that a foreign key references', 'alter table {app}_lists rename to {app}_many'],
  ['a type', 'alter type {app}_e1 rename to {app}_e2'],
  ['a label in the condition of an index', `alter type {app}_e1 rename value 'b' to 'B'`],
  ['a table that is the type of a column', 'alter table {app}_t2 rename to {app}_t3'],
  ['a sequence in the expression of an index', 'alter sequence {app}_s1 rename to {app}_s2'],
  ['a constraint', 'alter table {app}_t1 rename constraint {app}_t1_pkey to {app}_pk'],
  ['an index', 'alter index {app}_i1 rename to {app}_i2'],
];
