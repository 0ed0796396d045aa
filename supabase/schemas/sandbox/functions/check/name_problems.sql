-- name_problems: Returns the names that lead out of the app, wherever they appear: the prefix of another app, the catalog,
-- other schemas, types that name objects, names that PostgreSQL would truncate, and calls of functions that are not on the
-- allow-list. at is the position of the token.
-- A name before ( counts as a call if the app's SQL could reach a function of that name, unless it names an alias or a common
-- table expression with its columns. A name after a dot counts as a call if such a function accepts one argument; after the
-- alias of a table, if that argument is a row (see reads_function_row). The app's own functions may be called.
-- Each distinct name is looked up once; only the positions of a suspicious name are examined.
-- Called by: check_names and statement_refusals.
create or replace function sandbox.name_problems(app_id bigint, kinds "char"[], words text[])
returns table (at integer, word text, problem text)
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  v_of_an_app constant text := '^(?:' || platform.index_prefix() || ')?app_[0-9]';
  v_of_this_app constant text := '^(?:' || platform.index_prefix() || ')?' || platform.app_object(app_id, '');
  v_schemas constant oid[] := sandbox.reachable_schemas();
begin
  return query
  select place.position, place.word, place.problem
  from (
    select named.word, token.position::integer, case
      when named.problem is not null then named.problem
      when named.is_pg and near.after = '(' then case when not named.is_listed then 'function_refused' end
      when named.word = 'format' then
        case when near.after = '(' and (near.third_kind <> 'l' or near.third ~ '%[-$0-9]*(?:[0-9]{5,}|\*)'
          -- Each inserts a value, which may be wide.
          or char_length(near.third) - char_length(replace(near.third, '%', '')) > 100) then 'width_refused' end
      when named.word = 'pg_default' and near.before = 'tablespace' then null
      -- In set search_path of a function, which is left out.
      when named.word in ('pg_temp', 'pg_catalog') and near.before in ('=', 'to', ',') and near.after is distinct from '.'
        and 'search_path' = any (words) then null
      when named.is_pg then 'catalog_name'
      -- If an extension has a function of the same name, such as sign, the list means PostgreSQL's own.
      when named.is_own and near.before = '.' and near.before_2 = 'extensions' and near.after = '(' then 'function_refused'
      -- auth.users is left to check_accounts, which knows the statement.
      when named.is_schema and near.after = '.'
        and not (named.word = 'auth' and (near.third = 'users' or near.third in ('uid', 'jwt', 'role', 'email') and near.fourth = '('))
        then 'schema_refused'
      when named.word = 'moddatetime' and (near.before in ('function', 'procedure') or near.before_2 = 'extensions') then null
      when near.after = '(' and named.takes is not null
        and not (coalesce(near.before in ('as', 'with', 'recursive'), false) and kinds[token.position - 1] = 'i') then 'function_refused'
      -- (expression).name, $1.name and alias.name can also be calls of name.
      when near.before = '.' and (named.takes = 'row' or (named.takes = 'value'
        and (coalesce(kinds[token.position - 2] not in ('i', 'q'), true) or sandbox.reads_function_row(kinds, words, near.before_2))))
        then 'function_refused'
    end as problem
    from (
      select known.word, known.is_pg, known.is_listed, known.is_schema,
        case when not known.is_listed and not known.is_of_app then known.takes end as takes,
        known.is_listed and exists (
          select from pg_proc where proname = known.word and pronamespace = 'pg_catalog'::regnamespace and pronargs > 0
        ) as is_own,
        case
          when octet_length(known.word) > 63 then 'name_too_long'
          when known.folded ~ v_of_an_app and known.word !~ v_of_this_app then 'foreign_name'
          when known.folded ~ ('^(?:_?reg(?:class|proc|procedure|oper|operator|role|namespace|type|collation|dictionary)'
            || '|refcursor|_?pg_node_tree|_?aclitem)$') then 'type_refused'
        end as problem
      from (
        select each.word, lower(each.word) as folded, starts_with(each.word, platform.app_object(app_id, '')) as is_of_app,
          lower(each.word) ~ '^pg_|^information_schema$' as is_pg,
          exists (select from sandbox.allowed_functions where name = each.word) as is_listed,
          -- The keywords collect like json_agg, json_array from a query, but meter_aggregates does not know their arguments.
          case when each.word in ('json_array', 'json_arrayagg', 'json_objectagg') then 'other' else (
            select case min(case
                when pg_proc.pronargs = 0 or pg_proc.pronargs - pg_proc.pronargdefaults > 1 then 3
                when pg_type.typtype in ('c', 'p') then 1
                else 2
              end) when 1 then 'row' when 2 then 'value' when 3 then 'other' end
            from pg_proc left join pg_type on pg_type.oid = pg_proc.proargtypes[0]
            where pg_proc.proname = each.word and pg_proc.pronamespace = any (v_schemas)
          ) end as takes,
          each.word not in ('public', 'extensions') and exists (select from pg_namespace where nspname = each.word) as is_schema
        from (select distinct token.word from unnest(kinds, words) as token (kind, word) where token.kind in ('i', 'q')) as each
        offset 0
      ) as known
      offset 0
    ) as named
    join unnest(kinds, words) with ordinality as token (kind, word, position) on token.word = named.word and token.kind in ('i', 'q')
    cross join lateral (
      select words[token.position + 1] as after, words[token.position + 2] as third, kinds[token.position + 2] as third_kind,
        words[token.position + 3] as fourth, words[token.position - 1] as before, words[token.position - 2] as before_2
    ) as near
    where named.problem is not null or named.is_pg or named.takes is not null or named.is_schema or named.word = 'format'
      or (named.is_own and 'extensions' = any (words))
  ) as place
  where place.problem is not null
  order by place.position;

  if not found and array_to_string(words, ' ') ~* 'user_meta_?data' then
    return query
      select token.position::integer, token.word, 'user_metadata_refused'
      from unnest(kinds, words) with ordinality as token (kind, word, position)
      where token.kind = 'l' and token.word ~* 'user_meta_?data'
        -- The body of a function is read by itself.
        and not coalesce(words[token.position - 1] = 'as' and kinds[token.position - 1] = 'i', false)
      order by token.position;
  end if;
end
$$;

comment on function sandbox.name_problems is 'Returns the names in some SQL that lead out of the app.';

revoke all on function sandbox.name_problems from public, anon, authenticated, service_role;
