-- api_column: A column of a table or view as a client of the Data API sees it. typescript is the type of its JSON value.
-- reference is the name of its foreign key. limits holds the spec options that its check constraints express (values, min,
-- max_length, …), and max_bytes, which an index of it holds.
create type platform.api_column as (
  name text, typescript text, sql_type text, is_nullable boolean, has_default boolean, default_value jsonb,
  is_insertable boolean, is_updatable boolean, is_unique boolean, limits jsonb,
  target text, target_column text, on_delete text, reference text, description text
);

comment on type platform.api_column is 'A column of a table or view as a client of the Data API sees it.';
