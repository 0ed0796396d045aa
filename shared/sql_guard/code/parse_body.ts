import { functionOf, type Token } from '../parser.ts';
import { checkOwnPath } from '../names.ts';
import { refuse, Refused, TOO_DEEP } from '../refusal.ts';
import { as, isTree, items, path, type Place, type Routine, type Tree, unexpected } from '../rules.ts';
import { declarationAt, defaultAfter, isWord, nameOf } from './tokens.ts';

/** An expression that the tree of the parser lacks, with its position in the body in bytes. */
interface Default {
  readonly text: string;
  readonly location: number;
}

interface ParsedBody {
  readonly tree: Tree;
  /** The place with what is now known about the variables. */
  readonly place: Place;
  readonly defaults: readonly Default[];
}

/** The most variables whose type is a table of the app and whose fields are assigned. */
const MAX_ROWS = 50;

/**
 * Parses a body in PL/pgSQL. The parser has no catalog and takes every type but record for a plain value, so assignments to
 * fields of other rows are errors to it. Their variables are therefore declared as records for the parser, after their type was
 * checked here. Of records, its tree lacks the defaults, which are therefore read here.
 */
export function parseBody(body: string, create: Tree, at: Place): ParsedBody {
  let text = withoutOptions(body, at);
  const rows = new Set<string>();
  for (let tries = 0; tries < MAX_ROWS; tries += 1) {
    const parsed = at.statement.parser.parseFunction(functionWith(text, create, [...rows]));
    if (parsed === null) throw new Refused([TOO_DEEP]);
    if ('tree' in parsed) {
      const tree = functionOf(parsed.tree) ?? unexpected('an unknown body');
      const tokens = tokensOf(text, at);
      return {
        tree,
        place: { ...at, routine: withVariables(at, tree, rows) },
        defaults: recordDefaults(text, tokens, tree, rows),
      };
    }
    const unknown = /^"([^".]+)\.[^"]*" is not a known variable/.exec(parsed.error)?.[1];
    const declared = unknown === undefined ? undefined : declaredAsRecord(text, unknown, at);
    if (declared !== undefined) text = declared;
    else if (unknown !== undefined && at.routine?.rows.has(unknown) === true && !rows.has(unknown)) rows.add(unknown);
    else refuse('sql_unreadable', parsed.error.slice(0, 200), 'Correct the body of the function and send it again.');
  }
  return refuse('too_deep', 'it assigns to fields of too many variables', 'Declare them as record.');
}

function tokensOf(text: string, at: Place): Token[] {
  const tokens = at.statement.parser.scan(text);
  if (tokens === undefined) {
    return refuse('sql_unreadable', 'the body cannot be read', 'Correct the body of the function and send it again.');
  }
  // The name that an escape means would have to be computed as PostgreSQL does.
  if (tokens.some((token) => /^u&"/i.test(token.text))) {
    return refuse(
      'option_refused',
      'a name with Unicode escapes is not allowed in a function',
      'Write the name itself.',
    );
  }
  return tokens;
}

/** Returns the text with spaces in place of the bytes from `start` to `end`, the last of which are `word`. */
function replaced(text: string, start: number, end: number, word = ''): string {
  const bytes = new TextEncoder().encode(text);
  const kept = bytes.slice();
  const space = new TextEncoder().encode(word.padStart(end - start));
  // Line breaks stay, because the parser counts lines.
  kept.set(space.map((byte, index) => bytes[start + index] === 10 ? 10 : byte), start);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(kept);
}

/** Removes `#variable_conflict …` and `#print_strict_params …` from the beginning of a body, and refuses other options. */
function withoutOptions(body: string, at: Place): string {
  const tokens = tokensOf(body, at);
  let [text, from] = [body, 0];
  while (tokens[from]?.text === '#') {
    const [sign, name, value] = tokens.slice(from, from + 3);
    if (sign === undefined || value === undefined || !isWord(name, 'variable_conflict', 'print_strict_params')) {
      return refuse('option_refused', 'this option of a body is not allowed', 'Remove it.');
    }
    text = replaced(text, sign.start, value.end);
    from += 3;
  }
  return text;
}

/** Returns the text with `record` in place of the type of a variable, if this type is a table of the app. */
function declaredAsRecord(text: string, variable: string, at: Place): string | undefined {
  const tokens = tokensOf(text, at);
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (nameOf(token) !== variable || !(isWord(before, 'declare', ';') || before?.text === '>>')) continue;
    const declaration = declarationAt(tokens, index);
    const [first, last] = [tokens[declaration?.type ?? 0], tokens[(declaration?.end ?? 0) - 1]];
    if (declaration === undefined || first === undefined || last === undefined || last.end - first.start < 6) continue;
    const isDeclaration = tokens[declaration.end]?.text === ';' || defaultAfter(tokens, declaration.end) !== undefined;
    if (!isDeclaration || isWord(first, 'record')) continue;
    checkOwnPath(declaration.words, at);
    return replaced(text, first.start, last.end, 'record');
  }
  return undefined;
}

/** Returns the statement that creates the function, for the parser: types matter only as trigger and set. */
function functionWith(text: string, create: Tree, rows: readonly string[]): string {
  const parameters = items(create['parameters']).map((item) => {
    const { name, mode } = as('FunctionParameter', item) ?? {};
    const words = String(mode).replace('FUNC_PARAM_', '').toLowerCase();
    const isOut = words === 'out' || words === 'table' ? 'out' : words === 'inout' ? 'inout' : 'in';
    return `${isOut} ${name === undefined ? '' : quoted(String(name))} int`;
  });
  const result = isTree(create['returnType'] ?? null) ? create['returnType'] as Tree : {};
  const isTrigger = path(result['names']).at(-1) === 'trigger';
  const returns = isTrigger ? 'trigger' : result['setof'] === true ? 'setof int' : 'int';
  const declared = rows.map((row) => `${quoted(row)} record;`).join(' ');
  // In one line with the body, so that lines are counted as in the body.
  const body = rows.length === 0 ? text : `declare ${declared} begin ${text}${/;\s*$/.test(text) ? '' : '\n;'} end`;
  let tag = '$body$';
  for (let number = 1; body.includes(tag); number += 1) tag = `$body${number}$`;
  return `create function f(${parameters.join(', ')}) returns ${returns} language plpgsql as ${tag}${body}${tag}`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Returns what is known about the variables, all of which the tree lists. */
function withVariables(at: Place, tree: Tree, assignedRows: ReadonlySet<string>): Routine {
  const routine = at.routine ?? unexpected('a body in this form');
  const refname = (datum: Tree | undefined) => datum === undefined ? [] : [String(datum['refname'])];
  const datums = items(tree['datums']);
  const plain = new Set(datums.flatMap((datum) => {
    const variable = as('PLpgSQL_var', datum);
    const type = String(as('PLpgSQL_type', variable?.['datatype'])?.['typname'] ?? '');
    const isOwn = new RegExp(`^(?:public\\s*\\.\\s*)?${at.prefix}\\w+\\s*(?:%\\s*rowtype\\s*)?$`, 'i').test(type);
    return isOwn ? [] : refname(variable);
  }));
  const variables = datums.flatMap((datum) => refname(as('PLpgSQL_var', datum) ?? as('PLpgSQL_rec', datum)));
  // A parameter is a plain value to the parser.
  const isRow = (name: string) => routine.rows.has(name) || assignedRows.has(name) || !plain.has(name);
  return { ...routine, variables: new Set(variables), rows: new Set([...routine.rows, ...variables].filter(isRow)) };
}

/** Returns the defaults of variables of type record. A record whose declaration is not found is refused. */
function recordDefaults(
  text: string,
  tokens: readonly Token[],
  tree: Tree,
  parameters: ReadonlySet<string>,
): Default[] {
  const implicit = new Set([tree['new_varno'], tree['old_varno']]);
  const records = new Set(
    items(tree['datums']).flatMap((datum) => {
      const record = as('PLpgSQL_rec', datum);
      return record === undefined || implicit.has(record['dno'] ?? 0) ? [] : [String(record['refname'])];
    }),
  );
  const bytes = new TextEncoder().encode(text);
  const declared = new Set(parameters);
  const defaults: Default[] = [];
  for (const [index, token] of tokens.entries()) {
    const name = nameOf(token);
    if (name === undefined || !records.has(name)) continue;
    if (isWord(tokens[index - 1], 'for') || isWord(tokens[index + 1], 'record')) declared.add(name);
    const declaration = declarationAt(tokens, index);
    const first = tokens[declaration?.type ?? tokens.length];
    if (declaration === undefined || !isWord(first, 'record')) continue;
    declared.add(name);
    if (isWord(tokens[declaration.end], 'collate')) unexpected('a collation of a record');
    const from = tokens[defaultAfter(tokens, declaration.end) ?? tokens.length]?.start;
    if (from === undefined) continue;
    const to = tokens.find(({ start, text: sign }) => start >= from && sign === ';')?.start ?? bytes.length;
    defaults.push({
      text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(from, to)),
      location: from,
    });
  }
  if ([...records].some((record) => !declared.has(record))) {
    refuse('option_refused', 'a record is declared in an unknown form', 'Write: declare name record;');
  }
  return defaults;
}
