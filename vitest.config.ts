import { defineConfig } from 'vitest/config';
import { installedBinaries } from './src/database/testing/installed.ts';

const installed = installedBinaries();
if (installed === undefined) {
  console.warn('No PostgreSQL is installed: the database tests run on the embedded server only.');
}

/** What is waited for comes, on a busy machine too; what never comes still fails. */
const patient = { poll: { timeout: 30_000 } };

/**
 * Two at a time: half of a database test is the server's work. Files share a process and what it has loaded, since no
 * test replaces a module and each file has a database of its own.
 */
const together = { maxWorkers: 2, isolate: false, sequence: { groupOrder: 0 }, expect: patient };
/**
 * Whole programs and browsers after all else, three at a time: half of each is waiting for a program to start. What they test runs in
 * processes of its own, so that the files share one as well. A machine that stalls under both gets one more try, which the report
 * names; nothing that looks for faults by chance does.
 */
const programs = { maxWorkers: 3, isolate: false, retry: 1, sequence: { groupOrder: 1 }, expect: patient };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...together,
          name: 'unit',
          include: ['src/**/*.test.ts', 'verify/**/*.test.ts', 'web/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', 'node_modules/**', 'dist/**'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...together,
          name: 'database',
          include: ['src/**/*.db.test.ts'],
          globalSetup: ['src/database/testing/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      // The same tests on the server that the system has installed: one dialect, old and new.
      ...(installed === undefined
        ? []
        : [
            {
              test: {
                ...together,
                name: 'database-installed',
                include: ['src/**/*.db.test.ts'],
                // These start servers of their own.
                exclude: ['src/database/embedded/**', 'node_modules/**', 'dist/**'],
                globalSetup: ['src/database/testing/global-setup.ts'],
                testTimeout: 120_000,
                hookTimeout: 120_000,
              },
            },
          ]),
      {
        test: {
          ...programs,
          name: 'system',
          include: ['tests/**/*.test.ts'],
          globalSetup: ['src/database/testing/global-setup.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
