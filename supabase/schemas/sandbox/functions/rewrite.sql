-- rewrite: a statement's text as it is run: accounts become the app's profiles (REFERENCES auth.users), auth.uid() and its
-- siblings become those of access, which the app's role may name, and parameters become literals. Comments become spaces.
-- Errors: 22023 invalid_argument for a parameter that was not passed.
create or replace function sandbox.rewrite(app_id bigint, tokens sandbox.token[], parameters jsonb)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_text text;
begin
  select string_agg(case
      -- Strings on two lines are one string, so the line's end stays.
      when token.kind = 's' then case when token.text like e'%\n%' then e'\n' else ' ' end
      -- What could fill the memory with one call has a capped twin in access.
      when token.word in ('repeat', 'lpad', 'rpad') and token.kind = 'i' and token.next_1 = '(' and token.before_1 is distinct from '.' then 'access.' || token.text
      when token.kind = 'p' then sandbox.parameter_literal(parameters, substr(token.text, 2))
      when token.word = 'auth' and token.next_1 = '.' and token.next_2 = 'users' and token.before_1 = 'references' then 'public'
      when token.word = 'users' and token.before_1 = '.' and token.before_2 = 'auth' and token.before_3 = 'references' then platform.app_object(app_id, 'users')
      when token.word = 'auth' and token.next_1 = '.' then 'access'
      when token.word = 'uid' and token.before_1 = '.' and token.before_2 = 'auth' then 'user_id'
      else token.text
    end, '' order by token.position)
  into v_text
  from (
    select kind, text, word, position,
      lag(word) over near as before_1, lag(word, 2) over near as before_2, lag(word, 3) over near as before_3,
      lead(word) over near as next_1, lead(word, 2) over near as next_2
    from unnest(tokens) with ordinality as each (kind, text, word, position)
    window near as (partition by kind = 's' order by position)
  ) as token;
  return trim(v_text);
end
$$;

comment on function sandbox.rewrite is 'A statement''s text as it is run.';

revoke all on function sandbox.rewrite from public, anon, authenticated, service_role;
