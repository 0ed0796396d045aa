/** What runs the demo's steps: each is printed with its time, and one that breaks its promise ends the demo. */
export interface Steps {
  /** Does the work, prints its name and its time, and hands on its result. */
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
        throw new Error(`step ${number}, ${what}: ${why}`, { cause: error });
      }
    },
  };
}

/** @throws when what was promised is not so */
export function promise(holds: boolean, promised: string, instead: unknown): asserts holds {
  if (!holds) throw new Error(`promised: ${promised}; instead: ${JSON.stringify(instead)}`);
}

/** The shape of what supabase-js answers. */
export interface Answer<Data> {
  data: Data;
  error: { code?: string | undefined; message: string } | null;
}

/** The data, where no error was promised. */
export function accepted<Data>(answer: Answer<Data>, promised: string): NonNullable<Data> {
  const { data, error } = answer;
  promise(error === null && data !== null && data !== undefined, promised, error ?? data);
  return data;
}

/** Checks that the database refused with this code. */
export function refused(answer: Answer<unknown>, code: string, promised: string): void {
  promise(answer.error?.code === code, `${promised} (${code})`, answer.error ?? answer.data);
}
