import { addDecimals, compareDecimals, parseDecimal, type Decimal } from '../../base/index.ts';
import type { Transaction } from '../../database/index.ts';
import type { Performance } from '../../ledger/index.ts';
import {
  LockedBooks,
  plainDecimal,
  type Allocation,
  type BookName,
  type ConvertQuantity,
  type HoldFailure,
  type NewBook,
  type Share,
} from '../../ledger/accounts/index.ts';
import { convert } from '../../standards/index.ts';
import type { LineBalance, MovementSign } from '../deciding/index.ts';
import type {
  Amount,
  CertificateFacts,
  CertifiedLine,
  Decision,
  DocumentKey,
  Drawing,
} from '../facts/index.ts';
import { certificateAccount, documentName } from './naming.ts';
import type { DocumentSource, FoundDocument } from './ports.ts';

/** By the units table of the standards switch: exactly, or not at all. */
export const exactly: ConvertQuantity = (value, from, to) => {
  if (from === to) return value;
  const result = convert({ value, unit: from }, to);
  return result.converted ? result.quantity.value : undefined;
};

/**
 * What others have of a certificate's lines, as a claimant finds it. Undefined where there is no account yet, and of an account that is
 * closed: nothing can be had of it, whoever has something, so that what is said of a void certificate rests on it alone.
 */
export function balancesOf(
  books: LockedBooks,
  name: BookName,
  claimant: string,
): readonly LineBalance[] | undefined {
  const book = books.book(name);
  if (book?.state !== 'open') return undefined;
  const own = books.sharesOf(name, claimant);
  return book.lines.map(({ line, unit, limit, held, consumed, claimants }) => {
    const mine = own.filter((share) => share.line === line);
    const taken = mine.reduce((sum, { quantity }) => minus(sum, quantity), addDecimals(held, consumed));
    return {
      line,
      unit,
      limit: plainDecimal(limit),
      taken: plainDecimal(taken),
      claimants: claimants - (mine.length > 0 ? 1 : 0),
    };
  });
}

/** Brings an account up to its certificate: in force or not, and what it grants. Names the lines that have become too small. */
export function fitAccount(
  books: LockedBooks,
  name: BookName,
  { facts, standing }: FoundDocument,
): readonly number[] {
  const book = books.book(name);
  if (book === undefined) return [];
  books.setState(name, standing === 'in-force' ? 'open' : 'closed');
  const lines = book.lines.flatMap((line) => {
    const certified = facts.lines.find((each) => each.line === line.line);
    const limits = certified === undefined ? [NOTHING] : certifiedIn(certified, line.unit);
    const [first] = limits;
    // Net or gross: what the account was opened by stays what it counts as long as the certificate still says so.
    const isKept = limits.length === 0 || limits.some((limit) => compareDecimals(limit, line.limit) === 0);
    return [{ ...line, limit: isKept || first === undefined ? line.limit : first }];
  });
  const unlike = lines.some(({ line, limit }) =>
    book.lines.some((each) => each.line === line && compareDecimals(each.limit, limit) !== 0),
  );
  return unlike ? books.amend(name, lines).map(({ line }) => line) : [];
}

/** An account as its certificate grants it. The first drawing says in what a line that certifies several quantities is counted. */
export function accountFor(name: BookName, facts: CertificateFacts, drawings: readonly Drawing[]): NewBook {
  const lines = facts.lines.flatMap((line) => {
    const drawn = drawings.find((each) => each.line === line.line)?.certified;
    const amount = drawn ?? amountsOf(line)[0];
    const limit = amount === undefined ? undefined : parseDecimal(amount.value);
    if (amount === undefined || limit === undefined || limit.coefficient < 0n) return [];
    return [{ line: line.line, code: codeOf(line), unit: amount.unit, limit }];
  });
  return { ...name, lines };
}

/**
 * The account of a certificate, opened as the certificate grants it where there is none yet, and brought up to it; undefined where the
 * certificate is not there, or does not concern the country that keeps the account.
 */
export async function openCertificateAccount(
  transaction: Transaction,
  documents: Pick<DocumentSource, 'read'>,
  { keeper, document }: { readonly keeper: string; readonly document: DocumentKey },
  by: Performance,
): Promise<BookName | undefined> {
  const read = await documents.read(transaction, keeper, [document], { locked: true });
  const found = read.get(documentName(document));
  if (found === undefined) return undefined;
  const name = certificateAccount(keeper, found.facts);
  const books = await LockedBooks.lock(transaction, [name], [], by);
  if (books.book(name) === undefined) await books.open(accountFor(name, found.facts, []));
  fitAccount(books, name, found);
  await books.store();
  return name;
}

/** What a decision holds, by certificate: the drawings of items that are not refused. */
export function drawingsHeld(
  decision: Pick<Decision, 'drawings' | 'items'>,
  overruled: string | undefined,
  movement: MovementSign,
): ReadonlyMap<string, readonly Drawing[]> {
  const refused = new Set(
    overruled === undefined
      ? decision.items.filter(({ outcome }) => outcome === 'refuse').map(({ item }) => item)
      : overruled === 'refuse'
        ? decision.items.map(({ item }) => item)
        : [],
  );
  const held = new Map<string, Drawing[]>();
  if (movement === 'none') return held;
  for (const drawing of decision.drawings) {
    if (refused.has(drawing.item)) continue;
    const name = documentName(drawing.certificate);
    held.set(name, [...(held.get(name) ?? []), drawing]);
  }
  return held;
}

/**
 * Opens the accounts that drawings need. False where another transaction opened one meanwhile: what it holds there was not known to the
 * decision, which is made again.
 */
export async function openAccounts(
  books: LockedBooks,
  keeper: string,
  drawings: ReadonlyMap<string, readonly Drawing[]>,
  certificates: ReadonlyMap<string, CertificateFacts>,
): Promise<boolean> {
  let isAlone = true;
  for (const [document, drawn] of drawings) {
    const facts = certificates.get(document);
    if (facts === undefined) continue;
    const name = certificateAccount(keeper, facts);
    if (books.book(name) !== undefined) continue;
    if (!(await books.open(accountFor(name, facts, drawn)))) isAlone = false;
  }
  return isAlone;
}

/**
 * Holds a decision's drawings in place of all that the claimant held: all or none. Failures of accounts that have too little, which
 * their locks should have excluded.
 */
export function holdDrawings(
  books: LockedBooks,
  {
    keeper,
    claimant,
    before,
    drawings,
  }: {
    /** Country that keeps the accounts. */
    readonly keeper: string;
    readonly claimant: string;
    /** Accounts that it holds something of. */
    readonly before: readonly BookName[];
    readonly drawings: ReadonlyMap<string, readonly Drawing[]>;
  },
): readonly (HoldFailure & { readonly certificate: DocumentKey })[] {
  const wanted: { name: BookName; certificate: DocumentKey; allocations: readonly Allocation[] }[] = [];
  for (const drawn of drawings.values()) {
    const [first] = drawn;
    if (first === undefined) continue;
    const name = certificateAccount(keeper, first.certificate);
    wanted.push({ name, certificate: first.certificate, allocations: drawn.map(allocationOf) });
  }
  const practice = { anyCode: true };
  const failures = wanted.flatMap(({ name, certificate, allocations }) => {
    const result = books.wouldHold(name, { claimant, allocations, practice }, exactly);
    if (result === undefined) return [{ refusal: 'line-unknown' as const, certificate }];
    return result.outcome === 'held' ? [] : result.failures.map((failure) => ({ ...failure, certificate }));
  });
  if (failures.length > 0) return failures;
  for (const name of before)
    if (!wanted.some((each) => each.name.subject === name.subject)) books.release(name, claimant);
  for (const { name, allocations } of wanted)
    if (!isHeld(books.sharesOf(name, claimant), allocations))
      books.hold(name, { claimant, allocations, practice }, exactly);
  return [];
}

/** Whether a claimant holds exactly that already: nothing moves then. */
function isHeld(shares: readonly Share[], allocations: readonly Allocation[]): boolean {
  return (
    shares.length === allocations.length &&
    allocations.every(({ item, line, code, quantity, unit }) =>
      shares.some(
        (share) =>
          share.item === item &&
          share.line === line &&
          share.code === code &&
          share.declaredUnit === unit &&
          compareDecimals(share.declared, quantity) === 0,
      ),
    )
  );
}

function allocationOf({ item, line, code, quantity }: Drawing): Allocation {
  const value = parseDecimal(quantity.value);
  if (value === undefined) throw new RangeError('a drawing is a decimal');
  return { item, line, code, quantity: value, unit: quantity.unit };
}

/** Everything that a line certifies, what is usually counted first. */
function amountsOf(line: CertifiedLine): readonly Amount[] {
  const { netMass, quantities, grossMass, packages } = line;
  return [
    ...(netMass === undefined ? [] : [netMass]),
    ...quantities,
    ...(grossMass === undefined ? [] : [grossMass]),
    ...packages,
  ];
}

/** Everything certified that converts; none where the account stays as it was opened. */
function certifiedIn(line: CertifiedLine, unit: string): readonly Decimal[] {
  return amountsOf(line).flatMap((amount) => {
    const value = parseDecimal(amount.value);
    return (value === undefined ? undefined : exactly(value, amount.unit, unit)) ?? [];
  });
}

/** The Harmonized System's, which every other nomenclature begins with. */
function codeOf({ codes }: CertifiedLine): string {
  return (codes.find(({ system }) => system === 'HS') ?? codes[0])?.code ?? '';
}

const NOTHING: Decimal = { coefficient: 0n, scale: 0 };

function minus(left: Decimal, { coefficient, scale }: Decimal): Decimal {
  return addDecimals(left, { coefficient: -coefficient, scale });
}
