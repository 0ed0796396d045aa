-- is_safe_default: Returns whether a default, once it has given a value, gives one in every session and at any time: it depends
-- on nothing, or calls only functions of the clock, of chance and of text that accept everything. tree is the catalog's
-- expression tree.
-- Called by: sign_up_rules.
create or replace function platform.is_safe_default(tree text)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return platform.is_immutable_expression(tree) or (
    -- CURRENT_USER and the like are 9 and above; below are CURRENT_DATE, CURRENT_TIMESTAMP and the like.
    tree !~ '\{SQLVALUEFUNCTION :op (?:9|\d\d)|\{NEXTVALUEEXPR '
    -- A time zone that is computed may not exist.
    and tree !~ ':funcid (?:1026|1159|2037|2038|2069|2070) [^{]*:args \(\{(?!CONST )'
    -- Casts by way of text only to text.
    and not (tree ~ '\{COERCEVIAIO ' and tree ~ ' :resulttype (?!25 |1043 )')
    and platform.is_total_expression(replace(tree, '{COERCEVIAIO ', '{'), '{now,transaction_timestamp,statement_timestamp,
      clock_timestamp,timezone,timestamp,timestamptz,date,time,timetz,timestamptz_pl_interval,
      timestamptz_mi_interval,timestamp_pl_interval,timestamp_mi_interval,date_pl_interval,date_pli,date_mii,gen_random_uuid,
      uuid_generate_v4,random,uid,user_id}'));
end
$$;

comment on function platform.is_safe_default is 'Returns whether a default gives a value in every session and at any time.';

revoke all on function platform.is_safe_default from public, anon, authenticated, service_role;
