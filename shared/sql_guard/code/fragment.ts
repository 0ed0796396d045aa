import { functionRows } from '../functions.ts';
import { spelled } from '../grammar/spelled.ts';
import { noting } from '../noting.ts';
import { refuse, Refused, TOO_DEEP } from '../refusal.ts';
import { as, isTree, items, type Place, type Tree, unexpected, unwrap, type Value } from '../rules.ts';

/** The statements that a body may contain. */
const STATEMENTS: ReadonlySet<string> = new Set([
  'SelectStmt',
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
]);

/** Requires a statement that reads or writes rows, and returns its type and content. */
export function rowStatement(value: Value | undefined): { type: string; node: Tree } {
  const found = unwrap(value) ?? unexpected('an unknown statement');
  if (STATEMENTS.has(found.type)) return found;
  const words = spelled(found.type.replace(/Stmt$/, ''), '').toUpperCase();
  return refuse(
    'statement_refused',
    `"${words}" is not an allowed statement in a function`,
    'Use queries and changes of rows, assignments, IF, CASE, loops, RETURN, RAISE and PERFORM.',
  );
}

/**
 * Checks a part of a body as SQL. `prefix` is what PostgreSQL's grammar puts before it. Positions in the part become positions in
 * the submitted SQL through the place.
 */
export function checkFragment(text: string, prefix: string, at: Place): void {
  for (const statement of parsedStatements(text, prefix, at)) {
    const { stmt, stmt_location: from } = isTree(statement) ? statement : {};
    const shifted = shift(at, prefix.length);
    const place = { ...shifted, location: typeof from === 'number' ? from : 0 };
    noting(place, () => {
      const { type, node } = rowStatement(stmt);
      const own = {
        ...at.statement,
        source: text,
        functionRows: functionRows(node, at.prefix),
        claimReads: new WeakSet<Tree>(),
      };
      at.visit(type, node, { ...place, statement: own });
    });
  }
}

/** Parses `select <text>`, and returns its only output column. Refuses anything else. */
export function onlyColumn(text: string, at: Place): { value: Value; place: Place } {
  const [statement, ...more] = parsedStatements(text, 'select ', at);
  const { stmt } = isTree(statement ?? null) ? statement as Tree : {};
  const { targetList, limitOption: _limit, op: _op, ...rest } = as('SelectStmt', stmt) ?? unexpected('an unknown part');
  const [target, ...others] = items(targetList);
  const { val, location: _location, ...named } = as('ResTarget', target) ?? unexpected('an unknown part');
  if ([...more, ...others, ...Object.keys(rest), ...Object.keys(named)].length > 0 || val === undefined) {
    return unexpected('an unknown part');
  }
  return { value: val, place: shift(at, 'select '.length) };
}

function parsedStatements(text: string, prefix: string, at: Place): readonly Value[] {
  const parsed = at.statement.parser.parse(prefix + text);
  if (parsed === null) throw new Refused([TOO_DEEP]);
  if ('tree' in parsed) return items(parsed.tree['stmts']);
  const before = [...prefix + text].slice(0, Math.max(parsed.position - 1, 0)).join('');
  throw new Refused([{
    reason: 'sql_unreadable',
    message: parsed.error.slice(0, 200),
    hint: 'Correct the body of the function and send it again.',
    location: at.locate(Math.max(bytesOf(before) - prefix.length, 0)),
  }]);
}

function shift(at: Place, bytes: number): Place {
  return { ...at, ctes: new Set<string>(), locate: (location) => at.locate(Math.max(location - bytes, 0)) };
}

export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
