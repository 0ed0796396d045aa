import { AuthForm } from './components/AuthForm';
import { Todos } from './components/Todos';
import { useUser } from './lib/use_user';

export function App() {
  const user = useUser();
  if (user === undefined) return <p className="page" role="status">Loading…</p>;
  if (user === null) return <AuthForm />;
  // The key makes a list of its own for each user: nothing of one is left on the screen of the next.
  return <Todos key={user.id} user={user} />;
}
