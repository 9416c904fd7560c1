/** What the global set-up tells the tests: where the server is, and the database that each test's own is copied from. */
export interface TestServer {
  /** Connection URLs with `{database}` in the place of the database's name. */
  readonly administratorUrl: string;
  readonly migrationUrl: string;
  readonly applicationUrl: string;
  readonly template: string;
  /** Where the project's tests put what they throw away; gone when the run ends. */
  readonly folder: string;
  /** `18.4` and the like. */
  readonly version: string;
  /** Where the project takes PostgreSQL from; absent for the embedded one. */
  readonly binaries?: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    counterfoilTestServer: TestServer;
  }
}
