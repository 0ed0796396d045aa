import { describe, expect, test } from 'vitest';
import { collectNames, noNames } from '../harness/guard/prefix_names.ts';
import { prefixStatement } from '../harness/guard/prefix_sql.ts';
import { parse, splitStatements } from '../harness/guard/sql_text.ts';

function withPrefix(file: string): string[] {
  const names = noNames();
  const pieces = splitStatements(file).map(({ text }) => ({ text, parsed: parse(text) }));
  for (const { parsed } of pieces) if ('node' in parsed) collectNames(parsed.name, parsed.node, names);
  return pieces.map((
    { text, parsed },
  ) => ('node' in parsed ? prefixStatement(text, parsed.name, parsed.node, names, 'app_57_') : parsed.problem));
}

describe('prefixStatement', () => {
  test('adds the prefix to tables, types, indexes and references to them, and removes public', () => {
    expect(withPrefix(`
      create type public.status as enum ('a');
      create table public.posts (id int constraint posts_pk primary key, status status default 'a'::public.status,
        author uuid references auth.users, up int references posts);
      create index posts_status_idx on posts (status) where posts.status = 'a';
      comment on column public.posts.status is 'status of posts';
      drop table if exists public.posts, old cascade`)).toEqual([
      `create type app_57_status as enum ('a')`,
      `create table app_57_posts (id int constraint app_57_posts_pk primary key, status app_57_status default 'a'::app_57_status,
        author uuid references auth.users, up int references app_57_posts)`,
      `create index app_57_posts_status_idx on app_57_posts (status) where app_57_posts.status = 'a'`,
      `comment on column app_57_posts.status is 'status of posts'`,
      `drop table if exists app_57_posts, app_57_old cascade`,
    ]);
  });

  test('keeps columns, aliases and CTEs that are named like a table', () => {
    expect(withPrefix(`
      create table posts (id int, posts text);
      create view v as with posts as (select 1 as id) select posts.id from posts;
      select posts.posts from posts;
      select posts.id from posts as posts`)).toEqual([
      `create table app_57_posts (id int, posts text)`,
      `create view app_57_v as with posts as (select 1 as id) select posts.id from posts`,
      `select app_57_posts.posts from app_57_posts`,
      `select posts.id from app_57_posts as posts`,
    ]);
  });

  test('keeps policy names, lowercases quoted names, and truncates long names to distinct ones', () => {
    const long = 'a'.repeat(60);
    const [policy, table, first, second] = withPrefix(`
      create policy "Read all" on "public"."Posts" for select using ("Posts"."id" > 0);
      create table "Posts" ("Id" int);
      create table ${long} (id int);
      create table ${long}b (id int)`);
    expect(policy).toBe(`create policy "Read all" on app_57_posts for select using (app_57_posts."id" > 0)`);
    expect(table).toBe(`create table app_57_posts ("Id" int)`);
    expect(first).toMatch(/^create table app_57_a{49}_[0-9a-f]{6} \(id int\)$/);
    expect(second).not.toBe(first);
  });

  test('keeps constraint names unless the constraint is an index', () => {
    expect(withPrefix(`
      create table t (a int constraint positive check (a > 0), b int, constraint t_b unique (b));
      alter table only t drop constraint positive, drop constraint t_b, drop constraint if exists t_pkey`)).toEqual([
      `create table app_57_t (a int constraint positive check (a > 0), b int, constraint app_57_t_b unique (b))`,
      `alter table only app_57_t drop constraint positive, drop constraint app_57_t_b, drop constraint if exists app_57_t_pkey`,
    ]);
  });
});

describe('splitStatements', () => {
  test('does not split at semicolons in strings, function bodies, parentheses and comments', () => {
    expect(
      splitStatements(
        `select ';'; -- ;\ncreate function f() returns int language sql begin atomic; select case when true then 1 end; end;\nselect 2`,
      )
        .map(({ text, line }) => [line, text]),
    ).toEqual([
      [1, `select ';'`],
      [2, `create function f() returns int language sql begin atomic; select case when true then 1 end; end`],
      [3, `select 2`],
    ]);
  });

  test('omits psql commands and the rows after COPY', () => {
    expect(
      splitStatements(`\\restrict abc\ncopy public.t (a) from stdin;\n1\tdrop table x;\n\\.\n\nselect 1;\n`).map((
        { text, line },
      ) => [line, text]),
    ).toEqual([
      [2, 'copy public.t (a) from stdin'],
      [6, 'select 1'],
    ]);
  });
});
