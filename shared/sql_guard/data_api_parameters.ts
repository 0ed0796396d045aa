// Generated from supabase/schemas/platform/functions/names/data_api_parameters.sql, the only list. After changing it, run:
// npm run test:unit -- data_api_parameters -u
export const DATA_API_PARAMETERS: readonly string[] = ['apikey', 'columns', 'limit', 'offset', 'on_conflict', 'select'];
