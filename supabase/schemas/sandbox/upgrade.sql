-- The templates of the scopes are those of this release.
do $$ begin perform platform.prepare_scopes(); end $$;

-- Apps that an earlier release made get the executors of this one.
do $$ begin perform platform.upgrade_executors(); end $$;

-- The guard of this release has a version of its own, and accepts nothing that another one did.
do $$ begin perform sandbox.refresh_guard_state(); end $$;
