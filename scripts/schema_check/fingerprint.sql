-- Describes a database as comparable lines: (kind, name, definition). It omits objects of extensions and the CLI's own
-- bookkeeping. Run by a superuser.
with
ours as (
  select n.oid, n.nspname, n.nspowner, n.nspacl
  from pg_namespace n
  where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'supabase_migrations')
),
member_of_extension as (
  select d.classid, d.objid from pg_depend d where d.deptype = 'e'
),
relations as (
  select c.*, format('%I.%I', o.nspname, c.relname) as full_name
  from pg_class c join ours o on o.oid = c.relnamespace
  where not exists (select from member_of_extension e where e.classid = 'pg_class'::regclass and e.objid = c.oid)
),
lines as (
  select 'schema' as kind, o.nspname::text as name,
    format('owner %s acl %s', o.nspowner::regrole,
      (select string_agg(a::text, ' ' order by a::text) from unnest(o.nspacl) a)) as definition,
    obj_description(o.oid, 'pg_namespace') as comment
  from ours o
  union all
  select 'relation ' || r.relkind::text, r.full_name,
    format('owner %s persistence %s rls %s force %s options %s acl %s%s', r.relowner::regrole, r.relpersistence,
      r.relrowsecurity, r.relforcerowsecurity, r.reloptions,
      (select string_agg(a::text, ' ' order by a::text) from unnest(r.relacl) a),
      case when r.relkind in ('v', 'm') then E'\n' || pg_get_viewdef(r.oid) end),
    obj_description(r.oid, 'pg_class')
  from relations r where r.relkind <> 'i'
  union all
  select 'column', format('%s.%I', r.full_name, a.attname),
    -- The rank, not attnum: a dropped column leaves a gap in attnum.
    format('position %s type %s not null %s identity %s generated %s default %s acl %s',
      row_number() over (partition by r.oid order by a.attnum),
      format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
      pg_get_expr(d.adbin, d.adrelid), (select string_agg(x::text, ' ' order by x::text) from unnest(a.attacl) x)),
    col_description(r.oid, a.attnum)
  from relations r
  join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where r.relkind <> 'i'
  union all
  select 'sequence', r.full_name,
    format('start %s increment %s min %s max %s cache %s cycle %s', s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle),
    null
  from relations r join pg_sequence s on s.seqrelid = r.oid
  union all
  select 'index', r.full_name, pg_get_indexdef(r.oid), obj_description(r.oid, 'pg_class')
  from relations r where r.relkind = 'i'
  union all
  select 'constraint', format('%s.%I', coalesce(r.full_name, t.typname), c.conname),
    format('%s validated %s', pg_get_constraintdef(c.oid), c.convalidated), obj_description(c.oid, 'pg_constraint')
  from pg_constraint c join ours o on o.oid = c.connamespace
  left join relations r on r.oid = c.conrelid
  left join pg_type t on t.oid = c.contypid
  union all
  select 'trigger', format('%s.%I', r.full_name, t.tgname),
    format('%s enabled %s', pg_get_triggerdef(t.oid), t.tgenabled), obj_description(t.oid, 'pg_trigger')
  from pg_trigger t join relations r on r.oid = t.tgrelid where not t.tgisinternal
  union all
  select 'policy', format('%s.%I', r.full_name, p.polname),
    format('%s permissive %s roles %s using %s check %s', p.polcmd, p.polpermissive,
      (select string_agg(case x when 0 then 'public' else x::regrole::text end, ' ' order by 1) from unnest(p.polroles) x),
      pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)),
    obj_description(p.oid, 'pg_policy')
  from pg_policy p join relations r on r.oid = p.polrelid
  union all
  select 'function', p.oid::regprocedure::text,
    format('owner %s acl %s%s%s', p.proowner::regrole,
      (select string_agg(a::text, ' ' order by a::text) from unnest(p.proacl) a), E'\n', pg_get_functiondef(p.oid)),
    obj_description(p.oid, 'pg_proc')
  from pg_proc p join ours o on o.oid = p.pronamespace
  where p.prokind <> 'a'
    and not exists (select from member_of_extension e where e.classid = 'pg_proc'::regclass and e.objid = p.oid)
  union all
  select 'type ' || t.typtype::text, format('%I.%I', o.nspname, t.typname),
    format('owner %s acl %s base %s labels %s', t.typowner::regrole,
      (select string_agg(a::text, ' ' order by a::text) from unnest(t.typacl) a),
      nullif(format_type(t.typbasetype, t.typtypmod), '-'),
      (select string_agg(e.enumlabel, ' ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid)),
    obj_description(t.oid, 'pg_type')
  from pg_type t join ours o on o.oid = t.typnamespace
  where t.typelem = 0
    and not exists (select from member_of_extension e where e.classid = 'pg_type'::regclass and e.objid = t.oid)
  union all
  select 'extension', e.extname, format('schema %s version %s', e.extnamespace::regnamespace, e.extversion), null
  from pg_extension e
  union all
  select 'event trigger', e.evtname,
    format('%s %s owner %s enabled %s', e.evtevent, e.evtfoid::regproc, e.evtowner::regrole, e.evtenabled), null
  from pg_event_trigger e
  union all
  select 'publication', p.pubname,
    (select string_agg(format('%I.%I', t.schemaname, t.tablename), ' ' order by 1)
      from pg_publication_tables t where t.pubname = p.pubname),
    null
  from pg_publication p
  union all
  select 'default privileges', format('%s in %s', d.defaclrole::regrole, nullif(d.defaclnamespace, 0)::regnamespace),
    string_agg(format('%s: %s', d.defaclobjtype, (select string_agg(a::text, ' ' order by a::text) from unnest(d.defaclacl) a)),
      '; ' order by d.defaclobjtype),
    null
  from pg_default_acl d group by 2
  union all
  select 'role', r.rolname,
    format('super %s inherit %s createrole %s createdb %s login %s replication %s bypassrls %s limit %s until %s config %s',
      r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolcanlogin, r.rolreplication, r.rolbypassrls,
      r.rolconnlimit, r.rolvaliduntil, r.rolconfig),
    shobj_description(r.oid, 'pg_authid')
  from pg_roles r where r.rolname !~ '^pg_'
  union all
  select 'membership', format('%s in %s by %s', m.member::regrole, m.roleid::regrole, m.grantor::regrole),
    format('admin %s inherit %s set %s', m.admin_option, m.inherit_option, m.set_option), null
  from pg_auth_members m
)
select kind, name, concat_ws(E'\ncomment: ', definition, comment) as definition
from lines
order by kind, name, definition;
