-- tokens: The tokens of some SQL, without comments, in three parallel arrays. kinds: i identifier, q quoted identifier, l
-- string literal, n number, p parameter, o any other character. texts: the token with the whitespace before it; a comment
-- before it becomes a space, or a newline if it contained one. words: what the token means: folded for i, without quotes
-- for q.
create type sandbox.tokens as (kinds "char"[], texts text[], words text[]);

comment on type sandbox.tokens is 'The tokens of some SQL.';
