import { noting } from '../noting.ts';
import { refuse } from '../refusal.ts';
import {
  as,
  items,
  listed,
  node,
  path,
  type Place,
  type Routine,
  type Tree,
  unexpected,
  type Value,
} from '../rules.ts';
import { bytesOf, checkFragment, rowStatement } from './fragment.ts';
import { checkPlpgsql } from './plpgsql.ts';

/** Checks the body of a function that is a string, by its language. */
export function checkBody(create: Tree, at: Place): void {
  const written = option(create, 'as');
  if (written === undefined) return;
  const { defname: _name, arg, defaction, location, ...rest } = written;
  const [text, ...more] = path(listed(arg));
  if (text === undefined || more.length > 0 || defaction !== 'DEFELEM_UNSPEC' || Object.keys(rest).length > 0) {
    return refuse(
      'option_refused',
      'a function is written in sql or plpgsql',
      'Write its body as one string after AS.',
    );
  }
  const routine = routineOf(create, at.prefix);
  const source = at.statement.source;
  const locate = bodyPositions(source, Number(location ?? at.location), text);
  const place: Place = { ...at, routine, locate: (location) => at.locate(locate(location)), location: 0 };
  noting(place, () => routine.language === 'sql' ? checkFragment(text, '', place) : checkPlpgsql(text, create, place));
}

/** Checks the body of a function that is part of the statement: RETURN, or BEGIN ATOMIC … END. */
export function checkBodyStatement(body: Value, create: Tree, at: Place): void {
  const place: Place = { ...at, routine: routineOf(create, at.prefix) };
  if (place.routine?.language !== 'sql') unexpected('a body in this form');
  if (as('ReturnStmt', body) !== undefined) return node(body, place);
  for (const statement of listed(body).flatMap(listed)) {
    const { type, node: content } = rowStatement(statement);
    at.visit(type, content, place);
  }
}

function option(create: Tree, wanted: string): Tree | undefined {
  return items(create['options']).map((item) => as('DefElem', item)).find((item) => item?.['defname'] === wanted);
}

function routineOf(create: Tree, prefix: string): Routine {
  const language = as('String', option(create, 'language')?.['arg'])?.['sval'] ?? 'sql';
  const parameters = items(create['parameters']).flatMap((item, index) => {
    const { name, argType } = as('FunctionParameter', item) ?? unexpected('an unknown parameter');
    const isRow = isOwnRow(argType as Tree, prefix);
    return [name, `$${index + 1}`].flatMap((known) => typeof known === 'string' ? [{ known, isRow }] : []);
  });
  const names = (wanted: boolean) => parameters.filter(({ isRow }) => isRow === wanted).map(({ known }) => known);
  const isTrigger = path((create['returnType'] as Tree | undefined)?.['names']).at(-1) === 'trigger';
  return {
    name: path(create['funcname']).at(-1) ?? '',
    language: language === 'plpgsql' ? 'plpgsql' : 'sql',
    isTrigger,
    variables: new Set(),
    rows: new Set([...names(true), ...(isTrigger ? ['new', 'old'] : [])]),
    values: new Set(names(false)),
  };
}

/** Returns whether a type is a table of the app, or an enum type, after which no name calls a harmful function either. */
function isOwnRow(type: Tree, prefix: string): boolean {
  if (type['arrayBounds'] !== undefined || type['pct_type'] === true) return false;
  return path(type['names']).at(-1)?.startsWith(prefix) === true;
}

/**
 * Returns how a position in a body becomes a position in the SQL, both in bytes. `from` is the position of AS, or of the
 * function. In strings with escapes, every position is that of the string.
 */
function bodyPositions(source: string, from: number, body: string): (location: number) => number {
  const bytes = new TextEncoder().encode(source);
  const rest = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(from));
  const gap = /^(?:as)?(?:\s|--[^\n\r]*|\/\*[^]*?\*\/)*/i.exec(rest)?.[0] ?? '';
  const literal = rest.slice(gap.length);
  const start = from + bytesOf(gap);
  const tag = /^\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/.exec(literal)?.[0];
  if (tag !== undefined && literal.startsWith(body, tag.length)) return (location) => start + bytesOf(tag) + location;
  const quoted = body.replaceAll("'", "''");
  if (literal.startsWith(`'${quoted}'`)) {
    return (location) => {
      const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
        new TextEncoder().encode(body).subarray(0, location),
      );
      return start + 1 + location + before.split("'").length - 1;
    };
  }
  return () => start;
}
