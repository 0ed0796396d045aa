-- code_part: A part of the body of a function: what it is and its first and last token. See code_parts.
create type sandbox.code_part as (kind text, first integer, last integer);

comment on type sandbox.code_part is 'A part of the body of a function.';
