import type { Tables } from './database.types';
import { supabase, TODOS } from './supabase';

export type Todo = Tables<typeof TODOS>;

export const PAGE_SIZE = 50;

/** Returns a page of the user's todos after the given one, newest first. No filter by user: the database does that. */
export async function listTodos(after?: Todo): Promise<Todo[]> {
  const page = supabase.from(TODOS).select().order('created_at', { ascending: false }).limit(PAGE_SIZE);
  const { data, error } = await (after === undefined ? page : page.lt('created_at', after.created_at));
  if (error) throw error;
  return data;
}

/** Returns the new row with the values that the database sets: id, owner and timestamps. */
export async function addTodo(text: string): Promise<Todo> {
  const { data, error } = await supabase.from(TODOS).insert({ text }).select().single();
  if (error) throw error;
  return data;
}

export async function completeTodo(id: string, completed: boolean): Promise<Todo> {
  const { data, error } = await supabase.from(TODOS).update({ completed }).eq('id', id).select().single();
  if (error) throw error;
  return data;
}

export async function deleteTodo(id: string): Promise<void> {
  const { error } = await supabase.from(TODOS).delete().eq('id', id);
  if (error) throw error;
}
