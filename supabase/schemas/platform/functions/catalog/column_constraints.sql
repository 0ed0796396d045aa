-- column_constraints: Returns a table's constraints on one column, apart from its primary key, as (name, kind, column_name,
-- options, limits, reference): kind is pg_constraint's contype, options and limits are what a check states in a spec,
-- reference is {table, on_delete}. A check without options states nothing a spec could, or what an earlier one states.
-- Unique constraints and foreign keys that no spec can state, such as one with ON UPDATE, and a second foreign key of a column
-- are omitted: raw_objects returns them.
create or replace function platform.column_constraints(table_id oid, prefix text default '')
returns table (name text, kind text, column_name text, options text[], limits jsonb, reference jsonb)
language plpgsql
stable
rows 5
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select rule.conname::text, rule.contype::text, attribute.attname::text,
      case when stated.option is not null and row_number() over same_limit = 1 then array[stated.option] else '{}' end,
      case when stated.option is not null and row_number() over same_limit = 1
        then jsonb_build_object(stated.option, stated.value) end,
      case when rule.contype = 'f' then jsonb_build_object(
        'table', right(target.relname, -char_length(prefix)),
        'on_delete', case rule.confdeltype when 'c' then 'cascade' when 'n' then 'set_null' else 'restrict' end) end
    from pg_catalog.pg_constraint as rule
    join pg_catalog.pg_attribute as attribute on attribute.attrelid = rule.conrelid and attribute.attnum = rule.conkey[1]
    left join pg_catalog.pg_class as target on target.oid = rule.confrelid
    left join pg_catalog.pg_index on pg_index.indexrelid = rule.conindid and rule.contype = 'u'
    left join lateral (
      select limits.option, limits.value
      from platform.option_from_check(pg_catalog.pg_get_expr(rule.conbin, rule.conrelid), attribute.attname) as limits
      where case
        when limits.option in ('min', 'max') then attribute.atttypid in (
          'smallint'::regtype, 'integer'::regtype, 'bigint'::regtype, 'numeric'::regtype, 'real'::regtype, 'double precision'::regtype)
        else attribute.atttypid = 'text'::regtype end
    ) as stated on rule.contype = 'c'
    where rule.conrelid = column_constraints.table_id and cardinality(rule.conkey) = 1 and not rule.condeferrable
      and case rule.contype
        when 'c' then true
        when 'u' then pg_index.indnatts = 1 and not pg_index.indnullsnotdistinct
        when 'f' then rule.confupdtype = 'a' and rule.confdeltype <> 'd' and rule.confmatchtype = 's' and rule.confdelsetcols is null
          and target.relnamespace = 'public'::regnamespace
          and exists (
            select from pg_catalog.pg_attribute as id
            where id.attrelid = rule.confrelid and id.attnum = rule.confkey[1] and id.attname = 'id')
          -- Of several, the oldest is the reference.
          and not exists (
            select from pg_catalog.pg_constraint as former
            where former.conrelid = rule.conrelid and former.contype = 'f' and former.conkey = rule.conkey and former.oid < rule.oid
              and former.confupdtype = 'a' and former.confdeltype <> 'd' and not former.condeferrable)
        else false
      end
    window same_limit as (partition by rule.contype, rule.conkey, stated.option order by rule.oid)
    order by rule.conname;
end
$$;

comment on function platform.column_constraints is 'Returns a table''s constraints on one column.';

revoke all on function platform.column_constraints from public, anon, authenticated, service_role;
