-- relations_read: Returns what PostgreSQL reads besides the rows of the given relations themselves when a role of requests uses
-- them: for a table, the relations in the policies that apply to the role; for a view, the relations in its query. on_select tells
-- whether a mere read does so, or only a write. The platform's own roles bypass row security.
-- It reads the expression trees of the catalog, in which only the tables of subqueries are entries of a range: the columns of the
-- row itself are no read. times and reads are how often the relation is named, by all of them and by those of a mere read.
create or replace function platform.relations_read(relations oid[])
returns table (source oid, target oid, role text, on_select boolean, times bigint, reads bigint)
language plpgsql
stable
rows 2
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    with tree as (
      select polrelid as id, polroles as roles, polcmd in ('r', '*') as is_read, polqual::text as text
      from pg_catalog.pg_policy where polrelid = any (relations) and polqual::text like '%:relid %'
      union all
      select polrelid, polroles, false, polwithcheck::text
      from pg_catalog.pg_policy where polrelid = any (relations) and polwithcheck::text like '%:relid %'
      union all
      select ev_class, '{0}', true, ev_action::text
      from pg_catalog.pg_rewrite join pg_catalog.pg_class on pg_class.oid = ev_class and relkind = 'v'
      where ev_class = any (relations)
    )
    select tree.id, found.id[1]::oid, caller.name, bool_or(tree.is_read), count(*), count(*) filter (where tree.is_read)
    from tree
    join unnest('{anon,authenticated,app_service}'::text[]) as caller (name)
      on tree.roles && array[0::oid, to_regrole(caller.name)::oid]
    cross join lateral regexp_matches(tree.text, ':rtekind 0 :relid ([1-9]\d*)', 'g') as found (id)
    group by tree.id, found.id[1]::oid, caller.name;
end
$$;

comment on function platform.relations_read is 'Returns the relations that the policies of tables or the queries of views read.';

revoke all on function platform.relations_read from public, anon, authenticated, service_role;
