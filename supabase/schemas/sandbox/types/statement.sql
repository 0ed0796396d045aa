-- statement: one statement of a submitted text that the guard let through. kind and checker as in allowed_statements; command is
-- its first words in capitals; returns_rows whether it answers rows; text what is run; fingerprint its text without literals;
-- cuts how its text is made of the submitted one, null where that is not kept; warnings what was left out of it.
create type sandbox.statement as (
  kind text,
  command text,
  returns_rows boolean,
  text text,
  fingerprint text,
  cuts sandbox.cut[],
  warnings text[]
);

comment on type sandbox.statement is 'One statement of a submitted text that the guard let through.';
