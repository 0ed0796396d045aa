-- is_total_expression: Returns whether a stored expression calls only functions that accept every text. tree is the
-- catalog's expression tree, empty for none. A cast by way of text is not in the list: it rejects what it cannot read.
-- others are further functions to accept.
-- Called by: sign_up_rules, is_safe_default.
create or replace function platform.is_total_expression(tree text, others text[] default '{}')
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce(tree, '') !~ 'COERCEVIAIO|ARRAYCOERCEEXPR|COERCETODOMAIN' and not exists (
    select from regexp_matches(tree, ':(?:opfuncid|funcid) ([1-9]\d*)', 'g') as called (id)
    join pg_catalog.pg_proc on pg_proc.oid = called.id[1]::oid
    where proname <> all (
      '{lower,upper,initcap,btrim,ltrim,rtrim,left,right,substr,substring,split_part,replace,reverse,translate,strpos,position,
        length,char_length,character_length,octet_length,md5,starts_with,textcat,texteq,textne,text_lt,text_le,text_gt,text_ge,
        textlike,textnlike,texticlike,texticnlike,to_tsvector,setweight,tsvector_concat,int4eq,int4ne,int4gt,int4ge,int4lt,int4le}'::text[]
      || others));
end
$$;

comment on function platform.is_total_expression is 'Returns whether a stored expression calls only functions that accept every text.';

revoke all on function platform.is_total_expression from public, anon, authenticated, service_role;
