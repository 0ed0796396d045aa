-- segment: One piece of the SQL that is run for a statement: the number of a parameter, or text that the guard inserts
-- (fill) followed by a range of the submitted SQL (start, length), either of which may be null. It never holds submitted
-- SQL, only positions in it.
create type sandbox.segment as (start integer, length integer, fill text, parameter integer);

comment on type sandbox.segment is 'One piece of the SQL that is run for a statement, as positions in the submitted SQL.';
