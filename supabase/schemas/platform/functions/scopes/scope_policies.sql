-- scope_policies: Returns the policies of a table by its scope: the single definition of who may do what with a row.
-- compose_protection creates them, and policy_findings compares them with the catalog, so the expressions are written as
-- pg_get_expr prints them. app_isolation is restrictive: whatever permissive policy an app adds, its rows stay within the
-- app, and a read-only key writes nothing. DELETE has no WITH CHECK, so it gets its own isolation policy where can_access
-- is not enough: for keys everywhere, and for everyone where reading is open. Within that, app_keys opens all rows of the
-- app to its keys.
--   profile      a member sees and edits only their own profile
--   private      a member sees and writes only their own rows
--   shared       every member sees and changes every row, and creates rows only in their own name
--   public_read  anyone reads while the app is active, members write only their own rows
--   read_only    members read, owners and admins of the app write, creating rows only in their own name
-- Functions of the app that run as app_57_user have policies of their own, app_code…: they reach what their caller may reach, or
-- every row if access.passes_row_security says so. A caller who is not a member has no access.user_id(57). app_isolation lets that
-- role pass: PostgreSQL gives it no privilege on another app's tables. One role has one permissive policy for each command.
-- Tables of raw DDL follow their owner's own policies, and have one of these as long as there are none (see infer_scope):
--   owned        like private;  open  every member sees and changes every row;  custom  only isolation and app_keys
-- server_only, a table whose owner enabled row security and has no policy, has only isolation and app_keys, too.
create or replace function platform.scope_policies(app_id bigint, scope text)
returns table (name text, is_permissive boolean, command text, roles text[], using_expression text, check_expression text)
language plpgsql
immutable
rows 10
set search_path = pg_catalog, pg_temp
as $$
declare
  v_app constant text := platform.app_literal(app_id);
  v_member constant text := format('( SELECT access.can_access(%s) AS can_access)', v_app);
  v_writer constant text := format('( SELECT access.can_write(%s) AS can_write)', v_app);
  v_active constant text := format('( SELECT access.is_app_active(%s) AS is_app_active)', v_app);
  v_admin constant text := format('( SELECT access.has_app_role(%s, ''{owner,admin}''::text[]) AS has_app_role)', v_app);
  -- The planner calls is_not_explained and leaves nothing of it in the plan.
  v_isolation constant text := '((%s OR %s) AND access.is_not_explained())';
  v_own constant text := format('(%I = ( SELECT access.user_id() AS user_id))', case scope when 'profile' then 'id' else 'user_id' end);
  v_users constant text[] := '{authenticated}';
  v_code constant text[] := array[platform.app_user_role(app_id)];
  v_is_code constant text := format('(CURRENT_USER = %L::name)', platform.app_user_role(app_id));
  v_passes constant text := format('( SELECT access.passes_row_security(%s) AS passes_row_security)', v_app);
  v_caller constant text := format('( SELECT access.user_id(%s) AS user_id)', v_app);
  v_passes_member constant text := format('(%s OR (%s IS NOT NULL))', v_passes, v_caller);
  v_passes_own constant text := format('(%s OR (%I = %s))', v_passes, case scope when 'profile' then 'id' else 'user_id' end, v_caller);
  v_writes constant text := format('(%s OR %s)', v_is_code, v_writer);
begin
  return query values ('app_keys', true, 'all', '{app_service}'::text[], v_member, v_writer);
  if scope = 'public_read' then
    -- Reading needs only an active app.
    return query values
      ('app_isolation', false, 'all', '{public}'::text[], format(v_isolation, v_is_code, v_active), v_writes),
      ('app_isolation_of_deletes', false, 'delete', '{public}'::text[], v_writes, null),
      ('app_code_reads', true, 'select', v_code, 'true', null),
      ('app_code_inserts', true, 'insert', v_code, null, v_passes_own),
      ('app_code_updates', true, 'update', v_code, v_passes_own, v_passes_own),
      ('app_code_deletes', true, 'delete', v_code, v_passes_own, null),
      ('anyone_reads', true, 'select', '{anon,authenticated}'::text[], 'true', null),
      ('owner_inserts', true, 'insert', v_users, null, v_own),
      ('owner_updates', true, 'update', v_users, v_own, v_own),
      ('owner_deletes', true, 'delete', v_users, v_own, null);
    return;
  end if;
  return query values
    ('app_isolation', false, 'all', '{public}'::text[], format(v_isolation, v_is_code, v_member), v_writes),
    ('app_isolation_of_deletes', false, 'delete', '{app_service}'::text[], v_writer, null);
  case scope
    when 'profile' then
      return query values
        ('owner_reads', true, 'select', v_users, v_own, null::text),
        ('owner_updates', true, 'update', v_users, v_own, v_own),
        ('app_code_reads', true, 'select', v_code, v_passes_own, null),
        ('app_code_updates', true, 'update', v_code, v_passes_own, v_passes_own);
    when 'private' then
      return query values
        ('owner_only', true, 'all', v_users, v_own, v_own),
        ('app_code', true, 'all', v_code, v_passes_own, v_passes_own);
    when 'owned' then
      return query values
        ('default_owner_only', true, 'all', v_users, v_own, v_own),
        ('app_code', true, 'all', v_code, v_passes_own, v_passes_own);
    when 'open' then
      return query values
        ('default_members_only', true, 'all', v_users, v_member, v_member),
        ('app_code', true, 'all', v_code, v_passes_member, v_passes_member);
    when 'custom', 'server_only' then
      return query values ('app_code', true, 'all', v_code, v_passes, v_passes);
    when 'shared' then
      return query values
        ('own_name_only', false, 'insert', v_code || v_users, null::text, format('(%s OR (%s AND %s))', v_own, v_is_code, v_passes)),
        ('members_only', true, 'all', v_users, v_member, v_member),
        ('app_code', true, 'all', v_code, v_passes_member, v_passes_member);
    when 'read_only' then
      return query values
        ('own_name_only', false, 'insert', v_users, null::text, v_own),
        ('members_read', true, 'select', v_users, v_member, null::text),
        ('admins_insert', true, 'insert', v_users, null, v_admin),
        ('admins_update', true, 'update', v_users, v_admin, v_admin),
        ('admins_delete', true, 'delete', v_users, v_admin, null),
        ('app_code_reads', true, 'select', v_code, v_passes_member, null),
        ('app_code_inserts', true, 'insert', v_code, null, format('(%s OR (%s AND (user_id = %s)))', v_passes, v_admin, v_caller)),
        ('app_code_updates', true, 'update', v_code, format('(%s OR %s)', v_passes, v_admin), format('(%s OR %s)', v_passes, v_admin)),
        ('app_code_deletes', true, 'delete', v_code, format('(%s OR %s)', v_passes, v_admin), null);
  end case;
end
$$;

comment on function platform.scope_policies is 'Returns the policies of a table by its scope.';

revoke all on function platform.scope_policies from public, anon, authenticated, service_role;
