import { defineConfig } from 'vitest/config';

const timeouts = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    // Two workers: the machines that run this have two cores, and PostgreSQL needs its share of them.
    maxWorkers: 2,
    projects: [
      // These limits suit a busy machine: some unit tests parse hundreds of SQL strings, others start every command.
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], ...timeouts } },
      // Tests that use their own cluster directly, without the gateway.
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
