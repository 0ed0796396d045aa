/** Runs the demo's steps. A broken promise ends the demo. */
export interface Steps {
  /** Does the work, prints what it was and how long it took, and returns its result. */
  run<Result>(what: string, work: () => Promise<Result>): Promise<Result>;
}

export function createSteps(print: (line: string) => void): Steps {
  let number = 0;
  return {
    run: async (what, work) => {
      number++;
      const begun = performance.now();
      try {
        const result = await work();
        const took = (performance.now() - begun).toFixed(0);
        print(`  ${String(number).padStart(2)}. ${what.padEnd(66)} ${took.padStart(5)} ms`);
        return result;
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new Error(`step ${number} (${what}): ${why}`, { cause: error });
      }
    },
  };
}

/** @throws if the promise does not hold, with what was expected and what came instead */
export function promise(holds: boolean, expected: string, actual: unknown): asserts holds {
  if (!holds) throw new Error(`expected ${expected}, got ${JSON.stringify(actual)}`);
}

/** The shape of what supabase-js returns. */
export interface Result<Data> {
  data: Data;
  error: { code?: string | undefined; message: string } | null;
}

/** Returns the data of a call that must succeed. */
export function accepted<Data>({ data, error }: Result<Data>, expected: string): NonNullable<Data> {
  promise(error === null && data !== null && data !== undefined, expected, error ?? data);
  return data;
}

/** Checks that the database refused a call with this code. */
export function refused({ data, error }: Result<unknown>, code: string, rule: string): void {
  promise(error?.code === code, `error ${code} (${rule})`, error ?? data);
}
