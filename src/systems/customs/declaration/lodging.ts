import { uuidV7 } from '../../../base/index.ts';
import { sha256Hex } from '../../../crypto/index.ts';
import type { Database, Scope, Session, Statement, Transaction } from '../../../database/index.ts';
import {
  createRecords,
  ENTRY_COLUMNS,
  entryOf,
  keeps,
  LedgerError,
  takeAction,
  type EntryRow,
  type Performance,
} from '../../../ledger/index.ts';
import type { Entering } from '../../../verification/cases/index.ts';
import type { DeclarationFacts } from '../../../verification/facts/index.ts';
import type { DeclarationCaller, DeclarationEntry, DeclarationOptions, Lodged, Lodging } from './contract.ts';
import { OPEN_STATES, type DeclarationBody } from './declaration-body.ts';
import { declarationRecord, sameShipmentTerms } from './declaration-record.ts';
import { DeclarationError } from './error.ts';
import { claimantOf } from './lib/naming.ts';
import { officeOf, owningOf, type Owning } from './lib/owning.ts';
import { summaryOf } from './lib/summary.ts';
import { lookedUp } from './looking-up.ts';
import { keepVersion } from './lib/version-storage.ts';
import { readDeclaration, type DeclarationReading } from './reading.ts';

const SYSTEM: Scope = { kind: 'system' };

const BY_NUMBER: Statement = {
  name: 'declaration-by-number',
  text: `select ${ENTRY_COLUMNS} from declaration where country = $1 and authority = $2 and number = $3`,
};
/**
 * By the view of searches, whose terms have an index, and gathered before they are sorted: else all of an authority's declarations
 * would be walked through for the few that are alike, or for none.
 */
const RESEMBLING: Statement = {
  name: 'declaration-resembling',
  text: `with alike as materialized (
           select number, touched from declaration_search
           where country = $1 and authority = $2 and number <> $3 and terms && $4::text[]
             and state not in ('withdrawn', 'annulled'))
         select number from alike order by touched desc limit 20`,
};

/** A declaration read, with who decides on it and for whom it is: all that its facts are made of. */
export interface Stated {
  readonly reading: DeclarationReading;
  readonly owning: Owning;
  readonly facts: DeclarationFacts;
  readonly digest: string;
}

/** Reads what came, as a first version on a day. @throws {DeclarationError} */
export async function stated(
  session: Session,
  caller: DeclarationCaller,
  lodging: Lodging,
  now: Date,
): Promise<Stated> {
  const reading = readDeclaration(lodging.bytes, lodging.mediaType);
  const owning = await owningOf(session, caller, lodging);
  const facts = { ...reading.facts, ...owning, version: 1, lodged: now.toISOString().slice(0, 10) };
  return { reading, owning, facts, digest: sha256Hex(lodging.bytes) };
}

/** The declaration of a number, if the scope may see it. */
export async function findByNumber(
  database: Database,
  scope: Scope,
  { country, authority, number }: Pick<DeclarationFacts, 'country' | 'authority' | 'number'>,
): Promise<DeclarationEntry | undefined> {
  const [row] = await database.read<EntryRow>(scope, BY_NUMBER, [country, authority, number]);
  return row === undefined ? undefined : entryOf(row);
}

/** Lodges in one transaction: record, version, case. The same bytes again are the declaration that is there. */
export async function lodge(
  { database, cases, clock, random, commodities }: DeclarationOptions,
  caller: DeclarationCaller,
  lodging: Lodging,
): Promise<Lodged & { readonly case?: string }> {
  const by: Performance = { caller, now: clock(), random };
  return database.transaction(SYSTEM, async (transaction) => {
    const read = await stated(transaction, caller, lodging, by.now);
    const { country, authority } = read.owning;
    const key = [country, authority, read.facts.number];
    const [before] = await transaction.query<EntryRow>(BY_NUMBER, key);
    if (before !== undefined) return repeated(entryOf(before), read, caller);
    const what = { ...read, reading: lookedUp(read.reading, read.facts, commodities) };
    const entry = await enter(transaction, what, by);
    if (entry === undefined) {
      // Another lodged it between the look and the entry.
      const [row] = await transaction.query<EntryRow>(BY_NUMBER, key);
      if (row === undefined) throw new Error('a number that is taken is somebody’s');
      return repeated(entryOf(row), what, caller);
    }
    await keep(transaction, entry, { ...what, lodging }, by);
    const entered = await cases.enter(transaction, enteringOf(entry, what.facts), by);
    return { entry, created: true, case: entered.id };
  });
}

/** The case is seen by whoever sees the declaration, and goes by their rules: of the office that keeps it, not of the name that was written. */
export function enteringOf(entry: DeclarationEntry, declaration: DeclarationFacts): Entering {
  const { office } = entry;
  return { claimant: claimantOf(entry), declaration, ...(office === undefined ? {} : { office }) };
}

function repeated(entry: DeclarationEntry, { digest }: Stated, caller: DeclarationCaller): Lodged {
  if (isSeenBy(entry, caller) && entry.body.digest === digest) return { entry, created: false };
  throw new DeclarationError('declaration-number-conflict', { number: entry.number });
}

function isSeenBy(entry: DeclarationEntry, { scope }: DeclarationCaller): boolean {
  return scope.kind === 'public' ? scope.organisation?.key === entry.body.declarant : keeps(scope, entry);
}

async function enter(
  transaction: Transaction,
  { owning, facts, reading, digest }: Stated,
  by: Performance,
): Promise<DeclarationEntry | undefined> {
  const { country, authority, declarant } = owning;
  const at = by.now.toISOString();
  const id = uuidV7(by.now.getTime(), by.random);
  const office = await officeOf(transaction, authority, facts.office);
  const body: DeclarationBody = {
    form: reading.form,
    revision: 1,
    digest,
    declarant,
    lodged: facts.lodged,
    ...summaryOf(facts),
    touched: at,
    since: at,
    reasons: [],
    waitsFor: [],
    inquiries: [],
    alerts: [],
    resembles: [],
  };
  const record = {
    id,
    country,
    authority,
    number: facts.number,
    state: 'lodged' as const,
    ...(office === undefined ? {} : { office }),
    body: {
      ...body,
      resembles: await resembling(transaction, { country, authority, number: facts.number }, body),
    },
    action: 'lodged',
    digest,
  };
  return (await createRecords(transaction, declarationRecord, [record], by)).get(id)?.entry;
}

async function resembling(
  session: Session,
  {
    country,
    authority,
    number,
  }: { readonly country: string; readonly authority: string; readonly number: string },
  shipment: Pick<DeclarationBody, 'transportDocuments' | 'commodities'>,
): Promise<string[]> {
  const terms = sameShipmentTerms(shipment);
  if (terms.length === 0) return [];
  const rows = await session.query<{ number: string }>(RESEMBLING, [country, authority, number, terms]);
  return rows.map((row) => row.number);
}

function keep(
  transaction: Transaction,
  entry: DeclarationEntry,
  { reading, facts, digest, lodging }: Stated & { readonly lodging: Pick<Lodging, 'bytes' | 'mediaType'> },
  by: Performance,
): Promise<void> {
  return keepVersion(transaction, {
    country: entry.country,
    declaration: entry.id,
    revision: facts.version,
    form: reading.form,
    mediaType: lodging.mediaType,
    content: reading.content,
    facts,
    findings: reading.findings,
    bytes: lodging.bytes,
    digest,
    actor: by.caller.actor,
    at: by.now,
  });
}

/** A new version of the trader's, in one transaction. The number is what it was. */
export async function amend(
  { database, cases, clock, random, commodities }: DeclarationOptions,
  caller: DeclarationCaller,
  request: Pick<Lodging, 'bytes' | 'mediaType'> & {
    readonly before: DeclarationEntry;
    readonly version: number | undefined;
  },
): Promise<Lodged & { readonly case?: string }> {
  const { before, version } = request;
  const by: Performance = { caller, now: clock(), random };
  const reading = readDeclaration(request.bytes, request.mediaType);
  if (reading.facts.number !== before.number)
    throw new DeclarationError('declaration-number-fixed', { number: before.number });
  const digest = sha256Hex(request.bytes);
  if (digest === before.body.digest) return { entry: before, created: false };
  assertOpen(before);
  const claimant = claimantOf(before);
  return database.transaction(SYSTEM, async (transaction) => {
    const standing = await cases.lock(transaction, claimant);
    const revision = (standing?.version ?? before.body.revision) + 1;
    const { country, authority } = before;
    const { declarant, lodged } = before.body;
    const facts = { ...reading.facts, country, authority, declarant, lodged, version: revision };
    await assertSameOffice(transaction, before, facts.office);
    const change = {
      ...EMPTIED,
      ...summaryOf(facts),
      form: reading.form,
      revision,
      digest,
      touched: by.now.toISOString(),
      reasons: [],
      waitsFor: [],
      resembles: await resembling(transaction, before, summaryOf(facts)),
    };
    const { entry } = await takeAction(
      transaction,
      declarationRecord,
      {
        id: before.id,
        action: 'amend',
        input: {},
        digest,
        change,
        ...(version === undefined ? {} : { version }),
      },
      by,
    );
    const checked = lookedUp(reading, facts, commodities);
    const owning = { country, authority, declarant };
    const what = { reading: checked, owning, facts, digest, lodging: request };
    await keep(transaction, entry, what, by);
    if (before.body.overruled !== undefined) await cases.overrule(transaction, claimant, undefined);
    const entered = await cases.enter(transaction, enteringOf(entry, facts), by);
    return { entry, created: true, case: entered.id };
  });
}

/** What is ended is not amended; who asks for it learns what is done instead. */
function assertOpen({ state }: DeclarationEntry): void {
  if (OPEN_STATES.some((open) => open === state)) return;
  const faults = [{ code: 'amend-finished', path: '', values: {} }];
  throw new LedgerError('action-not-allowed', { action: 'amend', state }, { faults });
}

/** Another office would not see what the first one has done: it is lodged there anew. */
async function assertSameOffice(
  session: Session,
  { authority, office }: DeclarationEntry,
  named: string | undefined,
): Promise<void> {
  // Its own name stays good where it has been closed since.
  if (named === undefined || named === office || `${authority}/${named}` === office) return;
  if ((await officeOf(session, authority, named)) === office) return;
  throw new DeclarationError('declaration-office-unfit', { office: named });
}

/** What the version before may have said, and a new one need not. */
const EMPTIED = {
  procedure: undefined,
  arrival: undefined,
  consignor: undefined,
  consignee: undefined,
  despatchCountry: undefined,
  port: undefined,
  transportMode: undefined,
  goods: undefined,
  value: undefined,
  outcome: undefined,
  decision: undefined,
  unclear: undefined,
  deadline: undefined,
  fallback: undefined,
} as const;
