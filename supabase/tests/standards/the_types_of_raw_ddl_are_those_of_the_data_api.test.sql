-- typescript_types describes tables and views that were created with SQL as the Data API returns them.
begin;
select plan(7);
select platform.create_app('Raw', 9000000001);
select is(platform.exec_sql(9000000001, $$
  create type app_9000000001_mood as enum ('sad', 'not "sad"');
  create table app_9000000001_odd (
    id integer generated always as identity primary key, "Full Name" text not null, "a-b" boolean default true,
    mood app_9000000001_mood not null, moods app_9000000001_mood[], small smallint, big bigint, real_one real, price money,
    length_of interval, address inet, code varchar(4), fixed char(2), bytes bytea, span int4range, at timestamp, at_zone timetz,
    total numeric(10, 2) default 0, doubled numeric generated always as (total * 2) stored,
    matrix integer[][], old_json json, search tsvector);
  create table app_9000000001_links (odd_id integer references app_9000000001_odd (id), other uuid, primary key (odd_id, other));
  create table app_9000000001_details (id integer primary key references app_9000000001_odd (id));
  create view app_9000000001_sad as select id, "Full Name", total from app_9000000001_odd where mood = 'sad';
  create view app_9000000001_sums as select mood, sum(total) as total from app_9000000001_odd group by mood
$$) ->> 'error',
  null, 'SQL creates the tables and views');
create temp table answer as select platform.typescript_types(9000000001) as types;

select is(substring((select types from answer) from 'app_9000000001_odd: \{\n(        Row: .*?\n        \};)'),
$$        Row: {
          id: number;
          'Full Name': string;
          'a-b': boolean | null;
          mood: 'sad' | "not \"sad\"";
          moods: ('sad' | "not \"sad\"")[] | null;
          small: number | null;
          big: number | null;
          real_one: number | null;
          price: string | null;
          length_of: string | null;
          address: string | null;
          code: string | null;
          fixed: string | null;
          bytes: string | null;
          span: string | null;
          at: string | null;
          at_zone: string | null;
          total: number | null;
          doubled: number | null;
          matrix: number[][] | null;
          old_json: Json | null;
          search: string | null;
        };$$, 'each column has the type of its JSON');
select is(substring((select types from answer) from 'app_9000000001_odd: .*?\n(        Insert: .*?''a-b''[^\n]*)\n'),
$$        Insert: {
          id?: never;
          'Full Name': string;
          'a-b'?: boolean | null;$$, 'the type Insert does not accept a column that is always generated');
select ok(substring((select types from answer) from 'app_9000000001_odd: .*?\n        Update: .*?\n        \};') like '%doubled?: never;%',
  'the type Update does not accept a computed column');
select is(substring((select types from answer) from '\n(    Views: .*?\n    \};)'),
$$    Views: {
      app_9000000001_sad: {
        Row: {
          id: number | null;
          'Full Name': string | null;
          total: number | null;
        };
        Insert: {
          id?: number | null;
          'Full Name'?: string | null;
          total?: number | null;
        };
        Update: {
          id?: number | null;
          'Full Name'?: string | null;
          total?: number | null;
        };
        Relationships: [];
      };
      app_9000000001_sums: {
        Row: {
          mood: 'sad' | "not \"sad\"" | null;
          total: number | null;
        };
        Relationships: [];
      };
    };$$, 'a view accepts rows if it is updatable, and its fields may be null');
select results_eq($$
  select match[1], match[2]
  from answer, regexp_matches(types, 'foreignKeyName: ''app_9000000001_(\w+?)_fkey'';.*?isOneToOne: (\w+?);', 'g') as match
$$, $$ values ('details_id', 'true'), ('links_odd_id', 'false') $$,
  'a reference is one to one if its column is unique');
select is(substring((select types from answer) from '\n(    Enums: .*?\n    \};)'),
$$    Enums: {
      app_9000000001_mood: 'sad' | "not \"sad\"";
    };$$, 'the type Enums has an enum type under its name');

select * from finish();
rollback;
