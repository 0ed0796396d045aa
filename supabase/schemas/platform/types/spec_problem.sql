-- spec_problem: one thing wrong in a schema spec. path is where (tables[0].columns[1].type), reason is stable.
-- The reasons are listed in docs/error_codes.md; shared/schema_spec/schema_spec.ts answers the same paths and reasons.
create type platform.spec_problem as (path text, reason text, message text);

comment on type platform.spec_problem is 'One thing wrong in a schema spec: where, the stable reason, and what to do.';
