-- spec_problem: one problem of a schema spec: its path (tables[0].columns[1].type), its stable reason, and a message that reads on
-- from the path. docs/error_codes.md lists the reasons; spec_hint has the hint of each.
create type platform.spec_problem as (path text, reason text, message text);

comment on type platform.spec_problem is 'One problem of a schema spec: its path, its stable reason, and a message.';
