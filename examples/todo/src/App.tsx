import type { User } from '@supabase/supabase-js';
import { useEffect, useState } from 'react';
import { AuthForm } from './components/AuthForm';
import { Todos } from './components/Todos';
import { followUser } from './lib/account';

export function App() {
  // null: nobody is signed in; undefined: not known yet. supabase-js keeps the session across reloads.
  const [user, setUser] = useState<User | null>();
  useEffect(() => followUser(setUser), []);
  if (user === undefined) return <p className='page' role='status'>Loading…</p>;
  if (user === null) return <AuthForm onUser={setUser} />;
  // The key creates a new list for each user, so that the next user never sees the todos of the previous one.
  return <Todos key={user.id} user={user} />;
}
