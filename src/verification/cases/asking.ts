import type { Database, Transaction } from '../../database/index.ts';
import { LockedBooks } from '../../ledger/accounts/index.ts';
import type { Performance } from '../../ledger/index.ts';
import { decide, decisionText } from '../deciding/index.ts';
import type { Decision } from '../facts/index.ts';
import { ownerOf, readCitations, waitingSinceOf } from './citing.ts';
import { classed } from './classing.ts';
import type { Cases, Replayed, StoredDecision } from './contract.ts';
import type { GatheringParts } from './gathering.ts';
import { certificatesOf, inputOf } from './judging.ts';
import type { CaseRow } from './lib/rows.ts';
import { STATEMENTS } from './lib/statements.ts';
import { linkReferences } from './linking.ts';
import { certificateAccount } from './naming.ts';
import type { PartnerStanding, RuleBooks } from './ports.ts';
import { readyBook } from './ready-book.ts';
import { decisionDigest } from './substance.ts';

interface Parts extends GatheringParts {
  readonly database: Database;
  readonly standing: PartnerStanding;
}

/** Decides by the ledger as it is, without storing, holding or locking anything. */
export async function whatIf(
  parts: Parts,
  { declaration: stated, office, claimant = '' }: Parameters<Cases['whatIf']>[0],
  by: Performance,
): Promise<Decision> {
  const day = by.now.toISOString().slice(0, 10);
  const rules = await parts.ruleBooks.inForce(ownerOf(stated, office), day);
  const book = readyBook(rules);
  const declaration = await classed(parts.ruleBooks, stated, rules);
  const readings = readCitations(declaration, book.patterns);
  return parts.database.transaction({ kind: 'system' }, async (transaction) => {
    const { country } = declaration;
    const linked = await linkReferences(transaction, parts.documents, country, readings, [], false);
    const links = await linked.linksOf(readings, { declaration, commodity: book.commodity });
    const names = certificatesOf(links).map((facts) => certificateAccount(country, facts));
    const books = await LockedBooks.peek(transaction, names, [claimant], by);
    const waitingSince = await waitingOf(transaction, claimant);
    const asked = { row: { country, claimant }, declaration, links, waitingSince };
    return decide(await inputOf(transaction, parts.standing, asked, books, day), book);
  });
}

async function waitingOf(
  transaction: Transaction,
  claimant: string,
): Promise<Readonly<Record<string, string>>> {
  const [row] = await transaction.query<CaseRow>(STATEMENTS.named, [claimant]);
  if (row === undefined) return {};
  const cited = await transaction.query<{ reference: string; cited: string }>(STATEMENTS.citations, [
    [row.id],
  ]);
  return waitingSinceOf(cited);
}

/** Decides again what was stored, by the parameters of its versions; with a day, by those for that day as they were known then. */
export async function replay(
  ruleBooks: RuleBooks,
  { decision, input, digest, office }: StoredDecision,
  day: string | undefined,
): Promise<Replayed> {
  const { parameters, day: asked } = decision.versions;
  const owner = ownerOf(input.declaration, office);
  const book = await ruleBooks.asKnown(owner, day ?? asked, parameters);
  const declaration = await classed(ruleBooks, input.declaration, book);
  const made = decide({ ...input, declaration, day: day ?? input.day }, readyBook(book));
  const again = decisionDigest(decisionText(made));
  return { same: again === digest, stored: digest, again, decision: made };
}
