-- rewrite: Returns the replacements for the tokens of a statement or of the body of a function; an element is null if the token
-- stays, and the result is null if all stay. Accounts become the app's profiles (REFERENCES auth.users, and reads in views,
-- policies and bodies), calls become those that the app's role may name (see call_edits), and functions that could fill the memory
-- with one call become their capped twins there; what aggregates collect is counted (see meter_aggregates).
-- ddl is the first words of a DDL statement, 'body', or null; at is the position after them.
-- Called by: check_statement, function_ddl and rewritten_texts.
create or replace function sandbox.rewrite(app_id bigint, kinds "char"[], texts text[], words text[], ddl text, at integer)
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_capped constant text[] :=
    '{repeat,lpad,rpad,replace,regexp_replace,array_append,array_cat,array_prepend,array_replace,array_to_string}';
  c_spaces constant text := e' \t\n\r\f\v';
  v_replacements text[];
  v_fill record;
begin
  if words && (c_capped || array(select '"' || name || '"' from unnest(c_capped) as name)) then
    for v_fill in
      select token.position, trim(token.word, '"') as name
      from unnest(kinds, words) with ordinality as token (kind, word, position)
      where token.kind in ('i', 'q') and trim(token.word, '"') = any (c_capped)
        and words[token.position + 1] = '(' and words[token.position - 1] is distinct from '.'
    loop
      v_replacements[v_fill.position] := 'access.' || v_fill.name;
    end loop;
  end if;
  for v_fill in select edit.place as position, edit.fill, edit.before, edit.after
    from sandbox.call_edits(app_id, kinds, words, ddl) as edit
  loop
    v_replacements[v_fill.position] := concat(v_fill.before,
      coalesce(v_fill.fill, v_replacements[v_fill.position], ltrim(texts[v_fill.position], c_spaces)), v_fill.after);
  end loop;
  if ddl is not null and ddl <> 'body' then
    for v_fill in select edit.place as position, edit.fill from sandbox.rewrite_ddl(app_id, kinds, words, ddl, at) as edit loop
      -- A fill that ends with a space is inserted before the token; any other fill replaces it.
      v_replacements[v_fill.position] := v_fill.fill || case
        when v_fill.fill like '% ' then coalesce(v_replacements[v_fill.position], ltrim(texts[v_fill.position], c_spaces))
        else ''
      end;
    end loop;
  end if;
  for v_fill in select edit.place as position, edit.fill from sandbox.bounded_forms(texts, words) as edit loop
    v_replacements[v_fill.position] := v_fill.fill;
  end loop;
  for v_fill in select edit.place as position, edit.before, edit.after from sandbox.meter_aggregates(kinds, words) as edit loop
    v_replacements[v_fill.position] := concat(v_fill.before,
      coalesce(v_replacements[v_fill.position], ltrim(texts[v_fill.position], c_spaces)), v_fill.after);
  end loop;
  if v_replacements is null then
    return null;
  end if;
  return array(
    select left(texts[position], char_length(texts[position]) - char_length(ltrim(texts[position], c_spaces))) || v_replacements[position]
    from generate_subscripts(texts, 1) as position order by position
  );
end
$$;

comment on function sandbox.rewrite is 'Returns the replacements for the tokens of a statement.';

revoke all on function sandbox.rewrite from public, anon, authenticated, service_role;
