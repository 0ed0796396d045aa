-- reference_triggers: Returns the triggers that check references, for each of the given tables of an app that needs them: a spec's
-- table that references a table whose rows not every member reads. Tables of raw DDL have none: their owner writes their policies.
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
      select string_agg(concat_ws(', ', quote_literal(own.attname), quote_literal(target.relname), quote_literal(referenced.attname)),
        ', ' order by rule.conname) as arguments
      from pg_catalog.pg_constraint as rule
      join pg_catalog.pg_class as target on target.oid = rule.confrelid and starts_with(target.relname, v_prefix)
      join pg_catalog.pg_attribute as own on own.attrelid = rule.conrelid and own.attnum = rule.conkey[1]
      join pg_catalog.pg_attribute as referenced on referenced.attrelid = rule.confrelid and referenced.attnum = rule.confkey[1]
      join platform.app_tables as target_table
        on target_table.app_id = reference_triggers.app_id and target_table.name = right(target.relname, -char_length(v_prefix))
      where rule.conrelid = source_id and rule.contype = 'f' and cardinality(rule.conkey) = 1
        and not platform.is_read_by_members(target_table.scope)
    ) as checked
    where checked.arguments is not null and platform.is_spec_scope(source_table.scope);
end
$$;

comment on function platform.reference_triggers is 'Returns the triggers that check references, for each table that needs them.';

revoke all on function platform.reference_triggers from public, anon, authenticated, service_role;
