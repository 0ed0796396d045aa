// Generated from supabase/schemas/platform/functions/names/reserved_policies.sql, the one pattern. After a change there:
// npm run test:unit -- reserved_policies -u
export const RESERVED_POLICIES: RegExp = /^(app_isolation|app_keys$)/;
