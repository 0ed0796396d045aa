-- upgrade: Installs this release's executors for apps that an earlier release created.
do $$ begin perform platform.upgrade_executors(); end $$;

-- This release's guard has its own version, so it does not use cache entries of another.
do $$ begin perform sandbox.refresh_guard_state(); end $$;
