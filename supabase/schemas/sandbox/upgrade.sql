-- Apps that an earlier release made get the executors of this one.
do $$ begin perform platform.upgrade_executors(); end $$;
