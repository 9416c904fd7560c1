import { basename } from 'node:path';
import { parseDecimal, type Clock } from '../../../base/index.ts';
import type { Database, Statement } from '../../../database/index.ts';
import { registerActor } from './entry-points.ts';
import { RegisterError } from './error.ts';
import {
  FigureTable,
  figureReader,
  kilogramsText,
  NO_FIGURES,
  sameFigures,
  sumOf,
} from './register-figures.ts';
import type { FigureKey, Figures } from './register-figures.ts';
import { parseMapping } from './register-mapping.ts';
import { readRegister } from './row-source.ts';

/** Count and net weight as texts: what both owners compare and sign. */
export interface SignedFigures {
  readonly count: number;
  /** Decimal text. */
  readonly kilograms: string;
}

export interface ReconciledGroup extends FigureKey {
  readonly source: SignedFigures;
  readonly ledger: SignedFigures;
}

/** Both sides of a moved register, figure by figure. */
export interface Reconciliation {
  readonly register: string;
  /** RFC 3339. */
  readonly made: string;
  readonly source: {
    readonly file: string;
    readonly bytes: number;
    /** SHA-256 of the file, hex. */
    readonly digest: string;
    /** Rows that could not be read at all; counted under no year, office and country. */
    readonly unreadable: number;
  };
  readonly ledger: {
    /** By which the records of this register are known in history and evidence. */
    readonly actor: string;
    /** Newest checkpoint of the evidence log when the figures were taken: a signed note. */
    readonly checkpoint: string;
  };
  readonly total: ReconciledGroup;
  /** By year, office and country, in this order. */
  readonly groups: readonly ReconciledGroup[];
  readonly byYear: readonly ReconciledGroup[];
  readonly byOffice: readonly ReconciledGroup[];
  readonly byCountry: readonly ReconciledGroup[];
  /** Those of `groups` in which the sides differ. */
  readonly differences: readonly ReconciledGroup[];
}

export interface ReconciliationOptions {
  /** The register's CSV or NDJSON file, whole: it is read anew, apart from the import. */
  readonly path: string;
  /** Text of its mapping file. */
  readonly mapping: string;
  readonly database: Database;
  readonly clock: Clock;
  /** Newest signed checkpoint of the evidence log. */
  readonly checkpoint: string;
}

/** Most groups that a reconciliation holds: years times offices times countries of a very large authority. */
const MAXIMUM_GROUPS = 2_000_000;

const LEDGER_FIGURES: Statement = {
  name: 'register-figures',
  text: `select coalesce(left(certificate.body ->> 'issueDate', 4), '') as year,
           coalesce(certificate.body ->> 'placeOfIssue', '') as office, coalesce(certificate.destination, '') as country,
           count(*)::text as count, coalesce(sum(certificate.net_kilograms), 0)::text as kilograms
         from certificate_history as history
         join certificate on certificate.id = history.record and certificate.country = history.country
         where history.version = 1 and history.actor = $1
         group by 1, 2, 3`,
};

/**
 * Counts and sums a moved register on both sides, each from its own store: the file row by row, the ledger by its records.
 * Throws `import-register-incomplete` when there are more groups than any register has.
 */
export async function reconcileRegister(options: ReconciliationOptions): Promise<Reconciliation> {
  const mapping = parseMapping(options.mapping);
  const reader = figureReader(mapping);
  const pass = readRegister(options.path, mapping, reader.wanted);
  const source = new FigureTable();
  let unreadable = 0;
  for await (const row of pass.rows) {
    if (row.fault) {
      unreadable += 1;
      source.add({ year: '', office: '', country: '' }, { ...NO_FIGURES, count: 1 });
    } else {
      const { key, figures } = reader.read(row);
      source.add(key, figures);
    }
  }
  const actor = registerActor(mapping.register);
  const ledger = await ledgerFigures(options.database, actor);
  const keys = sortedKeys([...source.keys(), ...ledger.keys()]);
  if (keys.length > MAXIMUM_GROUPS) {
    throw new RegisterError('import-register-incomplete', { source: mapping.register });
  }
  const compared = keys.map((key): Compared => ({ key, source: source.of(key), ledger: ledger.of(key) }));
  return {
    register: mapping.register,
    made: options.clock().toISOString(),
    source: { file: basename(options.path), bytes: pass.bytes(), digest: pass.digest(), unreadable },
    ledger: { actor, checkpoint: options.checkpoint },
    total: signed(totalOf(compared, { year: '', office: '', country: '' })),
    groups: compared.map(signed),
    byYear: margin(compared, ({ year }) => ({ year, office: '', country: '' })),
    byOffice: margin(compared, ({ office }) => ({ year: '', office, country: '' })),
    byCountry: margin(compared, ({ country }) => ({ year: '', office: '', country })),
    differences: compared.filter((group) => !sameFigures(group.source, group.ledger)).map(signed),
  };
}

interface Compared {
  readonly key: FigureKey;
  readonly source: Figures;
  readonly ledger: Figures;
}

interface LedgerRow extends FigureKey {
  readonly count: string;
  readonly kilograms: string;
}

async function ledgerFigures(database: Database, actor: string): Promise<FigureTable> {
  const table = new FigureTable();
  for await (const row of database.stream<LedgerRow>({ kind: 'system' }, LEDGER_FIGURES, [actor])) {
    const kilograms = parseDecimal(row.kilograms) ?? NO_FIGURES.kilograms;
    table.add(row, { count: Number(row.count), kilograms });
  }
  return table;
}

function textOfKey({ year, office, country }: FigureKey): string {
  return [year, office, country].join('\u0000');
}

function sortedKeys(keys: readonly FigureKey[]): readonly FigureKey[] {
  const unique = new Map(keys.map((key) => [textOfKey(key), key]));
  return [...unique].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, key]) => key);
}

function margin(
  compared: readonly Compared[],
  keyOf: (key: FigureKey) => FigureKey,
): readonly ReconciledGroup[] {
  const groups = new Map<string, Compared>();
  for (const { key, source, ledger } of compared) {
    const group = keyOf(key);
    const name = textOfKey(group);
    const before = groups.get(name) ?? { key: group, source: NO_FIGURES, ledger: NO_FIGURES };
    groups.set(name, {
      key: group,
      source: sumOf(before.source, source),
      ledger: sumOf(before.ledger, ledger),
    });
  }
  return [...groups].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, group]) => signed(group));
}

function totalOf(compared: readonly Compared[], key: FigureKey): Compared {
  return {
    key,
    source: compared.map(({ source }) => source).reduce(sumOf, NO_FIGURES),
    ledger: compared.map(({ ledger }) => ledger).reduce(sumOf, NO_FIGURES),
  };
}

function signed({ key, source, ledger }: Compared): ReconciledGroup {
  const text = (figures: Figures): SignedFigures => ({
    count: figures.count,
    kilograms: kilogramsText(figures),
  });
  return { ...key, source: text(source), ledger: text(ledger) };
}
