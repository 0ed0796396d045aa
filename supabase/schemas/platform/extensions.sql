-- moddatetime keeps updated_at on app tables and on the registry: C code, a tenth of the cost of a plpgsql trigger.
create extension if not exists moddatetime with schema extensions;
