-- refusal: Why a statement of some SQL cannot be run. position is that of a character of the submitted SQL, the first is 1.
create type sandbox.refusal as (statement integer, "position" integer, code text, message text, detail text, hint text);

comment on type sandbox.refusal is 'Why a statement of some SQL cannot be run, and where.';
