-- standards_accounts: the client, and signing up, in and out of an app, as a module of TypeScript in parts.
create or replace function platform.standards_accounts(app_id bigint, signup text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return E'## Client\n\n'
    || E'`database.types.ts` is the text that `GET /apps/' || app_id || E'/types` answers; URL and key stand in `connection` of `GET /apps/' || app_id || E'`.\n\n'
    || platform.markdown_snippet(replace($ts$
import { createClient, type User } from '@supabase/supabase-js';
import type { Database } from './database.types';

export const APP_ID = <APP_ID>;
export const supabase = createClient<Database>('<SUPABASE_URL>', '<SUPABASE_PUBLISHABLE_KEY>');
$ts$, '<APP_ID>', app_id::text))
    || E'This, the functions below and `messageOf` stand in one module, `app.ts`.\n\n'
    || E'## Accounts\n\n'
    || case signup
      when 'open' then 'Anybody may sign up.'
      when 'invite' then 'Only invited e-mail addresses may sign up or join; to others the refusal is `invitation_required`.'
      else 'Nobody new may sign up or join (`signup_closed`): build no form to sign up.'
    end
    || E' A sign-up with `app_id` makes an account and a member of this app of it, and fails as a whole where the app does not take the user.\n\n'
    || platform.markdown_snippet($ts$
/** Answers whether the user is signed in now; if not, the address must be confirmed first, with the link in the mail. */
export async function signUp(email: string, password: string): Promise<boolean> {
  const { data, error } = await supabase.auth.signUp({
    email,
    password,
    options: { data: { app_id: APP_ID }, emailRedirectTo: window.location.origin },
  });
  if (error) throw error;
  return data.session !== null;
}
$ts$)
    || 'Accounts are of the project, memberships of an app: who signed up for another app has an account (`user_already_exists`), signs in, and '
    || E'joins. Without joining, every table looks empty and every insert answers `42501`. Joining again changes nothing, so do it at every sign-in.\n\n'
    || platform.markdown_snippet($ts$
let joining = false;

/** Answers the user once the user is a member. Until then followUser is silent, or the app would read what it may not see yet. */
export async function signIn(email: string, password: string): Promise<User> {
  joining = true;
  try {
    const { data, error } = await supabase.auth.signInWithPassword({ email, password });
    if (error) throw error;
    const joined = await supabase.rpc('join_app', { app_id: APP_ID });
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
    || E'With `scope: ''local''` this session ends and no other: the user may be signed in to other apps of the project.\n\n'
    || E'supabase-js keeps the session in the browser and renews it. Follow it; never read it once and keep it. Within the listener call nothing of '
    || E'supabase-js with `await`: it would wait for ever.\n\n'
    || platform.markdown_snippet($ts$
/** Tells who is signed in: at once, also after a reload, and whenever it changes. Call the answer to stop. */
export function followUser(tell: (user: User | null) => void): () => void {
  const { data } = supabase.auth.onAuthStateChange((_event, session) => {
    if (!joining) tell(session?.user ?? null);
  });
  return () => data.subscription.unsubscribe();
}
$ts$)
    || E'`supabase.rpc(''leave_app'', { app_id: APP_ID })` ends the membership **and deletes the user''s rows in this app**; '
    || E'`supabase.rpc(''my_apps'')` lists the apps of the user.\n\n';
end
$$;

comment on function platform.standards_accounts is 'The client, and signing up, in and out, in the standards.';

revoke all on function platform.standards_accounts from public, anon, authenticated, service_role;
