/**
 * Who asks. Carried by every query and enforced again by row-level security: the application role sees no row of a
 * record unless a scope is set. `system` is for the platform's own work (sequencer, import by an operator, migration of registers).
 */
export type Scope =
  | { readonly kind: 'system' }
  | {
      readonly kind: 'public';
      /** A trader, carrier or partner among the public, who sees besides what is its own. */
      readonly organisation?: { readonly key: string; readonly country: string };
    }
  | {
      readonly kind: 'authority';
      /** ISO 3166-1 alpha-2. */
      readonly country: string;
      /** Key of the competent authority, e.g. `CN-GACC`. */
      readonly authority: string;
      /** Key of the office when the caller may see the documents of it and of the offices below it only. */
      readonly office?: string;
      /**
       * That office and all below it, where whoever made the scope has looked them up: code asks it what row-level
       * security asks the table. Without it the code keeps to the office itself.
       */
      readonly below?: readonly string[];
    };

/** A named (prepared) statement. The name is its identity on the wire: one name, one text, for ever. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Anything that runs statements. Values are bound, never spliced. */
export interface Session {
  query<Row>(statement: Statement, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/**
 * Writing exists only inside a transaction. Commits when the act resolves, rolls back when it throws. Its statements are planned once
 * for a connection, whatever the values: one whose plan must depend on them (a condition that a null takes away, a beginning of a
 * word) is a `read` or a `stream`.
 */
export interface Transaction extends Session {
  readonly scope: Scope;
  /** Settles when it has committed or rolled back, or its connection is lost: what it had locked is free. Never rejects. */
  readonly over: Promise<void>;
  /** COPY rows in (text format); the generator is read with back-pressure. Returns the number of rows. */
  copyIn(target: string, rows: AsyncIterable<string> | Iterable<string>): Promise<number>;
}

export interface Database {
  transaction<Result>(scope: Scope, act: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** One autocommit read on a pipelined connection that was opened for this scope and can have no other. */
  read<Row>(scope: Scope, statement: Statement, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Streams a large result by cursor, in portions, inside one read-only transaction. */
  stream<Row>(scope: Scope, statement: Statement, values?: readonly unknown[]): AsyncIterable<Row>;
  close(): Promise<void>;
}
