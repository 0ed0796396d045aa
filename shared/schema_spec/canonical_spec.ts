import { canonicalType, type ColumnType } from './column_types.ts';
import type { ColumnSpec, IndexSpec, ReferenceSpec, Scope, TableSpec } from './spec_shape.ts';

export type CanonicalColumn = Omit<ColumnSpec, 'type' | 'references' | 'renamed_from' | 'renamed_values'> & {
  type: ColumnType;
  references?: Required<ReferenceSpec>;
};

export type CanonicalTable = Omit<TableSpec, 'scope' | 'columns' | 'indexes' | 'renamed_from'> & {
  scope: Scope;
  columns: CanonicalColumn[];
  indexes: IndexSpec[];
};

/**
 * A valid table with its aliases and defaults spelled out, so that two spellings of one table are equal:
 * canonical types and scope, the referenced column, the default `on_delete`, an index list; what it was called before is left out.
 *
 * @throws TypeError when the table was not valid
 */
export function canonicalTable({ renamed_from: _, ...table }: TableSpec): CanonicalTable {
  return {
    ...table,
    scope: canonicalScope(table.scope),
    columns: table.columns.map(canonicalColumn),
    indexes: table.indexes ?? [],
  };
}

function canonicalColumn({ references, renamed_from: _, renamed_values: __, ...column }: ColumnSpec): CanonicalColumn {
  const type = canonicalType(column.type);
  if (type === undefined) throw new TypeError(`"${column.type}" is not a column type`);
  if (references === undefined) return { ...column, type };
  const onDelete = references.on_delete ?? (column.required === true ? 'cascade' : 'set_null');
  return { ...column, type, references: { table: references.table, column: 'id', on_delete: onDelete } };
}

function canonicalScope(scope: TableSpec['scope']): Scope {
  return scope === undefined || scope === 'user_scoped' ? 'private' : scope;
}
