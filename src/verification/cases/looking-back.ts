import type { Transaction } from '../../database/index.ts';
import type { LockedBooks } from '../../ledger/accounts/index.ts';
import type { Performance } from '../../ledger/index.ts';
import { decide } from '../deciding/index.ts';
import type { DocumentKey } from '../facts/index.ts';
import { raise, releasedOf, type Alarm } from './alerting.ts';
import { drawingsHeld, holdDrawings, openAccounts } from './drawing.ts';
import type { GatheredCase } from './gathering.ts';
import { certificatesOf, inputOf } from './judging.ts';
import { STATEMENTS } from './lib/statements.ts';
import { endOf } from './linking.ts';
import { certificateAccount, documentName, documentOf } from './naming.ts';
import type { CaseKeeper, PartnerStanding } from './ports.ts';

interface Parts {
  readonly keepers: ReadonlyMap<string, CaseKeeper>;
  readonly standing: PartnerStanding;
}

interface Look {
  readonly cases: readonly GatheredCase[];
  readonly books: LockedBooks;
  readonly day: string;
}

/** Looks at cases that were released: what they were released on may be void since, or was never verified. */
export async function lookBack(
  parts: Parts,
  transaction: Transaction,
  { cases, books, day }: Look,
  by: Performance,
): Promise<void> {
  const alarms: Alarm[] = [];
  for (const each of cases) {
    alarms.push(...voided(each, books));
    if (each.row.unverified.length > 0)
      alarms.push(...(await verifyAfterwards(parts, transaction, each, books, day)));
  }
  await raise(parts.keepers, transaction, alarms, by);
}

/** Certificates that it was released on, or those in their place, that are not to be relied upon any more. */
function voided({ row, links, linked, claimed }: GatheredCase, books: LockedBooks): readonly Alarm[] {
  const cited = links.flatMap(({ chain }) => chain.slice(0, 1));
  const used = claimed.flatMap((name) => documentOf(name) ?? []);
  const keys = new Map([...used, ...cited].map((key) => [documentName(key), key]));
  return [...keys.values()].flatMap((key): readonly Alarm[] => {
    const end = endOf([key], { get: (name) => linked.document(name) }).certificate;
    const document = end === undefined ? undefined : linked.document(documentName(end));
    if (end === undefined || document?.standing !== 'void') return [];
    const shares = books.sharesOf(certificateAccount(row.country, key), row.claimant);
    const { country, authority, number, version, state } = end;
    const certificate = { country, authority, number, version, state };
    const released = releasedOf(shares.filter((share) => share.state === 'consumed'));
    return [{ row, alert: { cause: 'certificate-void', certificate, released } }];
  });
}

/** What was released while a road was down, decided with what is known now. */
async function verifyAfterwards(
  { standing }: Parts,
  transaction: Transaction,
  gathered: GatheredCase,
  books: LockedBooks,
  day: string,
): Promise<readonly Alarm[]> {
  const { row, links } = gathered;
  const decision = decide(await inputOf(transaction, standing, gathered, books, day), gathered.book);
  if (decision.fallback === true) return [];
  await transaction.query(STATEMENTS.verified, [row.id]);
  const alarm = (cause: 'verified-otherwise' | 'shortfall', key?: DocumentKey): Alarm => {
    const facts =
      key === undefined
        ? undefined
        : certificatesOf(links).find((each) => documentName(each) === documentName(key));
    if (facts === undefined) return { row, alert: { cause, released: [] } };
    const { country, authority, number, version, state } = facts;
    return {
      row,
      alert: { cause, certificate: { country, authority, number, version, state }, released: [] },
    };
  };
  if (decision.outcome !== 'pass') return [alarm('verified-otherwise')];
  const drawings = drawingsHeld(decision, undefined, gathered.movement);
  const certificates = new Map(certificatesOf(links).map((facts) => [documentName(facts), facts]));
  await openAccounts(books, row.country, drawings, certificates);
  const failures = holdDrawings(books, { keeper: row.country, claimant: row.claimant, before: [], drawings });
  for (const [first] of drawings.values())
    if (first !== undefined && failures.length === 0)
      books.consume(certificateAccount(row.country, first.certificate), row.claimant);
  return failures.slice(0, 1).map(({ certificate }) => alarm('shortfall', certificate));
}
