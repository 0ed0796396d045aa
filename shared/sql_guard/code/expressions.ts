import { checkName, checkOwnPath } from '../names.ts';
import { refuse } from '../refusal.ts';
import { as, items, path, type Place, unexpected, unwrap, type Value } from '../rules.ts';
import { checkFragment, onlyColumn } from './fragment.ts';
import { nameOf } from './tokens.ts';

/** Checks an assignment, `variable.field[index] := expression`. */
export function checkAssignment(text: string, at: Place): void {
  const tokens = at.statement.parser.scan(text) ?? [];
  let depth = 0;
  const sign = tokens.find((token) => {
    if (/^[[(]$/.test(token.text)) depth += 1;
    if (/^[\])]$/.test(token.text)) depth -= 1;
    return depth === 0 && /^:?=$/.test(token.text);
  });
  if (sign === undefined) return unexpected('an unknown assignment');
  const bytes = new TextEncoder().encode(text);
  const part = (from: number, to?: number) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(from, to));
  const target = onlyColumn(part(0, sign.start), at);
  checkAssigned(target.value, target.place);
  checkFragment(part(sign.end), 'select ', { ...at, locate: (location) => at.locate(sign.end + location) });
}

/** Checks the target of an assignment, which calls nothing but what its indexes contain. */
function checkAssigned(value: Value, at: Place): void {
  const { type, node } = unwrap(value) ?? unexpected('an unknown target');
  if (type === 'ParamRef') return;
  if (type === 'ColumnRef') return path(node['fields']).forEach((word) => checkName(word, at));
  if (type !== 'A_Indirection') return unexpected('an unknown target');
  checkAssigned(node['arg'] ?? null, at);
  for (const step of items(node['indirection'])) {
    const field = as('String', step)?.['sval'];
    if (typeof field === 'string') checkName(field, at);
    else at.visit('A_Indices', as('A_Indices', step) ?? unexpected('an unknown target'), at);
  }
}

/** The names of types that the parser writes for variables of its own. */
const WRITTEN_BY_PARSER = /^pg_catalog\.(?:"(?:boolean|integer)"|text|refcursor)$/;

/** Checks the type of a variable as it is written: a type, `table.column%type`, `variable%type` or `table%rowtype`. */
export function checkTypeText(text: string, at: Place): void {
  if (WRITTEN_BY_PARSER.test(text)) return;
  const tokens = at.statement.parser.scan(text) ?? [];
  const percent = tokens.findIndex((token) => token.text === '%');
  if (percent < 0) {
    const { value, place } = onlyColumn(`null::${text}`, at);
    const { arg, typeName, location: _location, ...rest } = as('TypeCast', value) ?? unexpected('an unknown type');
    const type = unwrap({ TypeName: typeName ?? null });
    if (type === undefined || as('A_Const', arg)?.['isnull'] !== true || Object.keys(rest).length > 0) {
      return unexpected('an unknown type');
    }
    return at.visit('DeclaredType', type.node, place);
  }
  const end = tokens.slice(percent + 1).map((token) => token.text.toLowerCase()).join('');
  const words = tokens.slice(0, percent).filter((_token, index) => index % 2 === 0).map((token) => nameOf(token) ?? '');
  const dots = tokens.slice(0, percent).filter((_token, index) => index % 2 === 1);
  if (!/^(?:row)?type(?:array)?(?:\[[0-9]*\])*$/.test(end) || dots.some((token) => token.text !== '.')) {
    return unexpected('an unknown type');
  }
  checkCopiedType(words, end.startsWith('rowtype'), at);
}

/** Checks the words before %TYPE or %ROWTYPE. They lead to a variable, or to a table of the app. */
function checkCopiedType(words: string[], isRow: boolean, at: Place): void {
  words.forEach((word) => checkName(word, at));
  if (isRow) return checkOwnPath(words, at);
  const [first = ''] = words;
  const isLocal = first === at.routine?.name || at.routine?.variables.has(first) === true;
  if (words.length === 1 || isLocal) return;
  if (words.length > 3) refuse('type_refused', 'this type is not allowed', 'Write table.column%type.');
  checkOwnPath(words.slice(0, -1), at);
}
