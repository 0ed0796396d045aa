-- token: one token of SQL text. kind: s space or comment, i identifier, q quoted identifier, l string, n number,
-- p parameter, o any other sign. word is what the token says: folded for i, without quotes for q, the text for the rest.
create type sandbox.token as (kind "char", text text, word text);

comment on type sandbox.token is 'One token of SQL text.';
