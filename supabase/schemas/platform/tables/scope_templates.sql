-- scope_templates: what a scope makes of a table, composed in advance by prepare_scopes from scope_policies, scope_grants and
-- scope_triggers: the DDL of its protection, and the facts that the catalog then has (see scope_facts). a_table stands for the
-- table's name, %a for the app's id. Profiles, views and sequences have no template. verify_shard says when one is outdated.
create table platform.scope_templates (
  scope text primary key,
  protection text not null,
  facts text not null
);

comment on table platform.scope_templates is 'What a scope makes of a table: its protection as DDL, and the facts of the catalog.';

alter table platform.scope_templates enable row level security;
create policy service_role_reads on platform.scope_templates for select to service_role using (true);

revoke all on platform.scope_templates from public, anon, authenticated, service_role;
grant select on platform.scope_templates to service_role;
