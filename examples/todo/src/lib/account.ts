import type { User } from '@supabase/supabase-js';
import { APP_ID, supabase } from './supabase';

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

let joining = false;

/**
 * Signs in and joins the app: an account of another app of the project is no member of this one yet. Answers the user once
 * the user is a member. Until then followUser is silent, or the app would read what it may not see yet.
 */
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

/** Tells who is signed in: at once, also after a reload, and whenever it changes. Call the answer to stop. */
export function followUser(tell: (user: User | null) => void): () => void {
  const { data } = supabase.auth.onAuthStateChange((_event, session) => {
    if (!joining) tell(session?.user ?? null);
  });
  return () => data.subscription.unsubscribe();
}

/** Ends this session alone: the user may be signed in to other apps of the project. */
export async function signOut(): Promise<void> {
  const { error } = await supabase.auth.signOut({ scope: 'local' });
  if (error) throw error;
}
