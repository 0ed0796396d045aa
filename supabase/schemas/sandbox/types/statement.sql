-- statement: One submitted statement that the guard accepted. kind is one of those in allowed_statements; command is its
-- first words in capitals; returns_rows tells whether it returns rows; text is what is run; fingerprint is the statement
-- without literals; warnings list what was left out; drops names constraints (see resolve_constraints).
-- For the guard cache, or null: segments are how text is rebuilt from the submitted SQL; calls are the names that would be
-- refused if a function of that name existed, qualifiers those that would be refused if a schema did.
-- sign_up is the name of the function that a trigger on auth.users declares as the app's sign-up code, '' if it is removed, or null.
create type sandbox.statement as (
  kind text,
  command text,
  returns_rows boolean,
  text text,
  fingerprint text,
  warnings text[],
  drops text[],
  segments sandbox.segment[],
  calls text[],
  qualifiers text[],
  sign_up text
);

comment on type sandbox.statement is 'One submitted statement that the guard accepted.';
