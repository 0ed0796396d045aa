-- trigger_problems: which of the triggers that a table's scope asks for are missing or switched off, in an app or one table.
create or replace function platform.trigger_problems(app_id bigint, name text default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select trigger_problems.app_id, relation.relname || '.' || expected.trigger_name, 'trigger_missing', 'Run repair_app.'
    from platform.app_tables
    join platform.app_relations(trigger_problems.app_id, trigger_problems.name) as relation
      on relation.relname = platform.app_object(app_tables.app_id, app_tables.name)
    cross join lateral (values
      ('set_updated_at', platform.has_timestamp(relation.relname, 'updated_at')), ('keep_owner', app_tables.scope in ('shared', 'read_only'))
    ) as expected (trigger_name, is_asked_for)
    where app_tables.app_id = trigger_problems.app_id
      and (trigger_problems.name is null or app_tables.name = trigger_problems.name)
      and expected.is_asked_for
      and not exists (
        select from pg_catalog.pg_trigger
        where tgrelid = relation.oid and tgname = expected.trigger_name and tgenabled = 'O'
      );
end
$$;

comment on function platform.trigger_problems is 'Which triggers of an app''s tables are missing or switched off.';

revoke all on function platform.trigger_problems from public, anon, authenticated, service_role;
