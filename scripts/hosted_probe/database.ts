import { holds, type Probe } from './probe.ts';

export const databaseProbes: Probe[] = [
  {
    id: 'H-DB-1',
    run: async ({ sql }) => {
      const [row] = await sql`select current_setting('server_version_num')::int as version,
        current_setting('transaction_timeout', true) as timeout`;
      holds(
        row?.['version'] >= 170000 && row?.['timeout'] !== null,
        `the version of PostgreSQL is ${row?.['version']}`,
      );
    },
  },
  {
    id: 'H-DB-2',
    run: async ({ sql }) => {
      const rows = await sql`select from pg_catalog.pg_extension
        where extname = 'moddatetime' and extnamespace = 'extensions'::regnamespace`;
      holds(rows.length === 1, 'the extension moddatetime is not in the schema extensions');
    },
  },
  {
    id: 'H-DB-3',
    run: async ({ sql }) => {
      const triggers = await sql<{ evtname: string }[]>`
        select evtname from pg_catalog.pg_event_trigger join pg_catalog.pg_proc on pg_proc.oid = evtfoid
        where prosrc ilike '%notify pgrst%' and evtevent in ('ddl_command_end', 'sql_drop') and evtenabled <> 'D'`;
      holds(triggers.length >= 2, `event triggers that notify the Data API: ${triggers.map(({ evtname }) => evtname)}`);
    },
  },
  {
    id: 'H-DB-4',
    run: async ({ sql }) => {
      const published = await sql<{ name: string }[]>`
        select tablename as name from pg_catalog.pg_publication_tables where schemaname = 'public' and tablename ~ '^app_[0-9]+_' limit 5`;
      holds(
        published.length === 0,
        `Realtime evaluates the policies of ${published.map(({ name }) => name)}, without a time limit`,
      );
    },
  },
];
