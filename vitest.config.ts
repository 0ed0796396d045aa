import { defineConfig } from 'vitest/config';

const timeouts = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    // Two workers: the machines that run this have two cores, and PostgreSQL wants its share.
    maxWorkers: 2,
    projects: [
      // With time limits that a busy machine can keep: some parse hundreds of SQL strings, others start every command.
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], ...timeouts } },
      // Tests that talk to a cluster of their own, without the gateway.
      { test: { name: 'db', include: ['tests/db/**/*.test.ts', 'tests/guard/**/*.test.ts'], ...timeouts } },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/support/global_setup.ts'],
          ...timeouts,
        },
      },
    ],
  },
});
