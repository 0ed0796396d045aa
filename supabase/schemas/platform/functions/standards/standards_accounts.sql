-- standards_accounts: Returns the sections on the client and on signing up, in and out of an app, as the parts of a
-- TypeScript module.
create or replace function platform.standards_accounts(app_id bigint, signup text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return E'## Client\n\n'
    || 'Save the response of `GET /apps/' || app_id || '/types` as `database.types.ts`. The URL and the key are in `connection` in the '
    || 'response of `GET /apps/' || app_id || E'`.\n\n'
    || platform.markdown_snippet(replace($ts$
import { createClient, type User } from '@supabase/supabase-js';
import type { Database } from './database.types';

export const APP_ID = <APP_ID>;
// Apps that are served from one address would otherwise share one session.
export const supabase = createClient<Database>('<SUPABASE_URL>', '<SUPABASE_PUBLISHABLE_KEY>', {
  auth: { storageKey: `app_${APP_ID}_session` },
});
$ts$, '<APP_ID>', app_id::text))
    || E'Put this, the functions below and `messageOf` into one module, `app.ts`.\n\n'
    || E'## Accounts\n\n'
    || case signup
      when 'open' then 'Anyone may sign up.'
      when 'invite' then 'Only invited e-mail addresses may sign up or join; others are refused with `invitation_required`. An invitation '
        || 'is a link to the app with a secret: `?invitation=…`.'
      else 'Nobody new may sign up or join (`signup_closed`): do not build a sign-up form.'
    end
    || ' Signing up with `app_id` creates an account and makes it a member of this app. If the app refuses the user, no account is '
    || E'created.\n\n'
    || platform.markdown_snippet($ts$
/** The secret of the link with which the user was invited, or null. It is valid once, and only for the invited address. */
const invitation = new URLSearchParams(window.location.search).get('invitation');

/** Returns whether the user is signed in now. If not, the user must first confirm the address with the link in the e-mail. */
export async function signUp(email: string, password: string): Promise<boolean> {
  const { data, error } = await supabase.auth.signUp({
    email,
    password,
    options: { data: { app_id: APP_ID, invitation }, emailRedirectTo: window.location.origin },
  });
  if (error) throw error;
  // Where addresses must be confirmed, Auth does not report that an account exists: it returns a user without identities.
  if (data.user?.identities?.length === 0) throw { code: 'user_already_exists' };
  return data.session !== null;
}
$ts$)
    || 'An account belongs to the project, a membership to an app: a user who signed up for another app already has an account '
    || '(`user_already_exists`), signs in with it, and joins this app. Until the user joins, every table looks empty and every insert '
    || E'fails with `42501`. Joining again changes nothing, so join at every sign-in.\n\n'
    || platform.markdown_snippet($ts$
let joining = false;

/** Returns the user once they are a member. Until then followUser is silent, so that the app does not read too early. */
export async function signIn(email: string, password: string): Promise<User> {
  joining = true;
  try {
    const { data, error } = await supabase.auth.signInWithPassword({ email, password });
    if (error) throw error;
    const joined = await supabase.rpc('join_app', { app_id: APP_ID, invitation });
    if (joined.error) {
      await supabase.auth.signOut({ scope: 'local' });
      throw joined.error;
    }
    return data.user;
  } finally {
    joining = false;
  }
}

export async function signOut(): Promise<void> {
  const { error } = await supabase.auth.signOut({ scope: 'local' });
  if (error) throw error;
}
$ts$)
    || E'`scope: ''local''` ends only this session: the user may also be signed in to other apps of the project.\n\n'
    || 'supabase-js keeps the session in the browser and refreshes it. Follow the session; never read it once and keep the result. '
    || E'Never `await` a call of supabase-js inside the listener: it would deadlock.\n\n'
    || platform.markdown_snippet($ts$
/** Reports who is signed in: immediately, even after a reload, and at every change. Call the returned function to stop. */
export function followUser(tell: (user: User | null) => void): () => void {
  const { data } = supabase.auth.onAuthStateChange((_event, session) => {
    if (!joining) tell(session?.user ?? null);
  });
  return () => data.subscription.unsubscribe();
}
$ts$)
    || E'`supabase.rpc(''leave_app'', { app_id: APP_ID })` ends the membership **and deletes the user''s rows in this app**; '
    || E'`supabase.rpc(''my_apps'')` lists the user''s apps.\n\n';
end
$$;

comment on function platform.standards_accounts is 'Returns the sections on the client and on accounts of the standards.';

revoke all on function platform.standards_accounts from public, anon, authenticated, service_role;
