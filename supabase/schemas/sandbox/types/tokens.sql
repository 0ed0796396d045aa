-- tokens: the tokens of a SQL text that matter, no comments, in three arrays of one length. kinds: i identifier, q quoted
-- identifier, l string, n number, p parameter, o any other sign. texts: the token with the spaces before it; a comment before it
-- has become a space, or a line's end where it held one. words: what it says: folded for i, without quotes for q.
create type sandbox.tokens as (kinds "char"[], texts text[], words text[]);

comment on type sandbox.tokens is 'The tokens of a SQL text.';
