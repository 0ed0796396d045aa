// Generated from supabase/schemas/platform/functions/names/reserved_triggers.sql, the only pattern. After changing it, run:
// npm run test:unit -- reserved_triggers -u
export const RESERVED_TRIGGERS: RegExp =
  /^(keep_created_at|keep_timestamps|set_updated_at|keep_owner(_after)?|CHECK_.*)$/;
