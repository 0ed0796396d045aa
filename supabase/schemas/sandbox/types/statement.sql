-- statement: One submitted statement that the guard accepted. kind is one of those in allowed_statements; command is its
-- first words in capitals; returns_rows tells whether it returns rows; text is what is run; fingerprint is the statement
-- without literals; warnings list what was left out; drops names constraints (see resolve_constraints).
-- For the guard cache, or null: segments are how text is rebuilt from the submitted SQL; calls are the names that would be
-- refused if a function of that name existed, qualifiers those that would be refused if a schema did.
-- sign_up is the name of a trigger on auth.users and, unless it is dropped, of its function, or null (see set_sign_up_code).
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
  sign_up text[]
);

comment on type sandbox.statement is 'One submitted statement that the guard accepted.';
