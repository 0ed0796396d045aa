-- MEM-2: an account in more apps than one transaction has locks for changes its address all the same. The profiles in the other
-- apps follow later, and get the address that the account has by then.
begin;
select plan(22);
select tests.sign_up('carol');
create temporary table many (app_id bigint, nth integer) on commit drop;
do $$
begin
  for v_position in 1 .. 27 loop
    insert into many select (platform.create_app('Many') ->> 'id')::bigint, v_position;
  end loop;
end
$$;
select count(platform.add_member(app_id, tests.user_id('carol'))) from many;
create function pg_temp.app(nth integer) returns bigint language sql as 'select app_id from many where many.nth = app.nth';
create function pg_temp.address(nth integer) returns text language plpgsql as $$
declare
  v_email text;
begin
  execute format('select email from public.app_%s_users where id = tests.user_id(''carol'')', pg_temp.app(nth)) into v_email;
  return v_email;
end
$$;
create function pg_temp.change(email text) returns void language plpgsql set search_path = auth as $$
begin
  update auth.users set email = change.email where id = tests.user_id('carol');
end
$$;
create function pg_temp.pending() returns integer language sql
as 'select count(*)::integer from platform.pending_account_changes where user_id = tests.user_id(''carol'')';

select pg_temp.change('first@example.com');
select is(pg_temp.address(1), 'first@example.com', 'the profile in the first app has the new address at once');
select is(pg_temp.address(27), 'carol@example.com', 'the profile in the last app waits');
select ok(pg_temp.pending() between 5 and 8, 'only the apps beyond the first twenty wait');
select is_empty('select * from platform.shard_findings() where problem = ''account_change_stuck''',
  'a profile that waits is not reported');
select is_empty(format('select * from platform.verify_app(%s)', pg_temp.app(27)), 'an app whose profile waits is sound');
update platform.pending_account_changes set queued_at = now() - interval '2 days' where app_id = pg_temp.app(27);
select results_eq('select app_id, object from platform.shard_findings() where problem = ''account_change_stuck''',
  format('values (%s::bigint, %L)', pg_temp.app(27), tests.user_id('carol')), 'a profile that waits for two days is reported');
select is(platform.finish_account_changes(1) ->> 'finished', '1', 'a call with room for one table finishes one profile');
select is(platform.finish_account_changes() ->> 'pending', '0', 'the next call finishes the others');
select is(pg_temp.address(27), 'first@example.com', 'the profile in the last app has the new address');

select pg_temp.change('second@example.com');
select pg_temp.change('third@example.com');
select platform.finish_account_changes();
select is(pg_temp.address(27), 'third@example.com', 'the last of two changes wins');
select pg_temp.change('fourth@example.com');
select pg_temp.change('third@example.com');
select platform.finish_account_changes();
select results_eq('select distinct pg_temp.address(nth) from many', array['third@example.com'],
  'every profile has the old address after a change and its reversal');

select pg_temp.change('fifth@example.com');
select platform.add_member(pg_temp.app(27), tests.user_id('carol'));
select is(pg_temp.address(27), 'fifth@example.com', 'adding a member again brings the profile in line');
select platform.remove_member(pg_temp.app(26), tests.user_id('carol'));
select platform.remove_member(pg_temp.app(25), tests.user_id('carol'));
select platform.add_member(pg_temp.app(25), tests.user_id('carol'));
select platform.suspend_app(pg_temp.app(24));
select platform.delete_app(pg_temp.app(23));
select platform.delete_app(pg_temp.app(22));
select platform.purge_app(pg_temp.app(22));
select platform.finish_account_changes();
select is(pg_temp.pending(), 0, 'nothing waits after apps and memberships ended');
select is(pg_temp.address(26), null, 'a former member gets no profile');
select is(pg_temp.address(25), 'fifth@example.com', 'a member who left and joined again has the new address');
select is(pg_temp.address(24), 'fifth@example.com', 'the profile in a suspended app gets the new address');
select is(pg_temp.address(23), 'fifth@example.com', 'the profile in a deleted app gets the new address');

select sandbox.run_as_app(pg_temp.app(27), format(
  'alter table public.app_%s_users add constraint short check (length(email) < 20)', pg_temp.app(27)));
select pg_temp.change('very.long.address@example.com');
select platform.finish_account_changes();
select is(pg_temp.address(27), 'fifth@example.com', 'an app that rejects the address keeps the old one');
select is(pg_temp.address(24), 'very.long.address@example.com', 'the other apps have the new one');
select is((select detail ->> 'code' from platform.audit_log
    where app_id = pg_temp.app(27) and action = 'address_refused'), '23514', 'the audit log has the rejection');

select pg_temp.change('last@example.com');
delete from auth.users where id = tests.user_id('carol');
select platform.finish_account_changes(1000);
select is(pg_temp.pending(), 0, 'nothing waits after the account was deleted');
select is_empty('select from many where nth <> 22 and pg_temp.address(nth) is not null',
  'an account that was deleted while its address was pending has no profile');

select * from finish();
rollback;
