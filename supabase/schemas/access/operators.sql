-- operators: The operators || for submitted SQL, one for each of PostgreSQL's own, which call capped functions. sandbox.rewrite puts
-- them in place of ||. Those of extensions come with platform.adopt_operators.
create operator access.|| (function = access.anytextcat, leftarg = anynonarray, rightarg = text);

comment on operator access.|| (anynonarray, text) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = access.array_append, leftarg = anycompatiblearray, rightarg = anycompatible);

comment on operator access.|| (anycompatiblearray, anycompatible) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = access.array_cat, leftarg = anycompatiblearray, rightarg = anycompatiblearray);

comment on operator access.|| (anycompatiblearray, anycompatiblearray) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = access.array_prepend, leftarg = anycompatible, rightarg = anycompatiblearray);

comment on operator access.|| (anycompatible, anycompatiblearray) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = access.bitcat, leftarg = bit varying, rightarg = bit varying);

comment on operator access.|| (bit varying, bit varying) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = access.byteacat, leftarg = bytea, rightarg = bytea);

comment on operator access.|| (bytea, bytea) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = access.jsonb_concat, leftarg = jsonb, rightarg = jsonb);

comment on operator access.|| (jsonb, jsonb) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = access.textanycat, leftarg = text, rightarg = anynonarray);

comment on operator access.|| (text, anynonarray) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = access.textcat, leftarg = text, rightarg = text);

comment on operator access.|| (text, text) is 'Works like || in PostgreSQL, capped at ten million bytes.';

create operator access.|| (function = pg_catalog.tsquery_or, leftarg = tsquery, rightarg = tsquery);

comment on operator access.|| (tsquery, tsquery) is 'Works as in PostgreSQL.';

create operator access.|| (function = access.tsvector_concat, leftarg = tsvector, rightarg = tsvector);

comment on operator access.|| (tsvector, tsvector) is 'Works like || in PostgreSQL, capped at ten million bytes.';
