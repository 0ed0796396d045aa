-- tsquery_or: The operator || of tsquery, which only combines conditions, so that submitted SQL finds it among those of schema access.
-- Called by: submitted SQL in which sandbox.rewrite replaced the operator.
create operator access.|| (function = pg_catalog.tsquery_or, leftarg = tsquery, rightarg = tsquery);

comment on operator access.|| (tsquery, tsquery) is 'Works as in PostgreSQL.';
