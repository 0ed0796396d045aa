import { expect, it } from 'vitest';
import { checkSql } from '../../../shared/sql_guard/check_sql.ts';

// Bodies that are composed at random: the wall accepts or refuses each, whatever it contains, and never throws.

const EXPRESSIONS = [
  '1',
  "'a''b'",
  'p',
  'v_row.id',
  '(v_row).id',
  '$1',
  'app_57_f(p)',
  '(select text from app_57_todos limit 1)',
  'a[1]',
  "E'\\n'",
  'é',
  "'é' || p",
  'array[1, 2]',
  '(1 + ',
  ')',
  '1 as x',
  'null::text',
  'version()',
  'case when true then 1 end',
  '$q$ ; $q$',
  '-- x\n 1',
  '/* ; */ 2',
  'a := 1',
  ':=',
  'U&"x"',
  '"v_row"',
  "b'1'",
  '1..2',
  'row(1, 2)',
  'app_58_f()',
  'new.id',
  'x.y.z.w',
  '*',
  'v_row.*',
];
const TYPES = [
  'int',
  'text[]',
  'record',
  'app_57_todos',
  'app_57_todos%rowtype',
  'app_57_todos.id%type',
  'p%type',
  'app_58_a',
  'refcursor',
  'numeric(10, 2)',
  'public.app_57_todos',
  '"text"',
  'x.y.z%type',
  '%type',
  'record /* é */',
  'setof int',
];
const WORDS = [
  'begin',
  'end',
  'end if',
  'then',
  'loop',
  'end loop',
  ';',
  ';;',
  'declare',
  'exception when others then',
  '<<l>>',
  'é',
  '#',
  'else',
  'using',
  'into',
  'strict',
  '(',
  ')',
  ',',
  'case',
  'when',
  "'",
  '"',
  '$$',
  '/*',
  '--',
  '\\',
  '\u{1f600}',
  'return',
  'for',
  'in',
  'execute',
];

/** A generator of pseudo-random integers below a limit. The same seed gives the same bodies. */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

class Composer {
  constructor(readonly below: (limit: number) => number) {}

  pick(list: readonly string[]): string {
    return list[this.below(list.length)] ?? '';
  }

  many(limit: number, one: () => string): string {
    return Array.from({ length: this.below(limit) }, one).join(' ');
  }

  get value(): string {
    return this.pick(EXPRESSIONS);
  }

  statement(depth: number): string {
    const inner = () => depth > 3 ? 'null;' : this.many(3, () => this.statement(depth + 1));
    const forms = [
      () => `v_row.id := ${this.value};`,
      () => `p = ${this.value};`,
      () => `if ${this.value} then ${inner()} elsif ${this.value} then ${inner()} else ${inner()} end if;`,
      () => `for r in select ${this.value} loop ${inner()} end loop;`,
      () => `for i in ${this.value}..${this.value} loop ${inner()} end loop;`,
      () => `while ${this.value} loop ${inner()} end loop;`,
      () => `case ${this.value} when ${this.value} then ${inner()} else ${inner()} end case;`,
      () =>
        `declare v_row ${this.pick(TYPES)}; begin ${inner()} exception when ${
          this.pick(['others', 'query_canceled'])
        } then ${inner()} end;`,
      () => `return ${this.value};`,
      () => `raise exception '%', ${this.value} using errcode = ${this.value};`,
      () => `perform ${this.value};`,
      () => `select ${this.value} into v_row.id;`,
      () => `insert into app_57_todos values (${this.value}) returning id into p;`,
      () => `execute ${this.value};`,
      () => this.many(6, () => this.pick(WORDS)),
    ];
    return forms[this.below(forms.length)]?.() ?? '';
  }

  get sql(): string {
    const name = () => this.pick(['p', 'é', 'v_row', '"v Row"', 'x']);
    const declarations = this.many(
      5,
      () => `${name()} ${this.pick(TYPES)} ${this.pick(['', ':= ' + this.value, 'not null default 1'])};`,
    );
    const body = `declare ${declarations} begin ${this.many(5, () => this.statement(0))} end`;
    const quoted = this.below(3) === 0 ? `'${body.replaceAll("'", "''")}'` : `$body$${body}$body$`;
    const result = this.pick(['int', 'trigger', 'setof text', 'void', 'table (t text)', 'app_57_todos']);
    const parameter = this.pick([
      'p text',
      'p app_57_todos',
      'inout p int',
      'variadic p int[]',
      '"p" app_57_todos',
      'text',
      '',
    ]);
    return `create function app_57_f(${parameter}) returns ${result} language ${
      this.pick(['plpgsql', 'plpgsql', 'sql'])
    } as ${quoted}`;
  }
}

it.each([1, 2, 3, 4])(
  'bodies composed at random with seed %i are accepted or refused, each refusal with its place',
  async (seed) => {
    const composer = new Composer(random(seed));
    let accepted = 0;
    for (let number = 0; number < 400; number += 1) {
      const sql = composer.sql;
      const checked = await checkSql(57, sql);
      if (checked.ok) {
        accepted += 1;
        continue;
      }
      const length = [...sql].length;
      const wrong = checked.refusals.filter(({ line, position, hint }) =>
        !(position >= 1 && position <= length + 1 && line >= 1 && line <= sql.split('\n').length && hint.length > 0)
      );
      expect(wrong, sql).toEqual([]);
    }
    expect(accepted).toBeGreaterThan(5);
  },
);

it.each([
  ['a comment of 200,000 characters', `/* ${'z'.repeat(200_000)} */`],
  ['6,000 different expressions', Array.from({ length: 6_000 }, (_, number) => `p := ${number};`).join(' ')],
])('a body with %s is refused, not left unread', async (_what, body) => {
  const sql = `create function app_57_f(p int) returns void language plpgsql as $$ begin ${body} end $$`;
  expect(await checkSql(57, sql)).toMatchObject({ ok: false });
});
