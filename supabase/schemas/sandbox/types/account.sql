-- account: What the sign-up code of an app sees of a new member as `new`: the columns of auth.users without its secrets. The views
-- sandbox.app_57_sign_up have these columns. A view on auth.users itself would stop Auth from changing that table.
create type sandbox.account as (
  id uuid,
  aud text,
  role text,
  email text,
  email_confirmed_at timestamp with time zone,
  invited_at timestamp with time zone,
  last_sign_in_at timestamp with time zone,
  raw_app_meta_data jsonb,
  raw_user_meta_data jsonb,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  phone text,
  phone_confirmed_at timestamp with time zone,
  confirmed_at timestamp with time zone,
  is_sso_user boolean,
  is_anonymous boolean
);

comment on type sandbox.account is 'What the sign-up code of an app sees of a new member.';
