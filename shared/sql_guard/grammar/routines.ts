import { checkBody, checkBodyStatement } from '../code/body.ts';
import { checkName, checkOwnPath } from '../names.ts';
import { FUNCTION_OPTIONS } from '../option_lists.ts';
import { hint, refuse, shown } from '../refusal.ts';
import {
  as,
  each,
  type Grammar,
  is,
  items,
  literal,
  mark,
  name,
  named,
  node,
  nodes,
  oneOf,
  options,
  optionText,
  path,
  type Place,
  type Rule,
  type Tree,
  unexpected,
  type Value,
  withoutCalls,
  word,
} from '../rules.ts';
import { checkDeclaredType, checkSignatureType } from '../types.ts';

const ownPath = named((words, at) => checkOwnPath(words, at));

/** The roles to which EXECUTE can be granted. */
const CALLERS: ReadonlySet<string> = new Set(['anon', 'authenticated', 'service_role']);

/** What SET search_path may name. The database sets a path of its own instead. */
const SEARCHED: ReadonlySet<string> = new Set(['', 'public', 'extensions', 'auth', 'pg_catalog', 'pg_temp', '$user']);

/** The fields of a type in a signature or declaration, with the check of its name. */
const typeFields = (check: (words: string[], at: Place) => void): Record<string, Rule> => ({
  names: (value, at, type) => type['pct_type'] === true ? checkColumnType(path(value), at) : check(path(value), at),
  pct_type: mark,
  setof: mark,
  typmods: nodes,
  typemod: mark,
  arrayBounds: each('Integer'),
  location: mark,
});

/** CREATE and ALTER FUNCTION, and EXECUTE on functions. */
export const ROUTINES: Grammar = {
  CreateFunctionStmt: {
    check: (statement, at) => {
      if (statement['is_procedure'] === true) refuseProcedure(at);
    },
    fields: {
      is_procedure: mark,
      replace: mark,
      funcname: ownPath,
      parameters: each('FunctionParameter', 'CreateParameter'),
      returnType: is('SignatureType'),
      options: (value, at, statement) => {
        checkOptions(value, at, statement);
        checkBody(statement, at);
      },
      sql_body: (value, at, statement) => checkBodyStatement(value, statement, at),
    },
  },
  CreateParameter: {
    fields: {
      name,
      argType: is('SignatureType'),
      mode: word,
      defexpr: withoutCalls('the default of an argument', node),
    },
  },
  SignatureType: { fields: typeFields(checkSignatureType) },
  DeclaredType: { fields: typeFields(checkDeclaredType) },
  ReturnStmt: { fields: { returnval: node } },
  AlterFunctionStmt: {
    check: ({ objtype }, at) => {
      if (objtype !== 'OBJECT_FUNCTION') refuseProcedure(at);
    },
    fields: { objtype: word, func: is('ObjectWithArgs'), actions: checkOptions },
  },
  ObjectWithArgs: {
    fields: {
      objname: ownPath,
      objargs: each('TypeName', 'SignatureType'),
      objfuncargs: each('FunctionParameter', 'CreateParameter'),
      args_unspecified: mark,
    },
  },
  GrantStmt: {
    fields: {
      is_grant: mark,
      targtype: oneOf('ACL_TARGET_OBJECT'),
      objtype: oneOf('OBJECT_FUNCTION'),
      objects: each('ObjectWithArgs'),
      privileges: each('AccessPriv'),
      grantees: each('RoleSpec', 'Caller'),
      grant_option: () => refuse('option_refused', 'the grant option is not allowed', 'Remove it.'),
      grantor: () => refuse('option_refused', 'GRANTED BY is not allowed', 'Remove it.'),
      behavior: word,
    },
  },
  // ALL PRIVILEGES has no list.
  AccessPriv: { fields: { priv_name: oneOf('execute') } },
  Caller: {
    check: ({ roletype, rolename }) => {
      if (roletype === 'ROLESPEC_PUBLIC' || (roletype === 'ROLESPEC_CSTRING' && CALLERS.has(String(rolename)))) return;
      refuse(
        'option_refused',
        `EXECUTE cannot be granted to ${shown(String(rolename ?? roletype))}`,
        `Name only public, ${[...CALLERS].join(', ')}.`,
      );
    },
    fields: { roletype: word, rolename: () => {}, location: mark },
  },
  VariableSetStmt: {
    check: ({ kind, name: setting }, at) => {
      if (kind === 'VAR_SET_VALUE' && setting === 'search_path') return;
      refuse('option_refused', 'a function can set only search_path', hint('settings', at.prefix));
    },
    fields: {
      kind: word,
      name: () => {},
      args: (value, at) =>
        items(value).forEach((item) => {
          const schema = String((as('A_Const', item)?.['sval'] as Tree | undefined)?.['sval'] ?? '');
          if (!SEARCHED.has(schema)) {
            refuse('option_refused', `${shown(schema)} cannot be searched`, `Write set search_path = ''.`);
          }
          node(item, at);
        }),
    },
  },
};

function checkOptions(value: Value, at: Place, statement: Tree): void {
  const isSetting = (option: Value) => as('DefElem', option)?.['defname'] === 'set';
  for (const option of items(value).filter(isSetting)) {
    const { defname: _name, arg, defaction, location: _location, ...rest } = as('DefElem', option) ?? {};
    if (defaction !== 'DEFELEM_UNSPEC' || Object.keys(rest).length > 0) unexpected('an unknown option');
    node(arg ?? null, at);
  }
  const given = items(value).filter((option) => !isSetting(option)).map((option) => as('DefElem', option)?.['defname']);
  const twice = given.find((option, index) => given.indexOf(option) < index);
  if (twice !== undefined) refuse('option_refused', `${shown(String(twice))} is written twice`, 'Write it once.');
  if (statement['funcname'] !== undefined && statement['sql_body'] === undefined) {
    const missing = ['language', 'as'].find((option) => !given.includes(option));
    if (missing !== undefined) {
      refuse(
        'option_refused',
        'the function has no language or no body',
        'Write language plpgsql, and the body as a string after AS.',
      );
    }
  }
  const language = items(value).map((option) => as('DefElem', option)).find((option) =>
    option?.['defname'] === 'language'
  );
  if (language !== undefined && !/^(?:sql|plpgsql)$/.test(optionText(language['arg']))) {
    refuse(
      'option_refused',
      `functions in the language ${shown(optionText(language['arg']))} are not offered`,
      'Write the function in sql or plpgsql.',
    );
  }
  // The body is checked by its language.
  const others = items(value).filter((option) => !isSetting(option) && as('DefElem', option)?.['defname'] !== 'as');
  options(FUNCTION_OPTIONS)(others, at, statement);
}

function refuseProcedure({ prefix }: Place): never {
  return refuse('statement_refused', 'procedures are not allowed', hint('function', prefix));
}

/** Checks `table.column%type`. */
function checkColumnType(words: readonly string[], at: Place): void {
  checkOwnPath(words.slice(0, -1), at);
  checkName(words.at(-1) ?? '', at);
}

/** Checks the arguments of a trigger. */
export function literals(value: Value, at: Place): void {
  path(value).forEach((argument) => literal(argument, at));
}
