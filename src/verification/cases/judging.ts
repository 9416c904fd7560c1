import type { Transaction } from '../../database/index.ts';
import { LockedBooks, type BookName } from '../../ledger/accounts/index.ts';
import type { Performance } from '../../ledger/index.ts';
import { decide, type AccountFacts, type CaseInput } from '../deciding/index.ts';
import { gravest, type CertificateFacts, type Decision, type Link } from '../facts/index.ts';
import { balancesOf, drawingsHeld, holdDrawings, openAccounts } from './drawing.ts';
import type { GatheredCase } from './gathering.ts';
import { certificateAccount, documentName, documentOf } from './naming.ts';
import type { FoundDocument, PartnerStanding } from './ports.ts';

/** A case as it was judged: what from, and what came of it. */
export interface Judged {
  readonly input: CaseInput;
  readonly decision: Decision;
}

/** Locks all accounts that cases rest on, in one order for everybody. */
export function lockAccounts(
  transaction: Transaction,
  cases: readonly GatheredCase[],
  by: Performance,
): Promise<LockedBooks> {
  const names = cases.flatMap(({ row, links, claimed }) => [
    ...claimed,
    ...certificatesOf(links).map((facts) => certificateAccount(row.country, facts)),
  ]);
  return LockedBooks.lock(
    transaction,
    names,
    cases.map(({ row }) => row.claimant),
    by,
  );
}

/** What a case is decided from, with the balances as they are under the lock. */
export async function inputOf(
  transaction: Transaction,
  standing: PartnerStanding,
  {
    row,
    declaration,
    links,
    waitingSince,
  }: Pick<GatheredCase, 'declaration' | 'links' | 'waitingSince'> & {
    readonly row: Pick<GatheredCase['row'], 'country' | 'claimant'> & {
      readonly overruled?: string | null;
    };
  },
  books: LockedBooks,
  day: string,
): Promise<CaseInput> {
  const accounts: AccountFacts[] = certificatesOf(links).flatMap((facts) => {
    const { country, authority, number } = facts;
    const lines = balancesOf(books, certificateAccount(row.country, facts), row.claimant);
    return lines === undefined ? [] : [{ country, authority, number, lines }];
  });
  const partners = await standing.of(transaction, declaration, exportingCountries(links), day);
  // Of a certificate that is void nothing can be had, whoever lets the goods pass.
  const isLetThrough =
    row.overruled === 'pass' &&
    certificatesOf(links).every((facts) => {
      const book = books.book(certificateAccount(row.country, facts));
      return book === undefined || book.state === 'open';
    });
  return {
    declaration,
    links,
    accounts,
    partners,
    waitingSince,
    ...(isLetThrough ? { overruled: 'pass' } : {}),
    day,
  };
}

/** Decides a case and holds what the decision says, in memory; the caller stores the accounts. */
export async function judge(
  transaction: Transaction,
  standing: PartnerStanding,
  gathered: GatheredCase,
  books: LockedBooks,
  day: string,
): Promise<Judged> {
  const { row, links, claimed } = gathered;
  const certificates = new Map(certificatesOf(links).map((facts) => [documentName(facts), facts]));
  for (;;) {
    const input = await inputOf(transaction, standing, gathered, books, day);
    const decision = decide(input, gathered.book);
    const drawings = drawingsHeld(decision, row.overruled ?? undefined, gathered.movement);
    // Accounts that others opened are in hand now, so that this ends.
    if (!(await openAccounts(books, row.country, drawings, certificates))) continue;
    const failures = holdDrawings(books, {
      keeper: row.country,
      claimant: row.claimant,
      before: claimed,
      drawings,
    });
    // What officials let through although nothing can be held for it stays the rules' decision.
    const isHeld = failures.length === 0 || row.overruled !== null;
    return { input, decision: isHeld ? decision : refusedFor(decision, failures) };
  }
}

/** Accounts of cases, each once, with the documents that they are of. */
export function accountsOf(
  cases: readonly GatheredCase[],
): readonly { readonly name: BookName; readonly document: FoundDocument }[] {
  const accounts = cases.flatMap(({ row, linked, links, claimed }) => {
    const keys = [...certificatesOf(links), ...claimed.flatMap((name) => documentOf(name) ?? [])];
    return keys.flatMap((key) => {
      const document = linked.document(documentName(key));
      return document === undefined
        ? []
        : [{ name: certificateAccount(row.country, document.facts), document }];
    });
  });
  return [...new Map(accounts.map((each) => [`${each.name.country}|${each.name.subject}`, each])).values()];
}

type Failures = ReturnType<typeof holdDrawings>;

/** What could not be held is not passed: the decision says so itself. */
function refusedFor(decision: Decision, failures: Failures): Decision {
  const concerned = new Set(failures.flatMap(({ item }) => item ?? []));
  const isConcerned = (item: number): boolean => concerned.size === 0 || concerned.has(item);
  return {
    ...decision,
    outcome: gravest([decision.outcome, 'refuse']),
    items: decision.items.map((item) => (isConcerned(item.item) ? { ...item, outcome: 'refuse' } : item)),
    findings: [
      ...decision.findings,
      ...failures.map(({ refusal, item, line, certificate }) => ({
        item: item ?? 0,
        outcome: 'refuse' as const,
        reasons: [
          {
            code: 'quantity-not-held',
            outcome: 'refuse' as const,
            actor: 'officer' as const,
            table: 'built-in',
            row: 'quantity-not-held',
            values: { certificate: certificate.number, line: String(line ?? ''), refusal },
            sentence: {},
          },
        ],
        shadow: [],
        outputs: {},
        facts: {},
      })),
    ],
    drawings: [],
  };
}

export function certificatesOf(links: readonly Link[]): readonly CertificateFacts[] {
  return links.flatMap(({ certificate }) => certificate ?? []);
}

function exportingCountries(links: readonly Link[]): readonly string[] {
  const all = links.flatMap(({ certificate, readings }) =>
    certificate === undefined
      ? readings.map(({ country }) => country)
      : [
          certificate.country,
          ...(certificate.exportCountry === undefined ? [] : [certificate.exportCountry]),
        ],
  );
  return [...new Set(all)].toSorted();
}
