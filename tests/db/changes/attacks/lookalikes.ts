/** Changes that add one thing to a table and disguise it as part of what the table's scope creates. */
export function lookalikesFor(appId: string): string[] {
  const words =
    `( SELECT access.can_access(${appId}) AS can_access) check ( SELECT access.can_write(${appId}) AS can_write)`;
  return [
    `create policy "app_isolation f * public using ${words.slice(0, 30)}" on {app}_lists using (true)`,
    `create policy "app_keys\nx" on {app}_lists using (true)`,
    `create policy "${'z'.repeat(63)}" on {app}_lists using (true)`,
    `create policy aaa on {app}_lists using (e'x\\napp_isolation f * public using ${words}' <> '')`,
    `create policy zzz on {app}_lists with check (e'\\nO CREATE TRIGGER' <> '')`,
    `create trigger zzz before update on {app}_lists for each row execute function extensions.moddatetime(e'x\\nanon SELECT f')`,
    'grant truncate on {app}_lists to postgres',
    'grant select (ctid) on {app}_lists to authenticated',
  ];
}
