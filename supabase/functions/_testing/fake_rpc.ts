import { type AppshardError, fromPostgrest } from '../../../shared/errors.ts';
import type { Rpc } from '../_shared/platform_rpc.ts';

/** The results of a platform, by function. */
export type Answers = Record<string, unknown | ((args: Record<string, unknown>) => unknown)>;
export type Calls = Array<[name: string, args: Record<string, unknown>]>;

/** Returns a platform with these results; an Error is thrown. Adds every call to `calls`. */
export function fakeRpc(answers: Answers, calls: Calls): Rpc {
  return async (name, args) => {
    calls.push([name, JSON.parse(JSON.stringify(args))]);
    const answer = answers[name];
    const value = await (typeof answer === 'function' ? answer(args) : answer);
    if (value instanceof Error) throw value;
    return value;
  };
}

/** Returns a refusal in the form of the database. */
export function refusal(code: string, details: string, message = 'No'): AppshardError {
  return fromPostgrest({ code, details, message, hint: 'Do otherwise.' });
}
