import { uuidV7 } from '../../base/index.ts';
import type { Transaction } from '../../database/index.ts';
import type { Performance } from '../../ledger/index.ts';
import { citationsOf, numbersSought, ownerOf, readCitations } from './citing.ts';
import type { Entering } from './contract.ts';
import { CaseError } from './error.ts';
import type { CaseRow } from './lib/rows.ts';
import { STATEMENTS } from './lib/statements.ts';
import type { CaseName, RuleBooks } from './ports.ts';
import { readyBook } from './ready-book.ts';

/**
 * Writes what a version cites before the ledger is read for it: a certificate that comes in between finds the case by its number and
 * makes it due again.
 */
export async function enter(
  ruleBooks: RuleBooks,
  transaction: Transaction,
  entering: Entering,
  by: Performance,
): Promise<CaseName> {
  const { claimant, declaration, office } = entering;
  const { country, version } = declaration;
  const day = by.now.toISOString().slice(0, 10);
  const { patterns } = readyBook(await ruleBooks.inForce(ownerOf(declaration, office), day));
  const { id, isNews, isNew } = await rowFor(transaction, entering, by);
  if (!isNews) return { id, claimant };
  if (!isNew) await transaction.query(STATEMENTS.version, [id, version, by.now]);
  const cited = citationsOf(declaration);
  const keys = numbersSought(readCitations(declaration, patterns));
  const sought = keys.map((key) => ({ country, case_id: id, key }));
  await Promise.all([
    transaction.query(STATEMENTS.cite, [
      country,
      id,
      day,
      cited.map(({ code }) => code),
      cited.map(({ reference }) => reference),
    ]),
    transaction.query(STATEMENTS.seek, [JSON.stringify(sought)]),
    transaction.query(STATEMENTS.mark, [
      JSON.stringify([{ country, case_id: id, due: by.now.toISOString(), cause: 'entered' }]),
    ]),
  ]);
  return { id, claimant };
}

async function rowFor(
  transaction: Transaction,
  { claimant, declaration, office }: Entering,
  by: Performance,
): Promise<{ readonly id: string; readonly isNews: boolean; readonly isNew: boolean }> {
  const { country, authority, version } = declaration;
  const id = uuidV7(by.now.getTime(), by.random);
  const kind = claimant.slice(0, claimant.indexOf('/'));
  const values = [id, country, authority, office ?? null, kind, claimant, version, by.now];
  const [entered] = await transaction.query(STATEMENTS.enter, values);
  if (entered !== undefined) return { id, isNews: true, isNew: true };
  const [row] = await transaction.query<CaseRow>(STATEMENTS.lockNamed, [claimant]);
  if (row === undefined) throw new CaseError('case-unknown', { claimant });
  if (version === row.version) return { id: row.id, isNews: false, isNew: false };
  if (row.state !== 'open') throw new CaseError('case-finished', { claimant, state: row.state });
  if (version < row.version)
    throw new CaseError('case-version-stale', { claimant, version, current: row.version });
  return { id: row.id, isNews: true, isNew: false };
}
