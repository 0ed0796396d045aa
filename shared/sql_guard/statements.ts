import { HINTS } from './hints.ts';
import { hint, refuse } from './refusal.ts';
import { as, items, type Tree, type Value } from './rules.ts';
import { isExecuteGrant, spelled } from './grammar/spelled.ts';

/** What a statement does: returns rows, changes rows, changes tables, or shows a plan. */
export type Kind = 'read' | 'write' | 'ddl' | 'explain';

const command = (verb: string, type: Value | undefined) => `${verb} ${spelled(type, 'OBJECT_').toUpperCase()}`;

/** The allowed statements, each with its kind and command. All others are refused. */
const STATEMENTS = new Map<string, { kind: Kind; command: (statement: Tree) => string }>([
  ['SelectStmt', { kind: 'read', command: ({ valuesLists }) => valuesLists === undefined ? 'SELECT' : 'VALUES' }],
  ['InsertStmt', { kind: 'write', command: () => 'INSERT' }],
  ['UpdateStmt', { kind: 'write', command: () => 'UPDATE' }],
  ['DeleteStmt', { kind: 'write', command: () => 'DELETE' }],
  ['MergeStmt', { kind: 'write', command: () => 'MERGE' }],
  ['ExplainStmt', { kind: 'explain', command: () => 'EXPLAIN' }],
  ['CreateStmt', { kind: 'ddl', command: () => 'CREATE TABLE' }],
  ['AlterTableStmt', { kind: 'ddl', command: ({ objtype }) => command('ALTER', objtype) }],
  ['AlterOwnerStmt', { kind: 'ddl', command: ({ objectType }) => command('ALTER', objectType) }],
  ['IndexStmt', { kind: 'ddl', command: () => 'CREATE INDEX' }],
  ['ViewStmt', { kind: 'ddl', command: () => 'CREATE VIEW' }],
  ['CreateEnumStmt', { kind: 'ddl', command: () => 'CREATE TYPE' }],
  ['AlterEnumStmt', { kind: 'ddl', command: () => 'ALTER TYPE' }],
  ['CreatePolicyStmt', { kind: 'ddl', command: () => 'CREATE POLICY' }],
  ['AlterPolicyStmt', { kind: 'ddl', command: () => 'ALTER POLICY' }],
  ['RenameStmt', { kind: 'ddl', command: ({ renameType }) => command('RENAME', renameType) }],
  ['DropStmt', { kind: 'ddl', command: ({ removeType }) => command('DROP', removeType) }],
  ['CreateFunctionStmt', { kind: 'ddl', command: () => 'CREATE FUNCTION' }],
  ['AlterFunctionStmt', { kind: 'ddl', command: () => 'ALTER FUNCTION' }],
  ['CreateTrigStmt', { kind: 'ddl', command: () => 'CREATE TRIGGER' }],
  ['GrantStmt', { kind: 'ddl', command: ({ is_grant: isGrant }) => isGrant === true ? 'GRANT' : 'REVOKE' }],
  ['CommentStmt', { kind: 'ddl', command: () => 'COMMENT' }],
]);

/** The hints for statements that people and models often try, by the names in the database's list. */
const INSTEAD: ReadonlyMap<string, keyof typeof HINTS> = new Map([
  ['TransactionStmt', 'transaction'],
  ['VariableSetStmt', 'settings'],
  ['VariableShowStmt', 'settings'],
  ['DiscardStmt', 'settings'],
  ['AlterObjectSchemaStmt', 'schema'],
  ['CreateSchemaStmt', 'schema'],
  ['CreateExtensionStmt', 'extension'],
  ['CallStmt', 'function'],
  ['RuleStmt', 'rule'],
  ['DoStmt', 'do'],
  ['CreateTableAsStmt', 'table_as'],
  ['RefreshMatViewStmt', 'materialized'],
  ['CreateSeqStmt', 'sequence'],
  ['AlterSeqStmt', 'sequence'],
  ['CreateDomainStmt', 'domain'],
  ['CopyStmt', 'copy'],
  ['TruncateStmt', 'truncate'],
  ['VacuumStmt', 'maintenance'],
  ['ReindexStmt', 'maintenance'],
  ['ClusterStmt', 'maintenance'],
  ['CheckPointStmt', 'maintenance'],
  ['LockStmt', 'lock'],
  ['PrepareStmt', 'prepare'],
  ['ExecuteStmt', 'prepare'],
  ['DeallocateStmt', 'prepare'],
  ['DeclareCursorStmt', 'cursor'],
  ['CreateRoleStmt', 'role'],
  ['AlterRoleStmt', 'role'],
  ['DropRoleStmt', 'role'],
  ['CreatePublicationStmt', 'realtime'],
  ['AlterPublicationStmt', 'realtime'],
  ['NotifyStmt', 'realtime'],
  ['ListenStmt', 'realtime'],
]);

/** Returns the hint for a statement that is not allowed. */
function instead(type: string, statement: Tree): keyof typeof HINTS {
  const grant = type === 'AlterDefaultPrivilegesStmt'
    ? as('GrantStmt', { GrantStmt: statement['action'] ?? {} })
    : statement;
  if (type === 'GrantStmt' || type === 'AlterDefaultPrivilegesStmt') {
    if (/FUNCTION|PROCEDURE|ROUTINE/.test(String(grant?.['objtype']))) return 'execute';
    const roles = items(grant?.['grantees']).map((role) => as('RoleSpec', role)?.['rolename']);
    if (grant?.['is_grant'] !== true) return roles.every((role) => role === 'anon') ? 'revoke_anon' : 'revoke';
    // A grant on columns follows a revoke: without both, members would reach all columns.
    if (items(grant['privileges']).some((right) => items(as('AccessPriv', right)?.['cols']).length > 0)) {
      return roles.every((role) => role === 'anon') ? 'grant_anon' : 'revoke';
    }
    return roles.includes('anon') ? 'grant_anon' : 'grant';
  }
  if (type === 'CreateTableAsStmt' && statement['objtype'] === 'OBJECT_MATVIEW') return 'materialized';
  if (type === 'NotifyStmt' && statement['conditionname'] === 'pgrst') return 'reload';
  return INSTEAD.get(type) ?? 'statement';
}

/** Returns the kind and command of a top-level statement. Refuses statements that are not allowed. */
export function describe(type: string, statement: Tree, prefix: string): { kind: Kind; command: string } {
  const known = STATEMENTS.get(type);
  // Apps grant EXECUTE on their functions and nothing else.
  if (known === undefined || (type === 'GrantStmt' && !isExecuteGrant(statement))) {
    return refuse(
      'statement_refused',
      `"${spelled(type.replace(/Stmt$/, ''), '').toUpperCase()}" is not an allowed statement`,
      hint(instead(type, statement), prefix),
    );
  }
  return { kind: known.kind, command: known.command(statement) };
}
