import { checkName, checkNewColumn, checkOwn, checkOwnPath, checkSchema } from '../names.ts';
import { EXPLAIN_OPTIONS, INDEX_OPTIONS, VIEW_OPTIONS } from '../option_lists.ts';
import { hint, refuse, shown } from '../refusal.ts';
import {
  as,
  each,
  INDEXED,
  is,
  isTree,
  items,
  literal,
  mark,
  name,
  named,
  names,
  node,
  nodes,
  oneOf,
  options,
  path,
  unexpected,
  withoutCalls,
  word,
} from '../rules.ts';
import type { Grammar, Place, Rule, Tree, Value } from '../rules.ts';
import { checkObject, keepProfiles, policyName, refuseObject, triggerName } from './named_objects.ts';

const checkedAlready: Rule = () => {};

/** The roles that a policy may name: the roles of requests. */
const ROLES: ReadonlySet<string> = new Set(['anon', 'authenticated', 'service_role', 'app_service']);

/** A collation or operator class: any name of PostgreSQL or an extension. */
const shared = named((words, at) => checkSchema(words.length > 1 ? words[0] : undefined, at));

/** How to check the names of what belongs to a table, by the type of the object. */
const RENAMED_IN_TABLES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['OBJECT_POLICY', policyName],
  ['OBJECT_TRIGGER', triggerName],
]);

const indexed = (rule: Rule): Rule => withoutCalls(INDEXED, rule);
const ownPath = named((words, at) => checkOwnPath(words, at));

/** What DROP IF EXISTS may name although apps have none: nothing is dropped. */
const CODE: ReadonlySet<string> = new Set(['OBJECT_FUNCTION', 'OBJECT_PROCEDURE']);

/** Indexes, views, enum types, policies, comments; DROP, RENAME and EXPLAIN. */
export const OBJECTS: Grammar = {
  IndexStmt: {
    fields: {
      idxname: (value, at) => checkOwn(undefined, String(value), at, true),
      relation: is('Target'),
      accessMethod: oneOf('btree', 'hash', 'gin', 'gist', 'spgist', 'brin', 'ivfflat', 'hnsw'),
      indexParams: indexed(each('IndexElem')),
      indexIncludingParams: indexed(each('IndexElem')),
      options: options(INDEX_OPTIONS),
      whereClause: indexed(node),
      unique: mark,
      nulls_not_distinct: mark,
      if_not_exists: mark,
      tableSpace: () => refuse('option_refused', 'the tablespace cannot be chosen', 'Remove TABLESPACE.'),
      // The guard of the database removes it.
      concurrent: mark,
    },
  },
  IndexElem: {
    fields: {
      name,
      expr: node,
      indexcolname: name,
      collation: shared,
      opclass: shared,
      ordering: word,
      nulls_ordering: word,
    },
  },
  ViewStmt: {
    check: ({ aliases, query }) => [...path(aliases), ...outputNames(query)].forEach(checkNewColumn),
    fields: {
      view: is('Target'),
      aliases: names,
      query: node,
      replace: mark,
      options: options(VIEW_OPTIONS),
      withCheckOption: word,
    },
  },
  CreateEnumStmt: { fields: { typeName: ownPath, vals: each('String', 'Literal') } },
  AlterEnumStmt: {
    fields: {
      typeName: ownPath,
      oldVal: literal,
      newVal: literal,
      newValNeighbor: literal,
      newValIsAfter: mark,
      skipIfNewValExists: mark,
    },
  },
  CreatePolicyStmt: {
    fields: {
      policy_name: policyName,
      table: is('Target'),
      cmd_name: oneOf('all', 'select', 'insert', 'update', 'delete'),
      permissive: mark,
      roles: each('RoleSpec'),
      qual: node,
      with_check: node,
    },
  },
  AlterPolicyStmt: {
    fields: { policy_name: policyName, table: is('Target'), roles: each('RoleSpec'), qual: node, with_check: node },
  },
  RoleSpec: {
    check: ({ roletype, rolename }, { prefix }) => {
      if (roletype === 'ROLESPEC_PUBLIC' || (roletype === 'ROLESPEC_CSTRING' && ROLES.has(String(rolename)))) return;
      refuse(
        'option_refused',
        `TO cannot name ${shown(String(rolename ?? roletype))}`,
        hint('policy_role', prefix),
      );
    },
    fields: { roletype: word, rolename: checkedAlready, location: mark },
  },
  CommentStmt: {
    check: ({ objtype, object, comment }, at) => {
      checkObject(objtype, object, at, 'COMMENT ON');
      if (/@graphql/i.test(String(comment ?? ''))) {
        refuse('option_refused', 'a comment must not contain @graphql', 'Remove @graphql from the comment.');
      }
    },
    fields: { objtype: word, object: node, comment: literal },
  },
  DropStmt: {
    check: ({ removeType, objects, missing_ok: isMissingOk }, at) => {
      if (removeType === 'OBJECT_COLUMN' || removeType === 'OBJECT_TABCONSTRAINT') refuseObject(removeType, 'DROP');
      for (const object of items(objects)) {
        if (CODE.has(String(removeType))) {
          const rules = removeType === 'OBJECT_FUNCTION' && isMissingOk !== true ? 'ObjectWithArgs' : 'DroppedFunction';
          at.visit(rules, as('ObjectWithArgs', object) ?? unexpected('an unknown node'), at);
        } else if (removeType === 'OBJECT_TABLE') keepProfiles(checkObject(removeType, object, at, 'DROP').at(-1), at);
        else checkObject(removeType, object, at, 'DROP');
      }
    },
    fields: {
      removeType: word,
      objects: (value, at, { removeType }) => CODE.has(String(removeType)) ? undefined : nodes(value, at),
      behavior: word,
      missing_ok: mark,
      // The guard of the database removes it.
      concurrent: mark,
    },
  },
  DroppedFunction: {
    fields: {
      objname: named((words, at) => {
        words.forEach((part) => checkName(part, at));
        checkSchema(words.length > 1 ? words[0] : undefined, at);
      }),
      objargs: each('TypeName', 'NamedType'),
      objfuncargs: each('FunctionParameter'),
      args_unspecified: mark,
    },
  },
  FunctionParameter: { fields: { name, argType: is('NamedType'), mode: word } },
  // The type need not exist, and nothing is done with it.
  NamedType: {
    fields: {
      // The parser itself writes int as pg_catalog.int4.
      names: named((words, at) =>
        words.filter((part, index) => index > 0 || part !== 'pg_catalog').forEach((part) => checkName(part, at))
      ),
      typmods: nodes,
      typemod: mark,
      arrayBounds: each('Integer'),
      setof: mark,
      location: mark,
    },
  },
  RenameStmt: {
    check: checkRename,
    fields: {
      renameType: word,
      relationType: word,
      relation: (value, at, { renameType }) =>
        is(renameType === 'OBJECT_INDEX' ? 'TargetIndex' : 'Target')(value, at, {}),
      object: node,
      subname: (value, at, rename) => (RENAMED_IN_TABLES.get(String(rename['renameType'])) ?? name)(value, at, rename),
      newname: name,
      behavior: word,
      missing_ok: mark,
    },
  },
  ExplainStmt: {
    check: ({ query, options: list }, at) => {
      const isAnalyzed = items(list).some((option) => as('DefElem', option)?.['defname'] === 'analyze');
      if (isTree(query ?? null)) node(query ?? null, at);
      if (isAnalyzed && at.statement.writes) {
        refuse('option_refused', 'EXPLAIN ANALYZE would change or lock rows', 'Remove ANALYZE.');
      }
    },
    fields: { query: checkedAlready, options: options(EXPLAIN_OPTIONS) },
  },
};

function checkRename({ renameType, relationType, relation, object, newname }: Tree, at: Place): void {
  const type = String(renameType);
  const target = String(newname);
  if (type === 'OBJECT_COLUMN') checkNewColumn(target);
  if (type === 'OBJECT_TABLE' && isTree(relation)) keepProfiles(relation['relname'], at);
  if (type === 'OBJECT_TYPE') {
    checkObject(type, object, at, 'RENAME');
    checkOwn(undefined, target, at);
  } else if (type === 'OBJECT_TABLE' || type === 'OBJECT_VIEW' || type === 'OBJECT_INDEX') {
    checkOwn(undefined, target, at, type === 'OBJECT_INDEX');
  } else if (type === 'OBJECT_FUNCTION') {
    checkOwn(undefined, target, at);
  } else if (RENAMED_IN_TABLES.has(type)) {
    RENAMED_IN_TABLES.get(type)?.(target, at, {});
  } else if (
    type !== 'OBJECT_TABCONSTRAINT' &&
    !(type === 'OBJECT_COLUMN' && /^OBJECT_(?:TABLE|VIEW)$/.test(String(relationType)))
  ) {
    refuseObject(renameType, 'RENAME');
  }
}

/** The names of the output columns of a query, where it states them: aliases, and columns without an alias. */
function outputNames(query: Value | undefined): Value[] {
  const select = as('SelectStmt', query) ?? (isTree(query ?? null) ? query as Tree : {});
  if (select['larg'] !== undefined) return outputNames(select['larg']);
  return items(select['targetList']).map((item) => {
    const { name: alias, val } = as('ResTarget', item) ?? {};
    return alias ?? as('String', items(as('ColumnRef', val)?.['fields']).at(-1))?.['sval'] ?? '';
  });
}
