-- profile_column_facts: Returns the columns of a profile table with what is known of their value in a new profile.
-- is_filled: it comes from the account, the clock or the session, or is generated from such a column; is_account: of these,
-- a text that the account chooses; is_empty: null; is_distinct: different in each profile; numbers_left: what remains of its
-- sequence.
-- Called by: sign_up_rules.
create or replace function platform.profile_column_facts(profiles oid)
returns table (
  name text, number smallint, type regtype, is_required boolean, has_default boolean, is_generated boolean, is_filled boolean,
  is_account boolean, is_empty boolean, is_distinct boolean, numbers_left numeric
)
language plpgsql
stable
rows 8
set search_path = pg_catalog, pg_temp
as $$
declare
  c_account constant name[] := '{email,full_name,avatar_url}';
  c_fixed constant name[] := c_account || '{id,created_at,updated_at}'::name[];
begin
  return query
    select attname::text, attnum, atttypid::regtype, attnotnull, atthasdef or attidentity <> '', attgenerated <> '',
      attname = any (c_fixed) or inherited.is_filled, attname = any (c_account) or inherited.is_account,
      attname <> all (c_fixed) and not atthasdef and attidentity = '',
      attname = 'id' or attidentity <> '' or coalesce(attgenerated = '' and inherited.is_volatile and not inherited.is_filled, false),
      counter.numbers_left
    from pg_catalog.pg_attribute
    cross join lateral (
      select coalesce(bool_or(source.attname = any (c_fixed) or pg_proc.pronamespace = 'access'::regnamespace), false) as is_filled,
        coalesce(bool_or(source.attname = any (c_account)), false) as is_account,
        bool_or(exists (
          select from regexp_matches(adbin::text, ':funcid (\d+)', 'g') as called (id)
          join pg_catalog.pg_proc as function on function.oid = called.id[1]::oid where function.provolatile = 'v')) as is_volatile
      from pg_catalog.pg_attrdef
      left join pg_catalog.pg_depend
        on pg_depend.classid = 'pg_attrdef'::regclass and pg_depend.objid = pg_attrdef.oid
      left join pg_catalog.pg_attribute as source
        on pg_depend.refclassid = 'pg_class'::regclass and source.attrelid = pg_depend.refobjid and source.attrelid = profiles
        and source.attnum = pg_depend.refobjsubid and source.attnum <> adnum
      left join pg_catalog.pg_proc on pg_depend.refclassid = 'pg_proc'::regclass and pg_proc.oid = pg_depend.refobjid
      where adrelid = pg_attribute.attrelid and adnum = pg_attribute.attnum
    ) as inherited
    cross join lateral (
      select min(case when seqincrement > 0
          then (seqmax::numeric - used.reached) / seqincrement
          else (used.reached::numeric - seqmin) / -seqincrement end) as numbers_left
      from platform.column_sequences(profiles) as used
      join pg_catalog.pg_sequence on pg_sequence.seqrelid = used.sequence
      where used.number = pg_attribute.attnum
    ) as counter
    where attrelid = profiles and attnum > 0 and not attisdropped;
end
$$;

comment on function platform.profile_column_facts is 'Returns the columns of a profile table with what is known of a new profile.';

revoke all on function platform.profile_column_facts from public, anon, authenticated, service_role;
