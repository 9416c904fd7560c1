import type { Transaction } from '../../database/index.ts';
import { claimedBooks, type BookName } from '../../ledger/accounts/index.ts';
import type { CaseInput, CompiledRuleBook, MovementSign } from '../deciding/index.ts';
import type { DeclarationFacts, DocumentKey, Link } from '../facts/index.ts';
import type { ReferenceReading } from '../references/index.ts';
import { ownerOf, readCitations, waitingSinceOf } from './citing.ts';
import { classed } from './classing.ts';
import type { CaseRow, DueMark } from './lib/rows.ts';
import { STATEMENTS } from './lib/statements.ts';
import { linkReferences, type Linked } from './linking.ts';
import { documentOf } from './naming.ts';
import type { CaseKeeper, DocumentSource, RuleBooks } from './ports.ts';
import { catchUp } from './ruling.ts';
import { readyBook } from './ready-book.ts';

export interface GatheringParts {
  readonly documents: DocumentSource;
  readonly keepers: ReadonlyMap<string, CaseKeeper>;
  readonly ruleBooks: RuleBooks;
}

/** A locked case, and all of the world that it rests on but its accounts. */
export interface GatheredCase {
  readonly row: CaseRow;
  readonly marks: readonly DueMark[];
  readonly declaration: DeclarationFacts;
  readonly book: CompiledRuleBook;
  /** Whether its procedure draws on accounts. */
  readonly movement: MovementSign;
  readonly readings: readonly ReferenceReading[];
  readonly links: readonly Link[];
  readonly linked: Linked;
  readonly waitingSince: CaseInput['waitingSince'];
  /** What it sought when it was decided last. */
  readonly sought: ReadonlySet<string>;
  /** Accounts that it has something of. */
  readonly claimed: readonly BookName[];
}

type MarkRow = (DueMark | { readonly id: null }) & {
  /** Versions of parameters that no decision under these locks may be behind. */
  readonly known: Readonly<Record<string, number>>;
};

interface CitationRow {
  readonly case_id: string;
  readonly reference: string;
  readonly cited: string;
}

/** Reads what locked cases rest on: the statements of one, for any number. Marks first: what comes later stays. */
export async function gather(
  parts: GatheringParts,
  transaction: Transaction,
  rows: readonly CaseRow[],
  day: string,
): Promise<readonly GatheredCase[]> {
  const ids = rows.map(({ id }) => id);
  const claimants = rows.map(({ claimant }) => claimant);
  const [marked, citations, sought, claimed, declarations] = await Promise.all([
    transaction.query<MarkRow>(STATEMENTS.marks, [ids]),
    transaction.query<CitationRow>(STATEMENTS.citations, [ids]),
    transaction.query<{ case_id: string; key: string }>(STATEMENTS.sought, [ids]),
    claimedBooks(transaction, claimants),
    declarationsOf(parts.keepers, transaction, rows),
  ]);
  const marks = marked.filter((mark): mark is DueMark & MarkRow => mark.id !== null);
  await catchUp(parts.ruleBooks, marked[0]?.known);
  const gathered = await Promise.all(
    rows.map(async (row) => {
      const stated = declarations.get(row.claimant);
      if (stated === undefined) throw new RangeError(`the keeper of ${row.claimant} does not know it`);
      const rules = await parts.ruleBooks.inForce(ownerOf(row, row.office), day);
      const declaration = await classed(parts.ruleBooks, stated, rules);
      const book = readyBook(rules);
      const movement = rules.movements?.[declaration.procedure ?? ''] ?? 'draw';
      return { row, declaration, book, movement, readings: readCitations(declaration, book.patterns) };
    }),
  );
  const linked = await linkedByCountry(parts, transaction, gathered, claimed);
  const result: GatheredCase[] = [];
  for (const each of gathered) {
    const { row, readings } = each;
    const own = linked.get(row.country);
    if (own === undefined) throw new RangeError('every country of the cases was read');
    result.push({
      ...each,
      linked: own,
      links: await own.linksOf(readings, { declaration: each.declaration, commodity: each.book.commodity }),
      marks: marks.filter(({ case_id: id }) => id === row.id),
      waitingSince: waitingSinceOf(citations.filter(({ case_id: id }) => id === row.id)),
      sought: new Set(sought.filter(({ case_id: id }) => id === row.id).map(({ key }) => key)),
      claimed: claimed.get(row.claimant) ?? [],
    });
  }
  return result;
}

async function declarationsOf(
  keepers: ReadonlyMap<string, CaseKeeper>,
  transaction: Transaction,
  rows: readonly CaseRow[],
): Promise<ReadonlyMap<string, DeclarationFacts>> {
  const kinds = [...new Set(rows.map(({ keeper }) => keeper))];
  const read = await Promise.all(
    kinds.map((kind) => {
      const keeper = keepers.get(kind);
      if (keeper === undefined) throw new RangeError(`nobody keeps a ${kind}`);
      return keeper.read(
        transaction,
        rows
          .filter((row) => row.keeper === kind)
          .map(({ id, claimant, version }) => ({ id, claimant, version })),
      );
    }),
  );
  return new Map(read.flatMap((each) => [...each]));
}

async function linkedByCountry(
  { documents }: GatheringParts,
  transaction: Transaction,
  cases: readonly Pick<GatheredCase, 'row' | 'readings'>[],
  claimed: ReadonlyMap<string, readonly BookName[]>,
): Promise<ReadonlyMap<string, Linked>> {
  const result = new Map<string, Linked>();
  for (const country of [...new Set(cases.map(({ row }) => row.country))].toSorted()) {
    const own = cases.filter(({ row }) => row.country === country);
    const also: readonly DocumentKey[] = own.flatMap(({ row }) =>
      (claimed.get(row.claimant) ?? []).flatMap((name) => documentOf(name) ?? []),
    );
    const readings = own.flatMap((each) => each.readings);
    result.set(country, await linkReferences(transaction, documents, country, readings, also, true));
  }
  return result;
}
