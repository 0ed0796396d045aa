import { quoted } from './names.ts';
import type { Statement } from './statement_maker.ts';

/** Strings of several statements, and a block that catches its own error. */
export const COMPOUNDS: Statement[] = [
  (make) => {
    const [relation, name] = make.table();
    return `do $do$ begin alter table ${name} drop column ${
      make.column(relation)
    } cascade; raise division_by_zero; exception when others then ${
      make.one('null', `comment on table ${name} is 'caught'`)
    }; end $do$`;
  },
  // A new profile table replaces the existing one.
  (make) =>
    `alter table ${make.profile()} rename to ${
      quoted(make.newName('t'))
    }; create table ${make.profile()} (id uuid primary key, email text,
      full_name text, avatar_url text, created_at timestamptz not null default now(), updated_at timestamptz not null default now())`,
  // Two tables swap their names.
  (make) => {
    const [one, other] = [quoted(make.relation().name), quoted(make.relation().name)];
    return `alter table public.${one} rename to ${
      quoted(make.name('swap'))
    }; alter table public.${other} rename to ${one};
      alter table public.${quoted(make.name('swap'))} rename to ${other}`;
  },
  // A copy replaces its original.
  (make) => {
    const [, name] = make.table();
    const copy = `public.${quoted(make.name('copy'))}`;
    return `create table ${copy} (like ${name} including all); drop table ${name} cascade;
      alter table ${copy} rename to ${name.slice('public.'.length)}`;
  },
];
