import type { Transaction } from '../../database/index.ts';
import type { BookName, LockedBooks, Share } from '../../ledger/accounts/index.ts';
import type { Performance } from '../../ledger/index.ts';
import { raise, releasedOf, type Alarm } from './alerting.ts';
import { fitAccount } from './drawing.ts';
import type { CaseRow } from './lib/rows.ts';
import { STATEMENTS } from './lib/statements.ts';
import type { CaseKeeper, FoundDocument } from './ports.ts';

interface Account {
  readonly books: LockedBooks;
  readonly name: BookName;
  readonly document: FoundDocument;
}

/**
 * Brings an account up to its certificate. Where that was amended to less than was drawn on it, who held last gives back first, until
 * it fits, and is decided anew; what was released already is an alert. The account never shows less than is taken of it.
 */
export async function bringUp(
  transaction: Transaction,
  keepers: ReadonlyMap<string, CaseKeeper>,
  account: Account,
  by: Performance,
): Promise<void> {
  const { books, name, document } = account;
  if (fitAccount(books, name, document).length === 0) return;
  const shares = await books.everybody(name);
  const released: string[] = [];
  const holders = [
    ...new Set(shares.filter(({ state }) => state === 'held').map(({ claimant }) => claimant)),
  ];
  const latest = (claimant: string): string =>
    shares
      .filter((share) => share.claimant === claimant)
      .reduce((last, { at }) => (at > last ? at : last), '');
  for (const claimant of holders.toSorted((left, right) => (latest(left) < latest(right) ? 1 : -1))) {
    books.release(name, claimant);
    released.push(claimant);
    if (fitAccount(books, name, document).length === 0) break;
  }
  const short = new Set(fitAccount(books, name, document));
  const used = shares.filter(({ state, line }) => state === 'consumed' && short.has(line));
  await tell(transaction, keepers, { document, released, used }, by);
}

async function tell(
  transaction: Transaction,
  keepers: ReadonlyMap<string, CaseKeeper>,
  {
    document,
    released,
    used,
  }: {
    readonly document: FoundDocument;
    readonly released: readonly string[];
    readonly used: readonly Share[];
  },
  by: Performance,
): Promise<void> {
  const concerned = [...new Set([...released, ...used.map(({ claimant }) => claimant)])];
  const rows = await transaction.query<CaseRow>(STATEMENTS.namedAll, [concerned]);
  const due = rows
    .filter(({ claimant }) => released.includes(claimant))
    .map(({ id, country }) => ({ country, case_id: id, due: by.now.toISOString(), cause: 'quantity' }));
  if (due.length > 0) await transaction.query(STATEMENTS.mark, [JSON.stringify(due)]);
  const { country, authority, number, version, state } = document.facts;
  const certificate = { country, authority, number, version, state };
  const alarms = rows.flatMap((row): readonly Alarm[] => {
    const own = used.filter(({ claimant }) => claimant === row.claimant);
    return own.length === 0
      ? []
      : [{ row, alert: { cause: 'shortfall', certificate, released: releasedOf(own) } }];
  });
  await raise(keepers, transaction, alarms, by);
}
