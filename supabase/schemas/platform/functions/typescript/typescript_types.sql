-- typescript_types: Generates a TypeScript module with the type Database for createClient<Database>(…) of supabase-js, from
-- the live schema of an app: tables, views, functions, enums. A field that users cannot write has type never.
-- Called by: the apps function and the platform (service_role).
-- Security: definer, because service_role may not execute what it calls.
-- Errors: PT404 app_not_found.
create or replace function platform.typescript_types(app_id bigint)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  v_none constant text := E'      [_ in never]: never;\n';
  v_tables text;
  v_views text;
begin
  if not exists (select from platform.apps where apps.id = typescript_types.app_id) then
    raise exception 'Cannot generate the types of app %: there is no such app', typescript_types.app_id
      using errcode = 'PT404', detail = 'app_not_found', hint = 'List the apps with list_apps.';
  end if;
  select string_agg(platform.typescript_relation(relation), '') filter (where not relation.is_view),
    string_agg(platform.typescript_relation(relation), '') filter (where relation.is_view)
  into v_tables, v_views
  from platform.api_relations(app_id) as relation;

  return format(
    E'// The types of app %s, generated from its schema by platform.typescript_types. Do not edit; generate them again.\n\n', app_id)
    || E'export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];\n\n'
    || E'export type Database = {\n  public: {\n'
    || E'    Tables: {\n' || coalesce(v_tables, v_none) || E'    };\n'
    || E'    Views: {\n' || coalesce(v_views, v_none) || E'    };\n'
    || E'    Functions: {\n'
    || E'      join_app: {\n        Args: { app_id: number; invitation?: string | null };\n'
    || E'        Returns: { app_id: number; role: string; status: string };\n      };\n'
    || E'      leave_app: { Args: { app_id: number }; Returns: { app_id: number; left: boolean } };\n'
    || E'      my_apps: { Args: never; Returns: { app_id: number; name: string; role: string; joined_at: string }[] };\n'
    || coalesce(platform.typescript_functions(app_id), '')
    || E'    };\n'
    || E'    Enums: {\n' || coalesce(platform.typescript_enums(app_id), v_none) || E'    };\n'
    || E'    CompositeTypes: {\n' || v_none || E'    };\n  };\n};\n\n'
    || E'type Public = Database[''public''];\n'
    || E'type Relations = Public[''Tables''] & Public[''Views''];\n\n'
    || E'/** A row as read: Tables<''app_…''>. */\n'
    || E'export type Tables<Name extends keyof Relations> = Relations[Name][''Row''];\n'
    || E'/** The fields of a new row. */\n'
    || E'export type TablesInsert<Name extends keyof Public[''Tables'']> = Public[''Tables''][Name][''Insert''];\n'
    || E'/** The fields of an update. */\n'
    || E'export type TablesUpdate<Name extends keyof Public[''Tables'']> = Public[''Tables''][Name][''Update''];\n'
    || E'export type Enums<Name extends keyof Public[''Enums'']> = Public[''Enums''][Name];\n';
end
$$;

comment on function platform.typescript_types is 'Generates a TypeScript module with the type Database of an app, for supabase-js.';

revoke all on function platform.typescript_types from public, anon, authenticated, service_role;
grant execute on function platform.typescript_types to service_role;
