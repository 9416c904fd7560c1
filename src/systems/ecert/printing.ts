import type { LedgerCaller, Written } from '../../ledger/index.ts';
import type { Clock, RandomBytes } from '../../base/index.ts';
import type { Database, Statement } from '../../database/index.ts';
import { getRecord, LedgerError, takeAction } from '../../ledger/index.ts';
import type { CertificateBody } from './certificate-body.ts';
import { certificateRecord } from './certificate-record.ts';
import type { CertificateState } from './states.ts';

export interface PrintingOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly onCommitted?: () => void;
}

/** More papers than this are not printed of one certificate. */
const MOST_PAPERS = 50;

const ALLOT: Statement = {
  name: 'paper-allot',
  text: `insert into paper_allotment (country, year, next) values ($1, $2, 2)
         on conflict (country, year) do update set next = paper_allotment.next + 1
         returning next - 1 as serial`,
};

/**
 * Allots a serial paper number to a certificate in force and writes it into its history and the evidence log. The PDF that
 * bears it may then be made as often as it takes.
 */
export async function printCertificate(
  options: PrintingOptions,
  { id, version }: { readonly id: string; readonly version?: number },
  caller: LedgerCaller,
): Promise<Written<CertificateBody, CertificateState> & { readonly paper: string }> {
  const { database, clock, random, onCommitted } = options;
  const now = clock();
  const entry = await getRecord(database, caller.scope, certificateRecord, id);
  if (entry === undefined) throw new LedgerError('record-not-found', { id });
  const printed = await database.transaction(caller.scope, async (transaction) => {
    const year = now.getUTCFullYear();
    const [row] = await transaction.query<{ serial: string }>(ALLOT, [entry.country, year]);
    const paper = paperNumber(entry.country, year, Number(row?.serial));
    const [before] = await transaction.query<{ papers: readonly string[] | null }>(PAPERS, [id]);
    const papers = [...(before?.papers ?? []), paper].slice(-MOST_PAPERS);
    const written = await takeAction(
      transaction,
      certificateRecord,
      {
        id,
        action: 'print',
        input: { paper },
        change: { papers },
        ...(version === undefined ? {} : { version }),
      },
      { caller, now, random },
    );
    return { ...written, paper };
  });
  onCommitted?.();
  return printed;
}

const PAPERS: Statement = {
  name: 'paper-of-certificate',
  text: `select body -> 'papers' as papers from certificate where id = $1`,
};

/** `CN26-00000123-45`: country, year, serial number, and two digits by which a slip of the pen shows (ISO 7064, MOD 97-10). */
export function paperNumber(country: string, year: number, serial: number): string {
  const digits = `${String(year % 100).padStart(2, '0')}${String(serial).padStart(8, '0')}`;
  const letters = [...country].map((letter) => String(letter.charCodeAt(0) - 55)).join('');
  const check = 98n - ((BigInt(letters + digits) * 100n) % 97n);
  return `${country}${digits.slice(0, 2)}-${digits.slice(2)}-${String(check).padStart(2, '0')}`;
}
