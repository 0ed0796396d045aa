-- reference_triggers: Returns the triggers that check references, for each of the given tables of an app that needs them: a spec's
-- table that references a table whose rows not every member reads, by its scope or by a restrictive policy that the app added.
-- Tables of raw DDL have none: their owner writes their policies.
-- definition is what pg_get_triggerdef prints of each, by name. protect_references creates the triggers, and trigger_findings and
-- deviating_relations compare them with the catalog.
create or replace function platform.reference_triggers(app_id bigint, relations oid[])
returns table (id oid, definitions text[])
language plpgsql
stable
rows 2
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  v_prefix constant text := platform.app_object(app_id, '');
begin
  return query
    select source.oid, array[
      format('CREATE TRIGGER "CHECK_INSERTED_REFERENCES" AFTER INSERT ON public.%I REFERENCING NEW TABLE AS written '
        'FOR EACH ROW EXECUTE FUNCTION access.tg_check_references(%s)', source.relname, checked.arguments),
      format('CREATE TRIGGER "CHECK_UPDATED_REFERENCES" AFTER UPDATE ON public.%I '
        'FOR EACH ROW EXECUTE FUNCTION access.tg_check_references(%s)', source.relname, checked.arguments)]
    from unnest(relations) as source_id
    join pg_catalog.pg_class as source on source.oid = source_id
    join platform.app_tables as source_table
      on source_table.app_id = reference_triggers.app_id and source_table.name = right(source.relname, -char_length(v_prefix))
    cross join lateral (
      select string_agg(concat_ws(', ', quote_literal(key.own::text), quote_literal(target.relname), quote_literal(key.referenced::text)),
        ', ' order by rule.conname) as arguments
      from pg_catalog.pg_constraint as rule
      join pg_catalog.pg_class as target on target.oid = rule.confrelid and starts_with(target.relname, v_prefix)
      join platform.app_tables as target_table
        on target_table.app_id = reference_triggers.app_id and target_table.name = right(target.relname, -char_length(v_prefix))
      cross join lateral (
        select array_agg(own.attname order by part.position) as own, array_agg(referenced.attname order by part.position) as referenced
        from unnest(rule.conkey, rule.confkey) with ordinality as part (own, referenced, position)
        join pg_catalog.pg_attribute as own on own.attrelid = rule.conrelid and own.attnum = part.own
        join pg_catalog.pg_attribute as referenced on referenced.attrelid = rule.confrelid and referenced.attnum = part.referenced
      ) as key
      where rule.conrelid = source_id and rule.contype = 'f' and target_table.scope <> 'profile'
        and not (platform.is_read_by_members(target_table.scope) and not exists (
          select from pg_catalog.pg_policy
          where polrelid = rule.confrelid and not polpermissive and polcmd in ('r', '*') and polname !~ platform.reserved_policies()))
    ) as checked
    where checked.arguments is not null and platform.is_spec_scope(source_table.scope);
end
$$;

comment on function platform.reference_triggers is 'Returns the triggers that check references, for each table that needs them.';

revoke all on function platform.reference_triggers from public, anon, authenticated, service_role;
