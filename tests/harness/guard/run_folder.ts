import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type postgres from 'postgres';
import type { Answer } from './pooled_session.ts';
import { collectNames, noNames } from './prefix_names.ts';
import { prefixStatement } from './prefix_sql.ts';
import { kindOf, type StatementKind } from './statement_kind.ts';
import { type Node, parse, splitStatements } from './sql_text.ts';

/** The result of one statement of a file. */
export interface StatementResult extends StatementKind {
  file: string;
  line: number;
  /** The SQL as it was sent, with the prefix. */
  text: string;
  /** Null when it was accepted. */
  refusal: { reason: string; message: string; hint: string } | null;
  /** The object that is missing because its statement was refused: a function that a policy calls, the table of an index. */
  follows: { name: string; isOffered: boolean } | null;
}

interface ParsedStatement {
  file: string;
  line: number;
  text: string;
  parsed: { name: string; node: Node } | { problem: string };
}

/** PostgreSQL's message about a missing object. */
const missing =
  /(?:function|relation|type|column|schema|role|table|view|constraint|index) "?([\w.]+)"?(?:\(.*\))?(?: of relation "\w+")? does not exist/;

/** Extensions that the operator of a shard has installed for all apps. Unavailable ones are skipped. */
const extensions = ['pg_trgm', 'citext', 'btree_gist', 'btree_gin', 'unaccent', 'hstore', 'fuzzystrmatch', 'vector'];

export async function installExtensions(admin: postgres.Sql): Promise<void> {
  for (
    const { name } of await admin<
      { name: string }[]
    >`select name from pg_available_extensions where name = any (${extensions})`
  ) {
    await admin`create extension if not exists ${admin(name)} with schema extensions`;
  }
  // As verify_shard asks after an extension with an operator || of its own.
  await admin.begin(async (transaction) => {
    await transaction`set local role postgres`;
    await transaction`select platform.adopt_operators()`;
  });
}

/**
 * Runs every .sql file of a folder through exec_sql, statement by statement, each file in a separate app. Files of one folder
 * whose names begin with a number are the migrations of one schema, so they run in one app, in order.
 */
export async function runFolder(folder: string, service: postgres.Sql): Promise<StatementResult[]> {
  const results: StatementResult[] = [];
  for (const files of groupsOf(folder)) {
    const statements = files.flatMap((file) => readStatements(file, relative(folder, file)));
    const names = noNames();
    for (const { parsed } of statements) if ('node' in parsed) collectNames(parsed.name, parsed.node, names);
    const [app] = await service<{ id: string }[]>`
      select platform.create_app(${basename(files[0] ?? 'sample')}, null) ->> 'id' as id`;
    const id = Number(app?.id);
    const refused = new Map<string, boolean>();
    for (const { file, line, text, parsed } of statements) {
      if ('problem' in parsed) {
        results.push({
          kind: 'not parsed',
          isOffered: false,
          isCore: false,
          file,
          line,
          text,
          follows: null,
          refusal: { reason: 'not_parsed', message: parsed.problem, hint: 'Correct the file.' },
        });
        continue;
      }
      const kind = kindOf(parsed.name, parsed.node);
      const sent = prefixStatement(text, parsed.name, parsed.node, names, `app_${id}_`);
      const answer = await execSql(service, id, sent);
      const refusal = refusalOf(answer);
      if (refusal !== null) { for (const created of createdBy(parsed.node)) refused.set(created, kind.isOffered); }
      const lacking = refusal === null
        ? undefined
        : missing.exec(refusal.message)?.[1]?.split('.').at(-1)?.replace(/^app_\d+_/, '');
      const isOffered = refused.get(lacking ?? '');
      const follows = lacking === undefined || isOffered === undefined ? null : { name: lacking, isOffered };
      results.push({ ...kind, file, line, text: sent, refusal, follows });
    }
    await service`select platform.delete_app(${id})`;
    await service`select platform.purge_app(${id})`;
  }
  return results;
}

function groupsOf(folder: string): string[][] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sql')).map((name) => join(folder, name)).sort();
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const key = /^\d{3,}/.test(basename(file)) ? dirname(file) : file;
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups.values()];
}

function readStatements(file: string, name: string): ParsedStatement[] {
  return splitStatements(readFileSync(file, 'utf8')).map(({ text, line }) => ({
    file: name,
    line,
    text,
    parsed: parse(text),
  }));
}

async function execSql(service: postgres.Sql, id: number, text: string): Promise<Answer> {
  const [row] = await service<{ answer: Answer }[]>`select platform.exec_sql(${id}, ${text}) as answer`;
  return row?.answer ?? {};
}

function refusalOf(answer: Answer): StatementResult['refusal'] {
  if (answer.code === undefined) return null;
  return {
    reason: `${answer.code} ${answer.details ?? ''}`.trim(),
    message: answer.message ?? '',
    hint: answer.hint ?? '',
  };
}

/** The names of the objects that a statement creates and that later statements may need. */
function createdBy(node: Node): string[] {
  const lists = [node['funcname'], node['domainname'], node['typeName']];
  const texts = [
    node['schemaname'],
    node['extname'],
    node['role'],
    (node['relation'] as Node | undefined)?.['relname'],
    (node['sequence'] as Node | undefined)?.['relname'],
  ];
  return [
    ...lists.flatMap((list) =>
      Array.isArray(list) ? [String((list.at(-1) as { String?: { sval?: string } }).String?.sval)] : []
    ),
    ...texts.filter((text): text is string => typeof text === 'string'),
  ];
}
