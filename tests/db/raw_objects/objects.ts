/**
 * What raw SQL may create on the tables of a spec. # stands for the prefix of the app's tables; each object has raw in its name.
 */
export const OBJECTS: Readonly<Record<string, string[]>> = {
  'a check of two columns': [`alter table #todos add constraint #raw check (amount > 0 or title <> '')`],
  'a check of one column': [`alter table #todos add constraint #raw check (title ~ 'x')`],
  'a check of an enum': [`alter table #todos add constraint #raw check (state <> 'open' or amount > 0)`],
  'an index by expression': ['create index #raw on #todos (lower(title))'],
  'an index by two expressions': ['create unique index #raw on #todos (lower(title), (amount + 1))'],
  'a partial index': [`create index #raw on #todos (amount) where state = 'open'`],
  'a GIN index': [`create index #raw on #todos using gin (to_tsvector('simple', title))`],
  'an index that descends': ['create index #raw on #todos (amount desc)'],
  'an index that includes': ['create unique index #raw on #todos (title) include (amount)'],
  'a unique constraint over columns': ['alter table #todos add constraint #raw unique (title, state)'],
  'a deferrable unique constraint': ['alter table #todos add constraint #raw unique (title) deferrable'],
  'an exclusion constraint': ['alter table #todos add constraint #raw exclude using hash (title with =)'],
  'a generated column': ['alter table #todos add column raw text generated always as (lower(title)) stored'],
  'a generated number': ['alter table #todos add column raw integer generated always as (amount * 2) stored'],
  'an identity column': ['alter table #todos add column raw integer generated always as identity'],
  'a serial column': ['alter table #todos add column raw bigserial'],
  'a default by expression': [`alter table #todos alter column title set default lower('RAW')`],
  'a default by expression on a number': [`alter table #todos alter column amount set default char_length('raw')`],
  'a view': ['create view #raw as select title, amount, state, list_id from #todos'],
  'a view of an enum': [`create view #raw as select id from #todos where state = 'open'`],
  'a policy': [`create policy raw on #todos for select to authenticated using (title = 'x' and amount > 0)`],
  'a policy of an enum': [`create policy raw on #todos for select to authenticated using (state = 'open')`],
  'a policy of another table': [
    `create policy raw on #lists for select to authenticated using (exists (select from #todos where title = 'x' and state = 'open'))`,
  ],
  'a reference from a table of SQL': ['create table #raw (id uuid primary key, todo_id uuid references #todos)'],
  'a reference to a unique column': ['create table #raw (id uuid primary key, title text references #lists (title))'],
  'a reference that updates': [
    'alter table #todos add column raw_title text',
    'alter table #todos add constraint #raw foreign key (raw_title) references #lists (title) on update cascade',
  ],
  'a second reference': [
    'alter table #todos add constraint #raw foreign key (list_id) references #lists on update cascade',
  ],
  'a comment on a constraint': [
    `alter table #todos add constraint #raw check (amount < 1000000 or title = '')`,
    `comment on constraint #raw on #todos is 'raw'`,
  ],
  'a comment on a column': [`alter table #todos add column raw varchar(9)`, `comment on column #todos.raw is 'raw'`],
  'varchar instead of text': ['alter table #todos alter column title type varchar(300)'],
  'a collation': ['alter table #todos alter column title type text collate "C"'],
  'an index of a name that the platform would choose': ['create index #todos_amount_idx on #lists (lower(title))'],
  'a check of a name that the platform would choose': [
    `alter table #todos add constraint #todos_title_min_length check (title <> 'raw')`,
  ],
  'a view of the name of a new table': ['create view #others as select 1 as raw'],
  'a type of the name of a new table': [`create type #others as enum ('raw')`],
  'a table of SQL of the name of a new table': ['create table #others (id uuid primary key)'],
};
