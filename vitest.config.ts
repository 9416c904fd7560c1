import { defineConfig } from 'vitest/config';
import { installedBinaries } from './src/database/testing/installed.ts';

const installed = installedBinaries();
if (installed === undefined) {
  console.warn('No PostgreSQL is installed: the database tests run on the embedded server only.');
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'verify/**/*.test.ts', 'web/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', 'node_modules/**', 'dist/**'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
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
                name: 'database-installed',
                include: ['src/**/*.db.test.ts'],
                globalSetup: ['src/database/testing/global-setup.ts'],
                testTimeout: 120_000,
                hookTimeout: 120_000,
              },
            },
          ]),
      {
        test: {
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
