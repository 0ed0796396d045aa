-- standards_screens: Returns the section on screens, for React: who is signed in, the form for signing in and up, and what
-- is shown before the app. An app with tables that anyone reads is shown to everybody.
create or replace function platform.standards_screens(signup text, is_public boolean)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return E'## Screens\n\nWith React: show neither the form nor the data until it is known who is signed in. '
    || E'Another framework needs the same parts.\n\n'
    || platform.markdown_snippet(replace($ts$
import type { User } from '@supabase/supabase-js';
import { type FormEvent, useEffect, useState } from 'react';
import { followUser, messageOf, signIn, signOut, signUp } from './app';

<APP>

export function AuthForm({ onUser }: { onUser: (user: User) => void }) {
  const [isNew, setIsNew] = useState(false);
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState('');

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [email, password] = [String(form.get('email')), String(form.get('password'))];
    setBusy(true);
    setMessage('');
    try {
      if (!isNew) onUser(await signIn(email, password));
      else if (!(await signUp(email, password))) setMessage('Confirm your address with the link that was sent to you.');
    } catch (error) {
      setMessage(messageOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit}>
      <h1>{isNew ? 'Create an account' : 'Sign in'}</h1>
      <label>
        E-mail address
        <input name="email" type="email" autoComplete="email" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete={isNew ? 'new-password' : 'current-password'} required />
      </label>
      {message !== '' && <p role="alert">{message}</p>}
      <button type="submit" disabled={busy}>{isNew ? 'Create an account' : 'Sign in'}</button>
      <button type="button" onClick={() => setIsNew(!isNew)}>{isNew ? 'I have an account' : 'I am new here'}</button>
    </form>
  );
}
$ts$, '<APP>', trim(case when is_public then $public$
export function App() {
  // null: nobody is signed in; undefined: not known yet.
  const [user, setUser] = useState<User | null>();
  const [signingIn, setSigningIn] = useState(false);
  useEffect(() => followUser(setUser), []);
  if (user === undefined) return <p role="status">Loading…</p>;
  if (user === null && signingIn) {
    return (
      <AuthForm
        onUser={(who) => {
          setUser(who);
          setSigningIn(false);
        }}
      />
    );
  }
  // The key remounts the app for another user, so that no state of one user is left for the next.
  return (
    <main key={user?.id ?? 'visitor'}>
      {user === null
        ? <button type="button" onClick={() => setSigningIn(true)}>Sign in</button>
        : <button type="button" onClick={() => void signOut()}>Sign out</button>}
      {/* What anybody may read and, for a user, the rest of the app. */}
    </main>
  );
}
$public$ else $members$
export function App() {
  // null: nobody is signed in; undefined: not known yet.
  const [user, setUser] = useState<User | null>();
  useEffect(() => followUser(setUser), []);
  if (user === undefined) return <p role="status">Loading…</p>;
  if (user === null) return <AuthForm onUser={setUser} />;
  // The key remounts the app for another user, so that no state of one user is left for the next.
  return (
    <main key={user.id}>
      <button type="button" onClick={() => void signOut()}>Sign out</button>
      {/* The app, for this user. */}
    </main>
  );
}
$members$ end, E'\n')), 'tsx')
    || case signup when 'closed' then E'This app takes no new users: omit the second button.\n\n' else '' end;
end
$$;

comment on function platform.standards_screens is 'Returns the section on screens of the standards.';

revoke all on function platform.standards_screens from public, anon, authenticated, service_role;
