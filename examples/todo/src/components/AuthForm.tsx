import type { User } from '@supabase/supabase-js';
import { type FormEvent, useState } from 'react';
import { signIn, signUp } from '../lib/account';
import { messageOf } from '../lib/message_of';

const TEXTS = {
  signin: { title: 'Sign in', other: 'New here? Create an account' },
  signup: { title: 'Create an account', other: 'Have an account? Sign in' },
} as const;

/** Signs users in or up. Passes a signed-in user to `onUser`; after a sign-up, the app gets the user from the session. */
export function AuthForm({ onUser }: { onUser: (user: User) => void }) {
  const [mode, setMode] = useState<keyof typeof TEXTS>('signin');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const [notice, setNotice] = useState('');
  const { title, other } = TEXTS[mode];

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [email, password] = [String(form.get('email')), String(form.get('password'))];
    setBusy(true);
    setError('');
    setNotice('');
    try {
      if (mode === 'signin') onUser(await signIn(email, password));
      else if (!await signUp(email, password)) {
        setNotice('Almost done: confirm your address with the link that was e-mailed to you.');
      }
    } catch (thrown) {
      setError(messageOf(thrown));
    } finally {
      setBusy(false);
    }
  }

  function switchMode() {
    setMode(mode === 'signin' ? 'signup' : 'signin');
    setError('');
    setNotice('');
  }

  return (
    <main className='card narrow'>
      <h1>{title}</h1>
      <form onSubmit={submit} aria-busy={busy}>
        <label htmlFor='email'>E-mail address</label>
        <input id='email' name='email' type='email' autoComplete='email' required autoFocus />
        <label htmlFor='password'>Password</label>
        <input
          id='password'
          name='password'
          type='password'
          autoComplete={mode === 'signin' ? 'current-password' : 'new-password'}
          required
          {...(mode === 'signup' && { minLength: 6, 'aria-describedby': 'password-rule' })}
        />
        {mode === 'signup' && <small id='password-rule'>6 characters or more</small>}
        {error !== '' && <p role='alert' className='error'>{error}</p>}
        {notice !== '' && <p role='status' className='notice'>{notice}</p>}
        <button type='submit' disabled={busy}>{busy ? 'One moment…' : title}</button>
      </form>
      <button type='button' className='plain' onClick={switchMode}>{other}</button>
    </main>
  );
}
