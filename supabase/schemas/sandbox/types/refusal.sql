-- refusal: Why a statement of some SQL cannot be run. position is that of a character of the submitted SQL, the first is 1. inside is
-- how many characters of its token precede it, in the body of a function; null elsewhere.
create type sandbox.refusal as (statement integer, "position" integer, code text, message text, detail text, hint text, inside integer);

comment on type sandbox.refusal is 'Why a statement of some SQL cannot be run, and where.';
