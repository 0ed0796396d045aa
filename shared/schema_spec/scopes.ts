// Generated from supabase/schemas/platform/tables/scopes.sql, the only list. After changing it, run:
// npm run test:unit -- scopes -u
export const SCOPES = ['private', 'shared', 'public_read', 'read_only'] as const;

/** Who may read and write the rows of a table, in a few words. */
export const SCOPE_SUMMARIES: Readonly<Record<(typeof SCOPES)[number], string>> = {
  private: 'only the owner of the row',
  shared: 'every member reads and writes all',
  public_read: 'anyone reads, members write their own',
  read_only: 'members read, admins of the app write',
};
