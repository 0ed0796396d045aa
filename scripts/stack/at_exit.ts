/**
 * Processes that must not outlive this one when it fails, each with the signal that ends it: an error nobody caught,
 * Ctrl-C, a signal in the middle of booting. Whoever ends well has stopped them, or means to leave them running.
 */
const kept = new Map<number, NodeJS.Signals>();

const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

export function stopAtExit(pid: number, signal: NodeJS.Signals): void {
  install();
  kept.set(pid, signal);
}

export function release(pid: number): void {
  kept.delete(pid);
}

let installed = false;

function install(): void {
  if (installed) return;
  installed = true;
  process.on('exit', (code) => {
    if (code === 0) return;
    for (const [pid, signal] of kept) {
      try {
        process.kill(pid, signal);
      } catch {
        // It is gone already.
      }
    }
  });
  for (const signal of Object.keys(exitCodes) as (keyof typeof exitCodes)[]) {
    process.on(signal, () => {
      // A program with a handler of its own stops in its own way.
      if (process.listenerCount(signal) === 1) process.exit(exitCodes[signal]);
    });
  }
}
