import type { User } from '@supabase/supabase-js';
import { useEffect, useState } from 'react';
import { AuthForm } from './components/AuthForm';
import { Todos } from './components/Todos';
import { followUser } from './lib/account';

export function App() {
  // null: nobody; undefined: not known yet. supabase-js keeps the session over reloads.
  const [user, setUser] = useState<User | null>();
  useEffect(() => followUser(setUser), []);
  if (user === undefined) return <p className='page' role='status'>Loading…</p>;
  if (user === null) return <AuthForm onUser={setUser} />;
  // The key makes a list of its own for each user: nothing of one is left on the screen of the next.
  return <Todos key={user.id} user={user} />;
}
