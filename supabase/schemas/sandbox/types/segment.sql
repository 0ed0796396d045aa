-- segment: one piece of a statement as it is run: characters of the submitted text (start, length), or words of the guard's own (fill),
-- or a parameter. Holds nothing that the text said, only where it said it.
create type sandbox.segment as (start integer, length integer, fill text, parameter integer);

comment on type sandbox.segment is 'One piece of a statement as it is run, as a place in the submitted text.';
