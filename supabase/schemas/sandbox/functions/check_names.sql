-- check_names: refuses names that lead out of the app, wherever they stand: another app's prefix, the catalog, other schemas,
-- types that name objects, names that PostgreSQL would cut, and calls of functions that are not on the allow-list.
-- A name before ( counts as a call if the database has a function of that name, whatever schema it is in.
-- tokens are those that matter: no spaces, no comments.
-- Errors: 42501 foreign_name, catalog_name, schema_refused, type_refused, function_refused, user_metadata_refused; 42622 name_too_long.
create or replace function sandbox.check_names(app_id bigint, tokens sandbox.token[])
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix constant text := platform.app_object(app_id, '');
  v_found record;
begin
  select named.word, named.problem, named.kind into v_found
  from (
    select token.word, token.kind, token.position, case
      when token.kind = 'l' then case when token.text ~* 'user_meta_?data' then 'user_metadata_refused' end
      when octet_length(token.word) > 63 then 'name_too_long'
      when lower(token.word) ~ '^(?:idx_|ix_|uq_|pk_|fk_)?app_[0-9]' and token.word !~ ('^(?:idx_|ix_|uq_|pk_|fk_)?' || v_prefix) then 'foreign_name'
      when token.after = '(' and lower(token.word) ~ '^pg_' then
        case when not exists (select from sandbox.allowed_functions where name = token.word) then 'function_refused' end
      when token.word = 'format' and token.after = '(' and (token.third_kind <> 'l' or token.third ~ '%[-$0-9]*(?:[0-9]{5,}|\*)')
        then 'width_refused'
      when token.word = 'pg_default' and token.before = 'tablespace' then null
      when lower(token.word) ~ '^pg_|^information_schema$' then 'catalog_name'
      when lower(token.word) ~ '^(?:_?reg(?:class|proc|procedure|oper|operator|role|namespace|type|collation|dictionary)|refcursor|_?pg_node_tree|_?aclitem)$' then 'type_refused'
      -- The list means PostgreSQL's own function where an extension has another of the same name, such as sign.
      when token.before = '.' and token.before_2 = 'extensions' and token.after = '('
        and exists (select from pg_proc where proname = token.word and pronamespace = 'pg_catalog'::regnamespace and pronargs > 0) then 'function_refused'
      -- (expression).name, $1.name and alias.name can be calls of name, too.
      when token.before = '.'
        and not exists (select from sandbox.allowed_functions where name = token.word)
        and exists (select from pg_proc where proname = token.word) then 'function_refused'
      when token.after = '.' and token.word not in ('public', 'extensions')
        and not (token.word = 'auth' and token.third in ('uid', 'jwt', 'role', 'email') and token.fourth = '(')
        and not (token.word = 'auth' and token.third = 'users' and token.before = 'references')
        and exists (select from pg_namespace where nspname = token.word) then 'schema_refused'
      when token.after = '('
        and not exists (select from sandbox.allowed_functions where name = token.word)
        and exists (select from pg_proc where proname = token.word) then 'function_refused'
    end as problem
    from (
      select kind, text, word, position, lead(word) over near as after, lead(word, 2) over near as third, lead(kind, 2) over near as third_kind, lead(word, 3) over near as fourth,
        lag(word) over near as before, lag(word, 2) over near as before_2
      from unnest(tokens) with ordinality as each (kind, text, word, position)
      window near as (order by position)
    ) as token
    where token.kind in ('i', 'q', 'l')
  ) as named
  where named.problem is not null
  order by named.position
  limit 1;

  if found then
    perform sandbox.refuse(v_found.problem,
      case v_found.problem
        when 'foreign_name' then format('"%s" is no name of app %s', left(v_found.word, 80), app_id)
        when 'name_too_long' then format('the name "%s…" has more than 63 bytes', left(v_found.word, 40))
        when 'width_refused' then 'the width that format pads to has to stand in the text, and be small'
        when 'user_metadata_refused' then 'a text names the metadata that users write themselves'
        else format('"%s" cannot be named', left(v_found.word, 80))
      end,
      case v_found.problem
        when 'foreign_name' then format('Name the tables of this app: %stodos.', v_prefix)
        when 'function_refused' then 'Use a function that the documentation lists, or give the table or alias another name.'
        when 'catalog_name' then 'Use describe_app to learn about tables.'
        when 'schema_refused' then format('Leave the schema out; accounts are in %susers.', v_prefix)
        when 'type_refused' then 'Cast to text instead.'
        when 'width_refused' then 'Write the format as a literal, with widths of four digits at most.'
        when 'user_metadata_refused' then 'Keep roles in a table of the app.'
        else 'Choose a shorter name.'
      end,
      case v_found.problem when 'name_too_long' then '42622' else '42501' end);
  end if;
end
$$;

comment on function sandbox.check_names is 'Refuses names that lead out of the app.';

revoke all on function sandbox.check_names from public, anon, authenticated, service_role;
