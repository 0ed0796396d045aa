-- recursion_findings: Returns the tables and views of an app, or those of the given ones, whose policies lead back to themselves:
-- PostgreSQL then refuses the command with 42P17 (infinite recursion). While it adds the policies of a command on a table, it adds
-- those of SELECT to each table that they read, and so on; it gives up where it meets a table again that it has not finished.
-- A restrictive policy counts even where no permissive policy lets rows through yet. object names all relations of the circle.
-- Nothing is run: the expression trees of the catalog tell it for every role and command.
create or replace function platform.recursion_findings(app_id bigint, relations oid[] default null)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix_length constant integer := char_length(platform.app_object(app_id, ''));
  v_start constant oid[] := array(
    select relation.oid from platform.app_relations(app_id, relations) as relation where relation.relkind in ('r', 'v'));
  v_known oid[] := v_start;
  v_next oid[] := v_start;
  v_found jsonb;
  v_read jsonb := '[]';
begin
  while v_next <> '{}' loop
    select coalesce(jsonb_agg(to_jsonb(read)), '[]'),
      coalesce(array_agg(distinct read.target) filter (where read.target <> all (v_known)), '{}')
    into v_found, v_next
    from platform.relations_read(v_next) as read;
    v_known := v_known || v_next;
    v_read := v_read || v_found;
  end loop;
  if v_read = '[]' then
    return;
  end if;
  return query
    with recursive read as materialized (
      select * from jsonb_to_recordset(v_read) as step (source oid, target oid, role text, on_select boolean)
    ),
    -- Only the first step may be one of a write.
    reached as (
      select read.source as start, read.target as id, read.role, read.on_select from read
      union
      select reached.start, read.target, reached.role, reached.on_select
      from reached join read on read.source = reached.id and read.role = reached.role and read.on_select
    )
    select recursion_findings.app_id, string_agg(distinct relation.relname, ', ' order by relation.relname), 'policy_recurses',
      'Compare columns of the row with auth.uid(), or read another table that has only a policy for select using '
        '(user_id = auth.uid()); its rows are added with an app key or by exec_sql.',
      right(min(home.relname), -v_prefix_length), false
    from reached as circle
    join reached as step on step.start = circle.start and step.role = circle.role
    join pg_catalog.pg_class as home on home.oid = circle.start
    join pg_catalog.pg_class as relation on relation.oid = step.id
    where circle.start = any (v_start) and circle.id = circle.start
      and (step.id = circle.start or exists (
        select from reached as back
        where back.start = step.id and back.id = circle.start and back.role = circle.role and back.on_select))
    group by circle.start;
end
$$;

comment on function platform.recursion_findings is 'Returns the tables and views of an app whose policies lead back to themselves.';

revoke all on function platform.recursion_findings from public, anon, authenticated, service_role;
