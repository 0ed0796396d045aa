// Generated from supabase/schemas/platform/functions/names/reserved_policies.sql, the only pattern. After changing it, run:
// npm run test:unit -- reserved_policies -u
export const RESERVED_POLICIES: RegExp = /^(app_(isolation|code)|app_keys$|default_(owner|members)_only$)/;
