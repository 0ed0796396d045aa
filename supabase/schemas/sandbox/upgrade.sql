-- upgrade: Brings the shard's derived state to this release: the templates of the scopes, the executors of apps that an earlier release
-- created, the operators of extensions, and the guard's version, so that it uses no cache entries of another.
do $$ begin perform platform.prepare_scopes(); end $$;
do $$ begin perform platform.upgrade_executors(); end $$;
do $$ begin perform platform.adopt_operators(); end $$;
do $$ begin perform sandbox.refresh_guard_state(); end $$;
