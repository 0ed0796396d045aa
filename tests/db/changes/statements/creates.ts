import { quoted } from './names.ts';
import type { Statement } from './statement_maker.ts';

/** Statements that create tables, views, sequences and types. */
export const CREATES: Statement[] = [
  (make) => {
    const owner = make.one(
      `user_id uuid not null references ${make.profile()} on delete cascade`,
      `user_id uuid references ${make.profile()}`,
      'user_id uuid default access.user_id()',
      'other integer',
    );
    return `create ${make.maybe('unlogged ', 0.1)}table public.${
      quoted(make.newName('t'))
    } (id uuid primary key default gen_random_uuid(), ${owner}, ${make.columnDefinition('c1')}${
      make.maybe(`, ${make.columnDefinition('c2')}`)
    }${make.maybe(', updated_at timestamptz default now()')})${
      make.maybe(` inherits (public.${quoted(make.relation().name)})`, 0.05)
    }${make.maybe(' partition by hash (id)', 0.03)}`;
  },
  (make) =>
    `create table public.${quoted(make.newName('t'))} (like public.${quoted(make.relation().name)} including all)`,
  (make) =>
    `create table public.${quoted(make.newName('t'))} as select * from public.${quoted(make.relation('rv').name)}`,
  (make) =>
    `create ${make.maybe('or replace ', 0.6)}view public.${quoted(make.newName('v'))}${
      make.maybe(` with (security_invoker = ${make.one('true', 'false', 'on')})`, 0.6)
    } as select ${
      make.one('*', 'id', '1 as one', `count(*) over () as n, id`, 'pg_backend_pid() as pid')
    } from public.${quoted(make.relation('rv').name)}`,
  (make) => `create materialized view public.${quoted(make.newName('v'))} as select 1 as x`,
  (make) => `create sequence public.${quoted(make.newName('s'))}`,
  (make) => `create type public.${quoted(make.newName('e'))} as enum ('a', 'b', 'c')`,
  (make) => `create type public.${quoted(make.newName('e'))} as enum ('a', 'b', 'it''s')`,
  (make) => `create domain public.${quoted(make.newName('d'))} as text`,
  (make) => `create type public.${quoted(make.newName('d'))} as (x integer)`,
];
