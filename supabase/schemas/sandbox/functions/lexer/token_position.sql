-- token_position: Returns the position of a token in the submitted SQL, in characters, the first of which is 1. pieces are those of the
-- whole SQL; at is the number of the token, or one more for the end.
-- Called by: classify, read_code, refusals and failed_at.
create or replace function sandbox.token_position(pieces text[], at integer)
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return 1 + char_length(array_to_string(pieces[1:at - 1], ''))
    + coalesce(char_length(substring(pieces[at] from '^(?:' || sandbox.space_pattern() || ')+')), 0);
end
$$;

comment on function sandbox.token_position is 'Returns the position of a token in the submitted SQL.';

revoke all on function sandbox.token_position from public, anon, authenticated, service_role;
