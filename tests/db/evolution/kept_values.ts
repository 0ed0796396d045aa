import type { ColumnSpec, SchemaSpec } from '../../../shared/schema_spec/spec_shape.ts';
import type { Rows } from './app_state.ts';
import { formerOf } from './evolving_spec.ts';
import { canonicalType } from './random_spec.ts';

/**
 * The values that the change from one spec to the next must keep, under the names after the change: all rows of the remaining
 * tables. In a column whose type changes, only nulls are compared. A column whose nulls a default fills is omitted. Renamed
 * labels are replaced.
 */
export function keptValues(tables: Record<string, Rows>, spec: SchemaSpec, next: SchemaSpec, side: 'before' | 'after') {
  const kept: Record<string, Record<string, Record<string, string | null>>> = { users: tables['users'] ?? {} };
  for (const table of next.tables) {
    const former = formerOf(table, next.tables, spec.tables);
    if (former === undefined) continue;
    const rows = tables[side === 'before' ? former.name : table.name] ?? {};
    const columns = table.columns.flatMap((column) => {
      const was = formerOf(column, table.columns, former.columns);
      return was === undefined ? [] : [{ was, column }];
    });
    kept[table.name] = Object.fromEntries(
      Object.entries(rows).map(([id, row]) => [id, {
        id: row['id'] ?? null,
        user_id: row['user_id'] ?? null,
        created_at: row['created_at'] ?? null,
        updated_at: row['updated_at'] ?? null,
        ...Object.fromEntries(columns.flatMap(({ was, column }) => {
          const value = row[side === 'before' ? was.name : column.name] ?? null;
          const isFilled = column.required === true && was.required !== true && column.default !== undefined;
          // Only the side before the change shows which rows were filled.
          if (isFilled) return [];
          // For a converted value, only whether it is null is compared.
          if (!sameType(was, column)) return [[column.name, value === null ? null : 'a value']];
          return [[column.name, side === 'before' && value !== null ? column.renamed_values?.[value] ?? value : value]];
        })),
      }]),
    );
  }
  return kept;
}

function sameType(was: ColumnSpec, column: ColumnSpec): boolean {
  const plain = (type: string) => canonicalType(type).replace('enum', 'text');
  return plain(was.type) === plain(column.type);
}
