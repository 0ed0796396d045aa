-- allowed_statements: The statements that submitted SQL may contain, by their first words, and the checker for the rest of
-- each. Default deny.
-- kind: read returns rows and changes nothing; write changes rows; ddl changes tables; explain shows a plan.
create table sandbox.allowed_statements (
  words text primary key,
  kind text not null,
  checker text,
  constraint kind_is_known check (kind in ('read', 'write', 'ddl', 'explain'))
);

comment on table sandbox.allowed_statements is 'The statements that submitted SQL may contain.';
comment on column sandbox.allowed_statements.checker is 'The function in schema sandbox that checks the words after these, or null.';

insert into sandbox.allowed_statements (words, kind, checker) values
  ('select', 'read', null),
  ('values', 'read', null),
  ('with', 'write', null),
  ('(', 'read', null),
  ('insert into', 'write', null),
  ('update', 'write', null),
  ('delete from', 'write', null),
  ('merge into', 'write', null),
  ('explain', 'explain', 'check_explain'),
  ('create table', 'ddl', 'check_create_table'),
  ('alter table', 'ddl', 'check_alter_table'),
  ('drop table', 'ddl', 'check_drop'),
  ('create index', 'ddl', 'check_create_index'),
  ('create unique index', 'ddl', 'check_create_index'),
  ('alter index', 'ddl', 'check_rename'),
  ('drop index', 'ddl', 'check_drop'),
  ('create view', 'ddl', 'check_create_view'),
  ('create or replace view', 'ddl', 'check_create_view'),
  ('alter view', 'ddl', 'check_alter_view'),
  ('drop view', 'ddl', 'check_drop'),
  ('create type', 'ddl', 'check_create_type'),
  ('alter type', 'ddl', 'check_alter_type'),
  ('drop type', 'ddl', 'check_drop'),
  ('create policy', 'ddl', 'check_policy'),
  ('alter policy', 'ddl', 'check_policy'),
  ('drop policy', 'ddl', 'check_policy'),
  ('create trigger', 'ddl', 'check_create_trigger'),
  ('create or replace trigger', 'ddl', 'check_create_trigger'),
  ('create constraint trigger', 'ddl', 'check_create_trigger'),
  ('alter trigger', 'ddl', 'check_alter_trigger'),
  ('drop trigger', 'ddl', 'check_drop_trigger'),
  ('create function', 'ddl', 'check_create_function'),
  ('create or replace function', 'ddl', 'check_create_function'),
  ('alter function', 'ddl', 'check_alter_function'),
  ('grant execute on function', 'ddl', 'check_grant'),
  ('grant all on function', 'ddl', 'check_grant'),
  ('grant all privileges on function', 'ddl', 'check_grant'),
  ('revoke execute on function', 'ddl', 'check_grant'),
  ('revoke all on function', 'ddl', 'check_grant'),
  ('revoke all privileges on function', 'ddl', 'check_grant'),
  ('drop function', 'ddl', 'check_drop_function'),
  ('drop procedure', 'ddl', 'check_drop_function'),
  ('comment on', 'ddl', 'check_comment');

alter table sandbox.allowed_statements enable row level security;
create policy service_role_reads on sandbox.allowed_statements for select to service_role using (true);

revoke all on sandbox.allowed_statements from public, anon, authenticated, service_role;
