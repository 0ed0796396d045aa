import type { User } from '@supabase/supabase-js';
import { APP_ID, supabase } from './supabase';

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

let joining = false;

/**
 * Signs in and joins the app: an account of another app of the project is not a member of this one yet. Returns the user
 * once they are a member. Until then followUser is silent, so that the app does not read too early.
 */
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

/** Reports who is signed in: immediately, even after a reload, and at every change. Call the returned function to stop. */
export function followUser(tell: (user: User | null) => void): () => void {
  const { data } = supabase.auth.onAuthStateChange((_event, session) => {
    if (!joining) tell(session?.user ?? null);
  });
  return () => data.subscription.unsubscribe();
}

/** Ends only this session: the user may also be signed in to other apps of the project. */
export async function signOut(): Promise<void> {
  const { error } = await supabase.auth.signOut({ scope: 'local' });
  if (error) throw error;
}
