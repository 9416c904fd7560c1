import pg from 'pg';
import { scopeText, type Database, type Statement } from '../../src/database/index.ts';

/** The statements of one transaction, as they were sent. */
export interface Recorded {
  readonly scope: string;
  readonly statements: { readonly statement: Statement; readonly values: readonly unknown[] }[];
}

/** A database that writes down the statements of transactions that commit, while there is somewhere to write. */
export function record(database: Database, into: () => Recorded[] | undefined): Database {
  return {
    ...database,
    transaction: async (scope, act) => {
      const list = into();
      if (list === undefined) return database.transaction(scope, act);
      let statements: Recorded['statements'] = [];
      const result = await database.transaction(scope, (transaction) => {
        // Begun again where others got in the way.
        statements = [];
        return act({
          scope: transaction.scope,
          over: transaction.over,
          query: (statement, values = []) => {
            statements.push({ statement, values });
            return transaction.query(statement, values);
          },
          copyIn: (target, rows) => transaction.copyIn(target, rows),
        });
      });
      list.push({ scope: scopeText(scope), statements });
      return result;
    },
  };
}

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g;
const REGISTER = /NZL-?R\/?0(\d{7})/g;
const DECLARED = /\bB(\d{15})\b/g;

/**
 * The same for others of their kind: the ids, declarations and certificates that a transaction names become others, each always the
 * same, so that it does again what it did.
 */
function another(value: unknown, unused: number): unknown {
  if (typeof value === 'string')
    return value
      .replace(UUID, otherId)
      .replace(REGISTER, (number) => number.replace(/\d{7}$/, (digits) => shifted(digits, unused)))
      .replace(DECLARED, 'C$1');
  if (Array.isArray(value)) return value.map((each) => another(each, unused));
  return value;
}

/** Another sign in one place, so that different ids stay different. */
function otherId(id: string): string {
  const sign = Number.parseInt(id.slice(24, 25), 16) ^ 8;
  return `${id.slice(0, 24)}${sign.toString(16)}${id.slice(25)}`;
}

/** A certificate of its kind that no declaration has drawn on. */
function shifted(digits: string, unused: number): string {
  return String(Number(digits) + unused).padStart(7, '0');
}

/** Sends recorded transactions again, each caller one statement after another by a plain client; seconds. */
export async function replayed(
  url: string,
  /** Transactions that follow one another, in as many runs as may go side by side. */
  recorded: readonly (readonly Recorded[])[],
  callers: number,
  /** From a certificate to one of the same kind that nothing draws on. */
  unused: number,
): Promise<number> {
  const prepared = recorded.map((run) =>
    run.map(({ scope, statements }) => ({
      scope,
      statements: statements.map(({ statement, values }) => ({
        ...statement,
        values: values.map((value) => another(value, unused)),
      })),
    })),
  );
  const clients = await Promise.all(
    Array.from({ length: callers }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(
        `set search_path = counterfoil, public; set time zone 'UTC'; set plan_cache_mode = force_generic_plan;
         set role counterfoil_application`,
      );
      return client;
    }),
  );
  try {
    let next = 0;
    const started = performance.now();
    await Promise.all(
      clients.map(async (client) => {
        for (let index = next++; index < prepared.length; index = next++) {
          for (const transaction of prepared[index] ?? []) {
            await client.query('begin');
            await client.query(`set local counterfoil.scope = ${pg.escapeLiteral(transaction.scope)}`);
            for (const { name, text, values } of transaction.statements)
              await client.query({ name, text, values });
            await client.query('commit');
          }
        }
      }),
    );
    return (performance.now() - started) / 1000;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
