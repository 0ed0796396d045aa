-- moddatetime keeps updated_at current on app tables and in the registry. It is C code and costs a tenth of a plpgsql
-- trigger.
create extension if not exists moddatetime with schema extensions;
