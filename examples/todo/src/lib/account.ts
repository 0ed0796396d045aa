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

/** Signs in and joins the app: an account of another app of the project is no member of this one yet. */
export async function signIn(email: string, password: string): Promise<void> {
  const signedIn = await supabase.auth.signInWithPassword({ email, password });
  if (signedIn.error) throw signedIn.error;
  const joined = await supabase.rpc('join_app', { app_id: APP_ID });
  if (joined.error) {
    await supabase.auth.signOut({ scope: 'local' });
    throw joined.error;
  }
}

/** Ends this session alone: the user may be signed in to other apps of the project. */
export async function signOut(): Promise<void> {
  const { error } = await supabase.auth.signOut({ scope: 'local' });
  if (error) throw error;
}
