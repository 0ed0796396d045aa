-- factories: Creates the 200 role factories of this shard.
do $$
declare
  v_factory text;
begin
  for v_factory in select distinct sandbox.factory_of(n) from generate_series(1, 200) as n loop
    perform sandbox.create_factory(v_factory);
  end loop;
end
$$;
