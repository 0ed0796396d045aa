-- statement: one statement of a submitted text that the guard let through. kind and checker as in allowed_statements; command is
-- its first words in capitals; returns_rows whether it answers rows; text what is run; fingerprint its text without literals;
-- warnings what was left out of it. For the cache of accepted texts, or null: segments how its text is made of the submitted one;
-- calls the names that would be refused if there were a function of that name, qualifiers if there were a schema.
create type sandbox.statement as (
  kind text,
  command text,
  returns_rows boolean,
  text text,
  fingerprint text,
  warnings text[],
  segments sandbox.segment[],
  calls text[],
  qualifiers text[]
);

comment on type sandbox.statement is 'One statement of a submitted text that the guard let through.';
