-- tg_keep_owner: refuses to move a row to another owner. Where others than the owner may change a row, a policy cannot:
-- it sees only the new row, and so cannot tell a change of owner.
-- Fires on: update of user_id on shared and read_only app tables.
create or replace function access.tg_keep_owner()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception 'Cannot move a row of "%" to another owner', tg_table_name
    using errcode = '42501', detail = 'owner_is_fixed', hint = 'Leave user_id out of the update.';
end
$$;

comment on function access.tg_keep_owner is 'Refuses an update of user_id.';

revoke all on function access.tg_keep_owner from public, anon, authenticated, service_role;
grant execute on function access.tg_keep_owner to app_owner;
