-- type_conversions: How the values of a column are converted to another type. This is the complete list of the type changes
-- that plan_schema offers.
-- %1$I is the column, %2$s the new SQL type. allowed must hold for every value, or the change is rejected with the first
-- rows that violate it; null allows every value. exact means that converting back restores the same values; otherwise the
-- old values are kept in the trash.
create table platform.type_conversions (
  from_type text not null,
  to_type text not null,
  expression text not null,
  allowed text,
  exact boolean not null default false,
  primary key (from_type, to_type)
);

comment on table platform.type_conversions is 'The type changes that plan_schema offers, and how the values are converted.';
comment on column platform.type_conversions.from_type is 'A canonical column type of a spec, or any for every other type.';

insert into platform.type_conversions (from_type, to_type, expression, allowed, exact) values
  ('any', 'text', '%1$I::text', null, true),
  ('any', 'jsonb', 'to_jsonb(%1$I)', null, false),
  ('jsonb', 'text', 'case when jsonb_typeof(%1$I) = ''string'' then %1$I #>> ''{}'' else %1$I::text end', null, false),
  ('text', 'any', '%1$I::%2$s', 'pg_input_is_valid(%1$I, ''%2$s'')', false),
  ('text', 'text[]', 'case when %1$I is not null then array[%1$I] end', null, false),
  ('text', 'jsonb', 'case when pg_input_is_valid(%1$I, ''jsonb'') then %1$I::jsonb else to_jsonb(%1$I) end', null, false),
  ('jsonb', 'any', '(%1$I #>> ''{}'')::%2$s',
    'jsonb_typeof(%1$I) not in (''object'', ''array'') and pg_input_is_valid(%1$I #>> ''{}'', ''%2$s'')', false),
  ('integer', 'bigint', '%1$I::bigint', null, true),
  ('integer', 'number', '%1$I::numeric', null, true),
  ('integer', 'float', '%1$I::double precision', null, true),
  ('integer', 'boolean', '%1$I = 1', '%1$I in (0, 1)', true),
  ('bigint', 'integer', '%1$I::integer', '%1$I between -2147483648 and 2147483647', true),
  ('bigint', 'number', '%1$I::numeric', null, true),
  ('bigint', 'float', '%1$I::double precision', null, false),
  ('bigint', 'boolean', '%1$I = 1', '%1$I in (0, 1)', true),
  ('number', 'integer', '%1$I::integer', '%1$I = trunc(%1$I) and %1$I between -2147483648 and 2147483647', false),
  ('number', 'bigint', '%1$I::bigint', '%1$I = trunc(%1$I) and %1$I between -9223372036854775808 and 9223372036854775807', false),
  ('number', 'float', '%1$I::double precision', 'pg_input_is_valid(%1$I::text, ''double precision'')', false),
  ('float', 'number', '%1$I::numeric', '%1$I not in (''Infinity'', ''-Infinity'', ''NaN'')', false),
  ('float', 'integer', '%1$I::integer', '%1$I = trunc(%1$I) and %1$I between -2147483648 and 2147483647', false),
  ('float', 'bigint', '%1$I::bigint', '%1$I = trunc(%1$I) and %1$I > -9007199254740993 and %1$I < 9007199254740993', false),
  ('boolean', 'integer', '%1$I::integer', null, true),
  ('boolean', 'bigint', '%1$I::integer::bigint', null, true),
  ('date', 'timestamptz', '%1$I::timestamp without time zone at time zone ''UTC''', null, true),
  ('timestamptz', 'date', '(%1$I at time zone ''UTC'')::date', null, false),
  ('timestamptz', 'time', '(%1$I at time zone ''UTC'')::time without time zone', null, false),
  ('integer', 'integer[]', 'case when %1$I is not null then array[%1$I] end', null, false),
  ('integer', 'number[]', 'case when %1$I is not null then array[%1$I::numeric] end', null, false),
  ('number', 'number[]', 'case when %1$I is not null then array[%1$I] end', null, false),
  ('uuid', 'uuid[]', 'case when %1$I is not null then array[%1$I] end', null, false),
  ('integer[]', 'number[]', '%1$I::numeric[]', null, true),
  ('text[]', 'text', '%1$I[1]', 'cardinality(%1$I) = 1 and %1$I[1] is not null', false),
  ('uuid[]', 'uuid', '%1$I[1]', 'cardinality(%1$I) = 1 and %1$I[1] is not null', false),
  ('integer[]', 'integer', '%1$I[1]', 'cardinality(%1$I) = 1 and %1$I[1] is not null', false),
  ('number[]', 'number', '%1$I[1]', 'cardinality(%1$I) = 1 and %1$I[1] is not null', false),
  ('number[]', 'integer', '%1$I[1]::integer',
    'cardinality(%1$I) = 1 and %1$I[1] = trunc(%1$I[1]) and %1$I[1] between -2147483648 and 2147483647', false),
  ('number[]', 'integer[]', '%1$I::integer[]',
    'not exists (select from unnest(%1$I) as item where item <> trunc(item) or item not between -2147483648 and 2147483647)', false);

alter table platform.type_conversions enable row level security;
create policy service_role_reads on platform.type_conversions for select to service_role using (true);

revoke all on platform.type_conversions from public, anon, authenticated, service_role;
grant select on platform.type_conversions to service_role;
