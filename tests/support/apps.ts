import { callPlatform } from './project.ts';

/** Creates an app with these tables and returns its id. */
export async function newApp(tables: object[] = []): Promise<number> {
  return (await callPlatform<{ id: number }>('create_app', { name: 'Test', tables })).id;
}

/** The short names of an app's tables. */
export async function tablesOf(id: number): Promise<string[]> {
  const { tables } = await callPlatform<{ tables: { name: string }[] }>('describe_app', { app_id: id });
  return tables.map(({ name }) => name);
}
