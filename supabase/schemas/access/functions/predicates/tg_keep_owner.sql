-- tg_keep_owner: Refuses to give a row to another owner. Where others than the owner may change a row, a policy cannot
-- refuse that: it sees only the new row, and so cannot detect a change of owner.
-- Fires on: update of user_id on shared and read_only app tables, and after any update of them that has changed user_id, because a
-- trigger of the app may change it, too.
-- Errors: 42501 owner_is_fixed.
create or replace function access.tg_keep_owner()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception 'Cannot change the owner of a row of "%": user_id is fixed', tg_table_name
    using errcode = '42501', detail = 'owner_is_fixed', hint = 'Leave user_id out of the update.';
end
$$;

comment on function access.tg_keep_owner is 'Refuses to change user_id.';

revoke all on function access.tg_keep_owner from public, anon, authenticated, service_role;
grant execute on function access.tg_keep_owner to app_code;
