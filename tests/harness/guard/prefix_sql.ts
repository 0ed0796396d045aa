import { type GivenNames, prefixed, visit } from './prefix_names.ts';
import { type Node, scan, type Token } from './sql_text.ts';

/**
 * Rewrites a statement of a schema without apps for app <id>: names that the schema defines get the app's prefix, and
 * `public.` is removed. Everything else stays unchanged: comments, spaces, capitals.
 */
export function prefixStatement(text: string, name: string, node: Node, names: GivenNames, prefix: string): string {
  const tokens = scan(text);
  if ('problem' in tokens) return text;
  return new Rewriter(text, tokens.filter((token) => !/^(--|\/\*)/.test(token.text)), names, prefix).rewrite(
    name,
    node,
  );
}

class Rewriter {
  readonly #bytes: Buffer;
  readonly #edits = new Map<number, { end: number; text: string }>();

  constructor(text: string, readonly tokens: readonly Token[], readonly names: GivenNames, readonly prefix: string) {
    this.#bytes = Buffer.from(text, 'utf8');
  }

  rewrite(name: string, node: Node): string {
    const ctes = new Set<unknown>();
    const aliases = new Set<unknown>();
    visit(node, (key, value) => {
      if (key === 'CommonTableExpr') ctes.add(value['ctename']);
      if (key === 'alias') aliases.add(value['aliasname']);
    });
    visit(node, (key, value) => {
      if (typeof value['relname'] === 'string' && 'relpersistence' in value) {
        if (!(ctes.has(value['relname']) && value['schemaname'] === undefined)) {
          this.#replaceAt(locationOf(value), isPublic(value['schemaname']));
        }
      } else if (key === 'TypeName' || key === 'typeName' || (Array.isArray(value['names']) && 'typemod' in value)) {
        this.#replaceType(value);
      } else if (key === 'ColumnRef') this.#replaceColumn(value, new Set([...aliases, ...ctes]));
      else if (key === 'Constraint') this.#replaceConstraint(value);
    });
    this.#replaceUnlocated(name, node);
    return this.#apply();
  }

  /** Replaces names without a position in the parse tree, which are found by the words around them. */
  #replaceUnlocated(name: string, node: Node): void {
    const kind = String(node['removeType'] ?? node['objtype'] ?? node['renameType'] ?? '');
    if (name === 'IndexStmt' && node['idxname'] !== undefined) {
      this.#replaceToken(this.#after(['index'], ['concurrently'], ['if', 'not', 'exists']));
    }
    if (name === 'CreateEnumStmt' || name === 'CreateDomainStmt') {
      this.#replaceName(this.#after([name === 'CreateEnumStmt' ? 'type' : 'domain']));
    }
    if (name === 'AlterEnumStmt') this.#replaceName(this.#after(['type']));
    if (name === 'DropStmt' && /TABLE|VIEW|INDEX|TYPE|SEQUENCE/.test(kind)) {
      let at = this.#after(['drop']) + (this.#word(this.#after(['drop'])) === 'materialized' ? 2 : 1);
      at = this.#skip(at, ['concurrently'], ['if', 'exists']);
      do at = this.#replaceName(at) + 1; while (this.#word(at - 1) === ',');
    }
    if ((name === 'DropStmt' || name === 'CommentStmt') && /POLICY|TRIGGER|TABCONSTRAINT/.test(kind)) {
      const on = this.tokens.findLastIndex((token, index) => token.text.toLowerCase() === 'on' && index > 1);
      if (on > 0) this.#replaceName(on + 1);
    } else if (name === 'CommentStmt' && /COLUMN/.test(kind)) this.#replaceColumnName(this.#after(['column']));
    else if (name === 'CommentStmt' && /TABLE|VIEW|INDEX|TYPE/.test(kind)) {
      this.#replaceName(this.#after(['on']) + (kind.includes('MATVIEW') ? 2 : 1));
    }
    if (name === 'RenameStmt') {
      const to = this.tokens.findLastIndex((token) => token.text.toLowerCase() === 'to');
      if (/TABLE$|VIEW|INDEX|TYPE|SEQUENCE/.test(kind)) this.#replaceToken(to + 1);
      if (kind === 'OBJECT_TYPE') this.#replaceName(this.#after(['type']));
      if (kind === 'OBJECT_TABCONSTRAINT' && !this.names.constraints.has(String(node['subname']))) {
        this.#replaceToken(to - 1);
        this.#replaceToken(to + 1);
      }
    }
    // DROP CONSTRAINT and similar statements name a constraint defined earlier, or one that PostgreSQL named after the table.
    this.tokens.forEach((token, index) => {
      const word = token.text.toLowerCase();
      if (word === 'constraint' && ['drop', 'validate', 'alter', 'on'].includes(this.#word(index - 1))) {
        const at = this.#skip(index + 1, ['if', 'exists']);
        if (!this.names.constraints.has(this.#nameAt(at))) this.#replaceToken(at);
      }
      if (word === 'index' && this.#word(index - 1) === 'using') this.#replaceToken(index + 1);
      // An identity column may name its sequence.
      if (word === 'name' && this.#word(index - 1) === 'sequence') this.#replaceName(index + 1);
    });
  }

  #replaceType(node: Node): void {
    const parts = ((node['names'] ?? []) as { String?: { sval?: string } }[]).map((part) => part.String?.sval ?? '');
    const known = this.names.types.has(parts.at(-1) ?? '') || this.names.relations.has(parts.at(-1) ?? '');
    if (known && (parts.length === 1 || parts[0] === 'public')) this.#replaceAt(locationOf(node), true);
  }

  /** Replaces the table in table.column, unless the name is an alias in this statement. */
  #replaceColumn(node: Node, aliases: ReadonlySet<unknown>): void {
    const fields = ((node['fields'] ?? []) as { String?: { sval?: string } }[]).map((field) =>
      field.String?.sval ?? '*'
    );
    const at = this.#indexAt(locationOf(node));
    if (at < 0 || fields.length < 2) return;
    if (fields.length === 2 && this.names.relations.has(fields[0] ?? '') && !aliases.has(fields[0])) {
      this.#replaceToken(at);
    }
    if (fields.length === 3 && fields[0] === 'public') this.#replaceName(at, 2);
  }

  #replaceConstraint(node: Node): void {
    if (typeof node['conname'] !== 'string' || !this.names.indexes.has(node['conname'])) return;
    const at = this.#indexAt(locationOf(node));
    if (this.#word(at) === 'constraint') this.#replaceToken(at + 1);
  }

  #replaceColumnName(at: number): void {
    const dots = [1, 3].filter((step) => this.tokens[at + step]?.text === '.').length;
    this.#replaceName(at, dots);
  }

  #replaceAt(location: number, isOurs: boolean): void {
    const at = this.#indexAt(location);
    if (at >= 0 && isOurs) this.#replaceName(at);
  }

  /** Prefixes the name of so many parts that begins at a token and removes `public.`. Returns the index after the name. */
  #replaceName(at: number, parts = this.tokens[at + 1]?.text === '.' ? 2 : 1): number {
    const schema = this.tokens[at];
    if (parts === 2 && schema !== undefined) {
      if (this.#nameAt(at) !== 'public') return at + 3;
      const next = this.tokens[at + 2];
      if (next !== undefined) this.#edits.set(schema.start, { end: next.start, text: '' });
    }
    this.#replaceToken(at + 2 * (parts - 1));
    return at + 2 * (parts - 1) + 1;
  }

  #replaceToken(at: number): void {
    const token = this.tokens[at];
    if (token === undefined || !/^["a-z_\u0080-\uffff]/i.test(token.text)) return;
    this.#edits.set(token.start, { end: token.end, text: prefixed(this.prefix, this.#nameAt(at)) });
  }

  /** The name at a token: lowercased, or without its quotes. */
  #nameAt(at: number): string {
    const text = this.tokens[at]?.text ?? '';
    return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();
  }

  #word(at: number): string {
    return (this.tokens[at]?.text ?? '').toLowerCase();
  }

  #indexAt(location: number): number {
    return this.tokens.findIndex((token) => token.start === location);
  }

  /** The index after the first of the given words and after any of the phrases that follow it. */
  #after(words: string[], ...phrases: string[][]): number {
    return this.#skip(this.tokens.findIndex((token) => words.includes(token.text.toLowerCase())) + 1, ...phrases);
  }

  #skip(at: number, ...phrases: string[][]): number {
    return phrases.reduce(
      (index, phrase) =>
        phrase.every((word, step) => this.#word(index + step) === word) ? index + phrase.length : index,
      at,
    );
  }

  #apply(): string {
    const parts: Buffer[] = [];
    let at = 0;
    for (const [start, edit] of [...this.#edits].sort(([a], [b]) => a - b)) {
      if (start < at) continue;
      parts.push(this.#bytes.subarray(at, start), Buffer.from(edit.text));
      at = edit.end;
    }
    return Buffer.concat([...parts, this.#bytes.subarray(at)]).toString('utf8');
  }
}

function locationOf(node: Node): number {
  return typeof node['location'] === 'number' ? node['location'] : 0;
}

function isPublic(schema: unknown): boolean {
  return schema === undefined || schema === 'public';
}
