/**
 * Processes that must not outlive this one if it fails (an uncaught error, Ctrl-C, a signal during startup), each with the signal
 * that ends it. A process that exits with 0 has stopped them, or leaves them running on purpose.
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
        // It has already exited.
      }
    }
  });
  for (const signal of Object.keys(exitCodes) as (keyof typeof exitCodes)[]) {
    process.on(signal, () => {
      // A program with its own handler shuts down itself.
      if (process.listenerCount(signal) === 1) process.exit(exitCodes[signal]);
    });
  }
}
