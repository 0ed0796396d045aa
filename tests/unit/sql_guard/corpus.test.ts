import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkSql } from '../../../shared/sql_guard/check_sql.ts';

/** SQL, or the parts of SQL that are repeated. */
type Text = string | { parts: Array<string | [part: string, times: number]> };
interface Case {
  id: string;
  attack: unknown;
  twin: unknown;
  /** How an attack must end that the guard may run. */
  outcome?: string;
  options?: { read_only?: boolean };
}

const folder = new URL('../../guard/corpus/', import.meta.url);
const cases = readdirSync(folder).filter((file) => file.endsWith('.json')).flatMap((file) =>
  JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Case[]
);

/** Attacks that only the database can judge: they depend on its settings, the owner of a row, an option or its own lexer. */
const LEFT_TO_THE_DATABASE = new Set([
  '1.bit_string_lines',
  '1.deep_parentheses',
  '1.many_statements',
  '1.unicode_string',
  '1.unicode_string_uescape',
  // A function and triggers of the app itself.
  '3.constraint_trigger',
  '3.function_definer',
  '3.trigger',
  '3.view_recursive',
  '5.eve_as_owner',
  '6.owner_type',
  '7.obeyed_definer',
  '7.obeyed_jwt',
]);

function isSql(text: unknown): text is Text {
  return typeof text === 'string' || (typeof text === 'object' && text !== null && 'parts' in text);
}

function sqlOf(text: Text): string {
  if (typeof text === 'string') return text;
  return text.parts.map((part) => typeof part === 'string' ? part : part[0].repeat(part[1])).join('');
}

// The corpus targets the whole guard. Here it meets only the parse-tree wall.
describe('in the corpus of attacks and their twins', () => {
  it('no attack passes unless it is left to the database', async () => {
    const passed: string[] = [];
    for (const { id, attack, outcome, options } of cases) {
      if (!isSql(attack) || outcome !== undefined || options?.read_only === true || LEFT_TO_THE_DATABASE.has(id)) {
        continue;
      }
      if ((await checkSql(57, sqlOf(attack))).ok) passed.push(id);
    }
    expect(passed).toEqual([]);
  });

  it('more than 99 % of the twins pass', async () => {
    const twins = cases.flatMap(({ id, twin }) => isSql(twin) ? [{ id, sql: sqlOf(twin) }] : []);
    const refused: string[] = [];
    for (const { id, sql } of twins) {
      const checked = await checkSql(57, sql);
      if (!checked.ok) refused.push(`${id}: ${checked.reason}: ${checked.message}`);
    }
    expect(twins.length).toBeGreaterThan(600);
    expect(refused.length / twins.length, refused.join('\n')).toBeLessThan(0.01);
  });
});
