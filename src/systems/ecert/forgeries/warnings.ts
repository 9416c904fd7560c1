import type { Database, Statement } from '../../../database/index.ts';
import { plainNumber } from '../../../ledger/index.ts';
import type { ForgeryWarningCode } from './error.ts';
import type { ForgeryBody } from './forgery-record.ts';
import { fits, type ForgeryPattern, type Sought } from './pattern.ts';

/** What a look-up is told of a confirmed forgery. */
export interface ForgeryWarning {
  readonly code: ForgeryWarningCode;
  /** Reference of the report. */
  readonly reference: string;
  /** RFC 3339. */
  readonly confirmed: string;
}

interface Known {
  readonly reference: string;
  readonly confirmed: string;
  readonly plain: string;
  readonly patterns: readonly ForgeryPattern[];
}

const SYSTEM = { kind: 'system' } as const;
const STAND: Statement = {
  name: 'forgery-warnings-stand',
  text: `select count(*)::text as count, coalesce(max(updated)::text, '') as updated from forgery where state = 'confirmed'`,
};
const ALL: Statement = {
  name: 'forgery-warnings',
  text: `select number, body from forgery where state = 'confirmed' order by updated desc`,
};

/** At most so many warnings for one look-up: more say no more. */
const MOST = 10;

/** The confirmed forgeries in memory, for whoever looks something up. */
export class ForgeryWarnings {
  readonly #database: Database;
  #byNumber: ReadonlyMap<string, readonly Known[]> = new Map();
  #patterned: readonly Known[] = [];
  #stand = '';

  constructor(database: Database) {
    this.#database = database;
  }

  /** Takes in what was confirmed or retracted, here or by another process. */
  async refresh(): Promise<void> {
    const [stand] = await this.#database.read<{ count: string; updated: string }>(SYSTEM, STAND);
    const seen = JSON.stringify(stand);
    if (seen === this.#stand) return;
    const rows = await this.#database.read<{ number: string; body: ForgeryBody }>(SYSTEM, ALL);
    const byNumber = new Map<string, Known[]>();
    const patterned: Known[] = [];
    for (const { number, body } of rows) {
      const plain = plainNumber(body.number);
      const known: Known = {
        reference: number,
        confirmed: body.confirmed ?? '',
        plain,
        patterns: body.patterns ?? [],
      };
      if (plain !== '') byNumber.set(plain, [...(byNumber.get(plain) ?? []), known]);
      if (known.patterns.length > 0) patterned.push(known);
    }
    this.#byNumber = byNumber;
    this.#patterned = patterned;
    this.#stand = seen;
  }

  /** The warnings for what is looked up, each report once; by the number itself before patterns. */
  of(sought: Sought): readonly ForgeryWarning[] {
    const plain = sought.number === undefined ? '' : plainNumber(sought.number.slice(0, 400));
    const numbered = plain === '' ? [] : (this.#byNumber.get(plain) ?? []);
    const patterned = this.#patterned.filter(
      (known) => !numbered.includes(known) && known.patterns.some((pattern) => fits(pattern, sought)),
    );
    return [
      ...numbered.map((known) => warning('forgery-warning-number', known)),
      ...patterned.map((known) => warning('forgery-warning-pattern', known)),
    ].slice(0, MOST);
  }
}

function warning(code: ForgeryWarningCode, { reference, confirmed }: Known): ForgeryWarning {
  return { code, reference, confirmed };
}
