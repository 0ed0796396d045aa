-- untaken_options: the options of a column spec that its type does not take. None where the type is unknown (null).
create or replace function platform.untaken_options(spec jsonb, type text)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_is_numeric constant boolean := type in ('number', 'integer', 'bigint', 'float');
begin
  return array(
    select option.key
    from (values
      ('max_length', type = 'text'),
      ('min_length', type = 'text'),
      ('min', v_is_numeric),
      ('max', v_is_numeric),
      ('values', type = 'enum'),
      ('unique', spec -> 'unique' <> 'true' or (type <> 'jsonb' and type not like 'vector%')),
      ('default', not spec ? 'references' or spec -> 'default' = 'null')
    ) as option (key, is_taken)
    where spec ? option.key and not option.is_taken
  );
end
$$;

comment on function platform.untaken_options is 'The options of a column spec that its type does not take.';

revoke all on function platform.untaken_options from public, anon, authenticated, service_role;
