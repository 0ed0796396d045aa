import type { User } from '@supabase/supabase-js';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { signOut } from '../lib/account';
import { messageOf } from '../lib/message_of';
import { addTodo, completeTodo, deleteTodo, listTodos, PAGE_SIZE, type Todo } from '../lib/todos';

export function Todos({ user }: { user: User }) {
  const [todos, setTodos] = useState<Todo[]>();
  const [hasMore, setHasMore] = useState(false);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  // Gets the focus when a todo is added or deleted.
  const input = useRef<HTMLInputElement>(null);

  /** Runs `work`, and shows the error if it fails. */
  async function run(work: () => Promise<void>) {
    setBusy(true);
    setError('');
    try {
      await work();
    } catch (thrown) {
      setError(messageOf(thrown));
    } finally {
      setBusy(false);
    }
  }

  async function load(shown: Todo[]) {
    const page = await listTodos(shown.at(-1));
    setTodos([...shown, ...page]);
    setHasMore(page.length === PAGE_SIZE);
  }

  useEffect(() => void run(() => load([])), []);

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const words = text.trim();
    if (words === '' || busy) return;
    input.current?.focus();
    void run(async () => {
      const todo = await addTodo(words);
      setTodos((all = []) => [todo, ...all]);
      setText('');
    });
  }

  function toggle(todo: Todo) {
    void run(async () => {
      const changed = await completeTodo(todo.id, !todo.completed);
      setTodos((all = []) => all.map((each) => each.id === changed.id ? changed : each));
    });
  }

  function remove(todo: Todo) {
    void run(async () => {
      await deleteTodo(todo.id);
      setTodos((all = []) => all.filter((each) => each.id !== todo.id));
      input.current?.focus();
    });
  }

  return (
    <main className='card'>
      <header>
        <h1>Todos</h1>
        <span className='who'>{user.email}</span>
        <button type='button' className='plain' onClick={() => void run(signOut)}>Sign out</button>
      </header>
      <form className='row' onSubmit={add}>
        <label htmlFor='text' className='hidden'>What needs to be done?</label>
        <input
          id='text'
          ref={input}
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder='What needs to be done?'
          autoComplete='off'
          autoFocus
        />
        <button type='submit' disabled={text.trim() === ''}>Add</button>
      </form>
      {error !== '' && <p role='alert' className='error'>{error}</p>}
      {todos === undefined && error === '' && <p role='status'>Loading…</p>}
      {todos?.length === 0 && <p className='notice'>Nothing to do.</p>}
      <ul aria-label='Todos' aria-busy={busy}>
        {todos?.map((todo) => (
          <li key={todo.id}>
            <label className={todo.completed ? 'done' : ''}>
              <input type='checkbox' checked={todo.completed ?? false} onChange={() => toggle(todo)} />
              <span>{todo.text}</span>
            </label>
            <button type='button' className='plain' aria-label={`Delete ${todo.text}`} onClick={() => remove(todo)}>
              Delete
            </button>
          </li>
        ))}
      </ul>
      {hasMore && (
        <button
          type='button'
          className='plain'
          disabled={busy}
          onClick={() => void run(() => load(todos ?? []))}
        >
          Show more
        </button>
      )}
    </main>
  );
}
