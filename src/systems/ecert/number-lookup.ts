import type { Database, Scope, Statement } from '../../database/index.ts';
import { ENTRY_COLUMNS } from '../../ledger/index.ts';
import { GatheredReads } from './lib/gathered-reads.ts';

/** A certificate that bears a number: what an answer about it hangs on, and the whole entry as it is sent. */
export interface FoundCertificate {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly office?: string;
  /** The `CertificateEntry` as the text of a JSON object; its body is as the database holds it, unread. */
  readonly json: string;
}

interface FoundRow {
  /** Of the question, from 1. */
  readonly place: number;
  readonly id: string;
  readonly country: string;
  readonly authority: string;
  readonly number: string;
  readonly version: number;
  readonly state: string;
  readonly office: string | null;
  readonly body: string;
  readonly created: Date;
  readonly updated: Date;
}

interface Question {
  readonly country: string;
  readonly number: string;
}

/** At most so many of one country bear one number: its authorities may use the same. */
const MOST = 10;
const COLUMNS = ENTRY_COLUMNS.replace(/\bbody\b/, 'body::text as body');

const BY_NUMBERS: Statement = {
  name: 'certificates-by-numbers',
  text: `select asked.place::integer as place, found.*
         from unnest($1::text[], $2::text[]) with ordinality as asked (country, number, place)
         cross join lateral (
           select ${COLUMNS} from certificate
           where certificate.number = asked.number and certificate.country = asked.country
           order by issued desc, id desc limit ${String(MOST)}
         ) as found`,
};

/** Look-ups by country and number, which is what an official's system does all day: those that come together share a statement. */
export class NumberLookup {
  readonly #reads: GatheredReads<Question, readonly FoundCertificate[]>;

  constructor(database: Database) {
    this.#reads = new GatheredReads({ ask: (scope, questions) => answer(database, scope, questions) });
  }

  /** Certificates of a country that bear exactly this number, newest first, at most ten. */
  find(scope: Scope, country: string, number: string): Promise<readonly FoundCertificate[]> {
    return this.#reads.read(scope, { country, number });
  }
}

async function answer(
  database: Database,
  scope: Scope,
  questions: readonly Question[],
): Promise<readonly (readonly FoundCertificate[])[]> {
  const rows = await database.read<FoundRow>(scope, BY_NUMBERS, [
    questions.map(({ country }) => country),
    questions.map(({ number }) => number),
  ]);
  const answers: FoundCertificate[][] = questions.map(() => []);
  for (const row of rows) answers[row.place - 1]?.push(foundOf(row));
  return answers;
}

function foundOf(row: FoundRow): FoundCertificate {
  const { id, number, version, office } = row;
  const before = JSON.stringify({
    id,
    country: row.country,
    authority: row.authority,
    number,
    version,
    state: row.state,
    ...(office === null ? {} : { office }),
  });
  const after = `"created":"${row.created.toISOString()}","updated":"${row.updated.toISOString()}"`;
  const json = `${before.slice(0, -1)},"body":${row.body},${after}}`;
  return { id, number, version, ...(office === null ? {} : { office }), json };
}
