/** A change that an app cannot keep, and a similar one, its twin, that it can. {app} stands for app_<id>. */
export interface UnsoundChange {
  attack: string;
  sql: string;
  twin: string;
}

/** The columns of a spec's table, with the given owner. */
const STANDARD = (owner: string) =>
  `id uuid primary key default gen_random_uuid(), ${owner},
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()`;
const NEW_PROFILES = `create table {app}_users (id uuid primary key, email text, full_name text, avatar_url text,
  created_at timestamptz default now(), updated_at timestamptz default now())`;

/** Changes after which the app is not sound. Their names complete "a change is rejected if …". */
export const UNSOUND_CHANGES: UnsoundChange[] = [
  {
    attack: 'another table replaces the profile table',
    sql: `alter table {app}_users rename to {app}_people; ${NEW_PROFILES}`,
    twin: 'alter table {app}_t2 rename to {app}_t3; create table {app}_t2 (id uuid)',
  },
  {
    attack: 'the profile table is dropped with everything that references it and created again',
    sql: `drop table {app}_users cascade; ${NEW_PROFILES}`,
    twin: 'drop table {app}_t2 cascade; create table {app}_t2 (id uuid)',
  },
  {
    attack: 'a table gets a rule and is then renamed',
    sql: 'create rule r as on delete to {app}_t2 do instead nothing; alter table {app}_t2 rename to {app}_t3',
    twin:
      'create rule r as on delete to {app}_t2 do instead nothing; drop rule r on {app}_t2; alter table {app}_t2 rename to {app}_t3',
  },
  {
    attack: 'a table inherits from another',
    sql: 'create table {app}_t3 () inherits ({app}_t2)',
    twin: 'create table {app}_t3 () inherits ({app}_t2); alter table {app}_t3 no inherit {app}_t2',
  },
  {
    attack: 'a constraint with a newline and quotes in its name gets a comment for pg_graphql',
    sql:
      `alter table {app}_t2 add constraint "a ""b""\nc" check (c1 <> ''); comment on constraint "a ""b""\nc" on {app}_t2 is '@graphql({})'`,
    twin:
      `alter table {app}_t2 add constraint "a ""b""\nc" check (c1 <> ''); comment on constraint "a ""b""\nc" on {app}_t2 is 'graphql'`,
  },
  {
    attack: 'an existing constraint gets a comment for pg_graphql',
    sql: `comment on constraint {app}_t1_pkey on {app}_t1 is '@graphql({})'`,
    twin:
      `comment on constraint {app}_t1_pkey on {app}_t1 is '@graphql({})'; comment on constraint {app}_t1_pkey on {app}_t1 is null`,
  },
  {
    attack: 'a column gets a comment of two lines for pg_graphql',
    sql: `comment on column {app}_t1.c1 is e'Words\\n@GraphQL({})'`,
    twin: `comment on column {app}_t1.c1 is e'Words\\nGraphQL'`,
  },
  {
    attack: 'a block that catches errors creates a trigger',
    sql: `do $$ begin
      begin create rule r as on delete to {app}_t2 do instead nothing; raise division_by_zero; exception when others then null; end;
      create trigger mine before update on {app}_lists for each row execute function suppress_redundant_updates_trigger();
    end $$`,
    twin: `do $$ begin
      create trigger mine before update on {app}_lists for each row execute function suppress_redundant_updates_trigger();
      raise division_by_zero; exception when others then null;
    end $$`,
  },
  {
    attack: 'a check calls a function that apps may not call',
    sql: 'alter table {app}_t2 add check (pg_backend_pid() > 0)',
    twin: `alter table {app}_t2 add check (c1 <> 'pg_backend_pid()')`,
  },
  {
    attack: 'a generated column calls a function that apps may not call',
    sql: `create table {app}_t3 (c1 text, g text generated always as (text_larger(c1, 'a')) stored)`,
    twin: 'create table {app}_t3 (c1 text, g text generated always as (upper(c1)) stored)',
  },
  {
    attack: 'a view reads a view that calls a function that apps may not call',
    sql: 'create view {app}_v2 as select pg_backend_pid() as pid; create view {app}_v3 as select * from {app}_v2',
    twin: 'create view {app}_v2 as select 1 as pid; create view {app}_v3 as select * from {app}_v2',
  },
  {
    attack: 'a policy on one table calls a function that apps may not call while another table changes',
    sql: `create policy x on {app}_t1 for select using (pg_backend_pid() > 0); alter table {app}_t2 add c2 text`,
    twin:
      `create policy x on {app}_t1 for select using (exists (select from {app}_t2)); alter table {app}_t2 add c2 text`,
  },
  {
    attack: 'an index loses the prefix of its app',
    sql: 'alter index {app}_i1 rename to idx',
    twin: 'alter index {app}_i1 rename to {app}_i2',
  },
  {
    attack: 'an index that is renamed as a table loses the prefix of its app',
    sql: 'alter table {app}_i1 rename to idx',
    twin: 'alter table {app}_i1 rename to {app}_i2',
  },
  {
    attack: 'a table loses the prefix of its app',
    sql: 'alter table {app}_t2 rename to t2',
    twin: 'alter table {app}_t2 rename to t2; alter table t2 rename to {app}_t2',
  },
  {
    attack: 'a table gets the prefix of another app',
    sql: 'alter table {app}_t2 rename to {app}1_t2',
    twin: 'alter table {app}_t2 rename to {app}_1_t2; alter table {app}_1_t2 rename to {app}_t3',
  },
  {
    attack: 'a table is partitioned',
    sql: 'create table {app}_t3 (id int) partition by hash (id)',
    twin: 'create table {app}_t3 (id int)',
  },
  { attack: 'a domain is created', sql: 'create domain {app}_d as text', twin: `create type {app}_d as enum ('a')` },
  {
    attack: 'a composite type is created',
    sql: 'create type {app}_d as (x int)',
    twin: `create type {app}_d as enum ('a')`,
  },
  {
    attack: 'a materialized view is created',
    sql: 'create materialized view {app}_m as select 1 as x',
    twin: 'create view {app}_m as select 1 as x',
  },
  {
    attack: 'statistics are created',
    sql: 'create statistics {app}_s on id, c1 from {app}_t2',
    twin: 'create statistics {app}_s on id, c1 from {app}_t2; drop statistics {app}_s',
  },
  {
    attack: 'default privileges are granted',
    sql: 'alter default privileges in schema public grant select on tables to anon',
    twin: `alter default privileges in schema public grant select on tables to anon;
      alter default privileges in schema public revoke select on tables from anon`,
  },
  {
    attack: 'the owner of a row becomes optional',
    sql: 'alter table {app}_lists alter user_id drop not null',
    twin: 'alter table {app}_lists alter user_id drop not null; alter table {app}_lists alter user_id set not null',
  },
  {
    attack: 'a table from a spec is dropped and created again without a reference to the owner',
    sql: `drop table {app}_lists cascade; create table {app}_lists (${
      STANDARD('user_id uuid not null default access.user_id()')
    })`,
    twin: `drop table {app}_lists cascade; create table {app}_lists (${
      STANDARD(
        'user_id uuid not null default access.user_id() references {app}_users on delete cascade',
      )
    })`,
  },
  {
    attack: 'a table inherits from the profile table',
    sql: 'create table {app}_t3 () inherits ({app}_users)',
    twin: 'create table {app}_t3 (like {app}_users)',
  },
];
