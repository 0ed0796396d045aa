-- api_relation: A table or view of an app that the Data API serves. key holds the columns of the primary key.
create type platform.api_relation as (
  id oid, name text, full_name text, is_view boolean, scope text, description text, key text[], is_realtime boolean
);

comment on type platform.api_relation is 'A table or view of an app that the Data API serves.';
