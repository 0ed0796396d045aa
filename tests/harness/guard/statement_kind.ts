import type { Node } from './sql_text.ts';

/** The kind of a statement, for the report. */
export interface StatementKind {
  kind: string;
  /** Whether exec_sql offers statements of this kind. The others are listed separately. */
  isOffered: boolean;
  /** Whether it is one of the table, index, view and policy statements. */
  isCore: boolean;
}

const objectNames: Record<string, string> = {
  OBJECT_TABLE: 'table',
  OBJECT_INDEX: 'index',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_POLICY: 'policy',
  OBJECT_TYPE: 'type',
  OBJECT_COLUMN: 'table',
  OBJECT_TABCONSTRAINT: 'table',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_FUNCTION: 'function',
  OBJECT_TRIGGER: 'trigger',
  OBJECT_EXTENSION: 'extension',
  OBJECT_SCHEMA: 'schema',
};

const plain: Record<string, string> = {
  CreateStmt: 'create table',
  IndexStmt: 'create index',
  ViewStmt: 'create view',
  CreatePolicyStmt: 'create policy',
  AlterPolicyStmt: 'alter policy',
  CreateEnumStmt: 'create type',
  AlterEnumStmt: 'alter type',
  InsertStmt: 'insert',
  UpdateStmt: 'update',
  DeleteStmt: 'delete',
  SelectStmt: 'select',
  MergeStmt: 'merge',
  ExplainStmt: 'explain',
  CommentStmt: 'comment',
  CreateFunctionStmt: 'function',
  AlterFunctionStmt: 'function',
  CreateTrigStmt: 'trigger',
  CreateExtensionStmt: 'extension',
  GrantStmt: 'grant or revoke',
  GrantRoleStmt: 'grant or revoke',
  AlterDefaultPrivilegesStmt: 'default privileges',
  DoStmt: 'do block',
  CreateSeqStmt: 'sequence',
  AlterSeqStmt: 'sequence',
  CreateSchemaStmt: 'schema',
  CreateDomainStmt: 'domain',
  CompositeTypeStmt: 'composite type',
  CreateRoleStmt: 'role',
  AlterRoleStmt: 'role',
  VariableSetStmt: 'set',
  TransactionStmt: 'begin or commit',
  CopyStmt: 'copy',
  CreatePublicationStmt: 'publication',
  AlterPublicationStmt: 'publication',
  AlterOwnerStmt: 'owner',
};

const offered =
  /^(?:(?:create|alter|drop) (?:table|index|view|policy|type)|comment|insert|update|delete|select|merge|explain)$/;
const core = /^(?:create|alter|drop) (?:table|index|view|policy)$/;

export function kindOf(name: string, node: Node): StatementKind {
  const schema = schemaOf(node);
  const kind = kindName(name, node) + (schema === undefined || schema === 'public' ? '' : ` on ${schema}`);
  return { kind, isOffered: offered.test(kind), isCore: core.test(kind) };
}

function kindName(name: string, node: Node): string {
  const object = (key: string): string =>
    objectNames[String(node[key])] ?? String(node[key]).replace('OBJECT_', '').toLowerCase().replaceAll('_', ' ');
  switch (name) {
    case 'DropStmt':
      return object('removeType') === 'function' ? 'function' : `drop ${object('removeType')}`;
    case 'RenameStmt':
      return `alter ${object('renameType')}`;
    case 'CreateTableAsStmt':
      return object('objtype') === 'materialized view' ? 'materialized view' : 'create table as';
    case 'AlterTableStmt':
      // A dump assigns each of its objects to a role; in an app they belong to the app's role.
      return commandsOf(node).every((command) => command === 'AT_ChangeOwner') ? 'owner' : `alter ${object('objtype')}`;
    case 'CommentStmt':
      return /TABLE|COLUMN|INDEX|VIEW|POLICY|CONSTRAINT|TYPE/.test(String(node['objtype']))
        ? 'comment'
        : 'comment on others';
    case 'SelectStmt':
      return node['intoClause'] === undefined ? 'select' : 'select into';
    default:
      return plain[name] ?? name.replace(/Stmt$/, '').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  }
}

/** The schema of the relation that a statement creates or changes. */
function schemaOf(node: Node): string | undefined {
  const relation = (node['relation'] ?? node['table'] ?? node['view']) as Node | undefined;
  return typeof relation?.['schemaname'] === 'string' ? relation['schemaname'] : undefined;
}

function commandsOf(node: Node): unknown[] {
  const commands = (node['cmds'] ?? []) as { AlterTableCmd?: Node }[];
  return commands.map((command) => command.AlterTableCmd?.['subtype']);
}
