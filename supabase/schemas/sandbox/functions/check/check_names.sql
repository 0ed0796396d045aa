-- check_names: Refuses names that lead out of the app, wherever they appear: the prefix of another app, the catalog, other
-- schemas, types that name objects, names that PostgreSQL would truncate, and calls of functions that are not on the
-- allow-list. A name before ( counts as a call if the database has a function of that name in any schema.
-- Each distinct name is looked up once; only the positions of a suspicious name are examined.
-- Called by: read_sql.
-- Errors: 42501 foreign_name, catalog_name, schema_refused, type_refused, function_refused, width_refused,
-- user_metadata_refused; 42622 name_too_long.
create or replace function sandbox.check_names(app_id bigint, kinds "char"[], words text[])
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_of_an_app constant text := '^(?:' || platform.index_prefix() || ')?app_[0-9]';
  v_of_this_app constant text := '^(?:' || platform.index_prefix() || ')?' || platform.app_object(app_id, '');
  v_found record;
begin
  select place.word, place.problem into v_found
  from (
    select named.word, token.position, case
      when named.problem is not null then named.problem
      when named.is_pg and near.after = '(' then case when not named.is_listed then 'function_refused' end
      when named.word = 'format' then
        case when near.after = '(' and (near.third_kind <> 'l' or near.third ~ '%[-$0-9]*(?:[0-9]{5,}|\*)'
          -- Each inserts a value, which may be wide.
          or char_length(near.third) - char_length(replace(near.third, '%', '')) > 100) then 'width_refused' end
      when named.word = 'pg_default' and near.before = 'tablespace' then null
      when named.is_pg then 'catalog_name'
      -- If an extension has a function of the same name, such as sign, the list means PostgreSQL's own.
      when named.is_own and near.before = '.' and near.before_2 = 'extensions' and near.after = '(' then 'function_refused'
      -- (expression).name, $1.name and alias.name can also be calls of name.
      when named.is_unlisted and (near.before = '.' or near.after = '(') then 'function_refused'
      -- auth.users is left to check_accounts, which knows the statement.
      when named.is_schema and near.after = '.'
        and not (named.word = 'auth' and (near.third = 'users' or near.third in ('uid', 'jwt', 'role', 'email') and near.fourth = '('))
        then 'schema_refused'
    end as problem
    from (
      select known.word, known.is_pg, known.is_listed, known.is_schema, known.is_function and not known.is_listed as is_unlisted,
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
        select each.word, lower(each.word) as folded, lower(each.word) ~ '^pg_|^information_schema$' as is_pg,
          exists (select from sandbox.allowed_functions where name = each.word) as is_listed,
          -- Keywords that collect like json_agg, but whose arguments meter_aggregates does not know.
          each.word in ('json_arrayagg', 'json_objectagg') or exists (select from pg_proc where proname = each.word) as is_function,
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
    where named.problem is not null or named.is_pg or named.is_unlisted or named.is_schema or named.word = 'format'
      or (named.is_own and 'extensions' = any (words))
  ) as place
  where place.problem is not null
  order by place.position
  limit 1;

  if not found and array_to_string(words, ' ') ~* 'user_meta_?data' then
    select token.word, 'user_metadata_refused' as problem into v_found
    from unnest(kinds, words) as token (kind, word) where token.kind = 'l' and token.word ~* 'user_meta_?data';
  end if;
  if v_found is not null then
    perform sandbox.refuse(v_found.problem,
      case v_found.problem
        when 'foreign_name' then format('"%s" is not a name of app %s', left(v_found.word, 80), app_id)
        when 'name_too_long' then format('the name "%s…" is longer than 63 bytes', left(v_found.word, 40))
        when 'width_refused' then 'the format string of format() must be a literal with small widths and at most 100 conversions'
        when 'user_metadata_refused' then 'a string names user metadata, which users write themselves'
        when 'function_refused' then format('"%s" is not an allowed function', left(v_found.word, 80))
        when 'type_refused' then format('"%s" is not an allowed type', left(v_found.word, 80))
        else format('the name "%s" is not allowed here', left(v_found.word, 80))
      end,
      sandbox.name_hint(app_id, v_found.problem, v_found.word),
      case v_found.problem when 'name_too_long' then '42622' else '42501' end);
  end if;
end
$$;

comment on function sandbox.check_names is 'Refuses names that lead out of the app.';

revoke all on function sandbox.check_names from public, anon, authenticated, service_role;
