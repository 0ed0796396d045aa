-- finding: one thing that is wrong with an app, as verify_app and verify_shard answer it.
create type platform.finding as (app_id bigint, object text, problem text, hint text);

comment on type platform.finding is 'One thing wrong with an app: the object, the stable problem, and what to do.';
