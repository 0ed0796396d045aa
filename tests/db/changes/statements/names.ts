/** Roles that the statements grant to and revoke from, and that policies apply to. */
export const ROLES = ['public', 'anon', 'authenticated', 'app_service', 'service_role', 'postgres'];

/** Names that the scopes give to policies, and a few more. */
export const POLICIES = [
  'app_isolation',
  'app_isolation_of_deletes',
  'app_keys',
  'owner_only',
  'members_only',
  'own_name_only',
  'anyone_reads',
  'default_owner_only',
  'default_members_only',
  'default_x',
  'mine',
  'a "b"\nc',
];

/** Names that the scopes give to triggers, and one more. */
export const TRIGGERS = ['set_updated_at', 'keep_owner', 'keep_created_at', 'keep_timestamps', 'mine'];

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
