import { utf8, type Clock, type RandomBytes } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import type { Database, Session, Transaction } from '../../database/index.ts';
import { allowedActions } from '../lifecycle.ts';
import type { LedgerCaller } from '../caller.ts';
import { getRecord, readHistory, type HistoryLine } from '../reading.ts';
import { searchRecords, type Page } from '../searching.ts';
import { createRecords, takeAction } from '../writing.ts';
import {
  canonicalText,
  changeRecord,
  isSameHand,
  type ChangeBody,
  type ChangeState,
  type ParameterChange,
} from './change-record.ts';
import type { AnyParameter, ParameterDefinition, ParameterOwner } from './definition.ts';
import { ParameterError } from './error.ts';
import {
  assertionOf,
  NEXT_VERSION,
  ROWS_OF,
  VERSIONS,
  WRITE_ROWS,
  type AssertionRow,
} from './lib/statements.ts';
import { previewRows, standardOf, type ChangePreview } from './preview.ts';
import { wideningFaults } from './narrowing.ts';
import { MOST_ROWS, proposedRecord, readRows, type Proposal, type ReadProposal } from './proposal.ts';
import { effectiveRows, type Assertion, type Effective } from './resolution.ts';

export interface ParametersOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly definitions: readonly AnyParameter[];
  /** Told after each act, so that its evidence is sequenced soon. */
  readonly onCommitted?: () => void;
}

/** A row in force, with its key and value as the definition types them. */
export interface ParameterRow<Key = unknown, Value = unknown> {
  readonly key: Key;
  readonly value: Value;
  /** Where it comes from; `standard` is the release itself. */
  readonly level: Effective['level'];
  /** RFC 3339; absent for rows of the release. */
  readonly from?: string;
  readonly until?: string;
  /** Version and moment with which it was recorded, and the change that made it. */
  readonly version?: number;
  readonly recorded?: string;
  readonly change?: string;
}

/** A moment to ask about, and how much of what was recorded counts. */
export interface ReadOptions {
  readonly at?: Date;
  readonly version?: number;
  readonly known?: Date;
  readonly owner?: ParameterOwner;
}

export interface ParameterReading {
  /** Version that answers this question again, with `at`, for ever. */
  readonly version: number;
  readonly at: string;
  readonly rows: readonly ParameterRow[];
}

interface Cached {
  readonly version: number;
  readonly assertions: readonly Assertion[];
}

const EMPTY: Cached = { version: 0, assertions: [] };
const SYSTEM = { kind: 'system' } as const;

/** The parameters of an installation. */
export class ParameterTables {
  readonly #options: ParametersOptions;
  readonly #definitions: ReadonlyMap<string, AnyParameter>;
  readonly #cached = new Map<string, Cached>();
  #timer: NodeJS.Timeout | undefined;

  private constructor(options: ParametersOptions) {
    this.#options = options;
    this.#definitions = new Map(options.definitions.map((definition) => [definition.name, definition]));
  }

  static async open(options: ParametersOptions): Promise<ParameterTables> {
    const parameters = new ParameterTables(options);
    await parameters.refresh();
    return parameters;
  }

  definitions(): readonly AnyParameter[] {
    return [...this.#definitions.values()];
  }

  /** @throws ParameterError `parameter-not-known`. */
  definition(name: string): AnyParameter {
    const found = this.#definitions.get(name);
    if (found === undefined) throw new ParameterError('parameter-not-known', { parameter: name });
    return found;
  }

  /** The version of a parameter that is in memory; 0 before the first change. */
  version({ name }: Pick<AnyParameter, 'name'>): number {
    return this.#cached.get(name)?.version ?? EMPTY.version;
  }

  /**
   * The rows in force, from memory: for the house's own work, not for showing to a caller. With `version`, as they were known at that
   * version.
   */
  rows<Key, Value>(
    definition: ParameterDefinition<Key, Value>,
    { owner = {}, at = this.#options.clock(), version }: Pick<ReadOptions, 'owner' | 'at' | 'version'> = {},
  ): readonly ParameterRow<Key, Value>[] {
    const { assertions } = this.#cached.get(definition.name) ?? EMPTY;
    const asOf = { at: at.getTime(), ...(version === undefined ? {} : { version }) };
    // Every row has passed this very definition's schemas before it was written.
    return shown(effectiveRows(assertions, standardOf(definition), owner, asOf)) as readonly ParameterRow<
      Key,
      Value
    >[];
  }

  /** What was approved after a version, of any level, from memory. Times in milliseconds since 1970, keys as canonical JSON. */
  approvedSince(
    { name }: Pick<AnyParameter, 'name'>,
    version: number,
  ): readonly Pick<Assertion, 'authority' | 'office' | 'key' | 'from' | 'until'>[] {
    return (this.#cached.get(name) ?? EMPTY).assertions.filter((assertion) => assertion.version > version);
  }

  /** The value in force for a key, from memory. */
  find<Key, Value>(
    definition: ParameterDefinition<Key, Value>,
    key: Key,
    options: Pick<ReadOptions, 'owner' | 'at'> = {},
  ): Value | undefined {
    const sought = canonicalText(key);
    return this.rows(definition, options).find((row) => canonicalText(row.key) === sought)?.value;
  }

  /**
   * The rows that a caller may see, as of any moment and version.
   * @throws ParameterError `parameter-not-known`, `parameter-forbidden`.
   */
  async read(caller: LedgerCaller, name: string, options: ReadOptions = {}): Promise<ParameterReading> {
    const definition = this.definition(name);
    if (!mayRead(definition, caller)) throw new ParameterError('parameter-forbidden', { parameter: name });
    const owner = options.owner ?? ownerOf(caller);
    const rows = await this.#options.database.read<AssertionRow>(caller.scope, ROWS_OF, [name]);
    const assertions = rows.map(assertionOf);
    const at = options.at ?? this.#options.clock();
    const highest = assertions.reduce((most, row) => Math.max(most, row.version), 0);
    const effective = effectiveRows(assertions, standardOf(definition), owner, {
      at: at.getTime(),
      ...(options.version === undefined ? {} : { version: options.version }),
      ...(options.known === undefined ? {} : { known: options.known.getTime() }),
    });
    return {
      version: Math.min(options.version ?? highest, highest),
      at: at.toISOString(),
      rows: shown(effective),
    };
  }

  /** What a proposal would change. @throws ParameterError `parameter-change-invalid` with every fault. */
  async preview(caller: LedgerCaller, proposal: Omit<Proposal, 'reason'>): Promise<ChangePreview> {
    const { definition, rows, owner } = this.#read(caller, proposal);
    return this.#options.database.transaction(caller.scope, async (session) => {
      await this.#refuseWidening(session, definition, rows, owner);
      await refuseUnproved(definition, rows, owner);
      return this.#preview(session, definition, rows, owner);
    });
  }

  /** Proposes a change. @throws ParameterError `parameter-change-invalid` with every fault, `parameter-forbidden`. */
  async propose(caller: LedgerCaller, proposal: Proposal): Promise<ParameterChange> {
    const [change] = await this.proposeAll(caller, [proposal]);
    if (change === undefined) throw new Error('who proposes one change has it');
    return change;
  }

  /** Proposes changes that belong together, all of them or none: each is approved for itself. @throws as `propose`. */
  async proposeAll(
    caller: LedgerCaller,
    proposals: readonly Proposal[],
  ): Promise<readonly ParameterChange[]> {
    const read = proposals.map((proposal) => {
      if (!caller.may('parameter.propose'))
        throw new ParameterError('parameter-forbidden', { parameter: proposal.parameter });
      return { ...this.#read(caller, proposal), reason: proposal.reason };
    });
    const written = await this.#options.database.transaction(caller.scope, async (transaction) => {
      const changes: ParameterChange[] = [];
      for (const each of read) changes.push(await this.#propose(transaction, caller, each));
      return changes;
    });
    this.#options.onCommitted?.();
    return written;
  }

  async #propose(
    transaction: Transaction,
    caller: LedgerCaller,
    proposal: ReadProposal,
  ): Promise<ParameterChange> {
    const { definition, rows, owner } = proposal;
    const { clock, random } = this.#options;
    await this.#refuseWidening(transaction, definition, rows, owner);
    await refuseUnproved(definition, rows, owner);
    const { version } = await this.#preview(transaction, definition, rows, owner);
    const by = { caller, now: clock(), random };
    const record = proposedRecord(proposal, version, by);
    const created = await createRecords(transaction, changeRecord, [record], by);
    const change = created.get(record.id)?.entry;
    if (change === undefined) throw new Error('a change of a parameter has a number of its own');
    return change;
  }

  /**
   * Approves, refuses or withdraws a change; an approval writes the rows in the same transaction.
   * @throws LedgerError as every act on a record does.
   */
  async act(
    caller: LedgerCaller,
    request: {
      readonly id: string;
      readonly action: string;
      readonly input: unknown;
      readonly version?: number;
    },
  ): Promise<ParameterChange> {
    const { database, clock, random } = this.#options;
    const entry = await database.transaction(caller.scope, async (transaction) => {
      const now = clock();
      const seen = await getRecord(database, caller.scope, changeRecord, request.id);
      const digest = seen === undefined ? {} : { digest: sha256Hex(utf8(canonicalText(seen.body))) };
      // Whoever approves first has the turn; the other then finds what it approves upon changed.
      const turn =
        request.action === 'approve' && seen?.state === 'proposed' && caller.may('parameter.approve')
          ? await this.#turn(transaction, seen.body.parameter, now)
          : undefined;
      const written = await takeAction(
        transaction,
        changeRecord,
        { ...request, ...digest },
        { caller, now, random },
      );
      if (turn !== undefined) await this.#write(transaction, written.entry, turn, caller);
      return written.entry;
    });
    this.#options.onCommitted?.();
    await this.refresh();
    return entry;
  }

  changes(
    caller: LedgerCaller,
    search: {
      readonly filters: { readonly parameter?: string; readonly state?: string };
      readonly limit?: number;
      readonly after?: string;
    },
  ): Promise<Page<ChangeBody, ChangeState>> {
    return searchRecords(this.#options.database, caller.scope, changeRecord, search);
  }

  /** A change with what it would change now (or, once decided, nothing), its history, and what the caller may do. */
  async change(
    caller: LedgerCaller,
    id: string,
  ): Promise<
    | {
        readonly change: ParameterChange;
        readonly preview: ChangePreview | undefined;
        readonly history: readonly HistoryLine<ChangeState>[];
        readonly actions: readonly string[];
      }
    | undefined
  > {
    const { database } = this.#options;
    const change = await getRecord(database, caller.scope, changeRecord, id);
    if (change === undefined) return undefined;
    const definition = this.#definitions.get(change.body.parameter);
    const { rows, owner } = change.body;
    const preview =
      change.state === 'proposed' && definition !== undefined
        ? await database.transaction(caller.scope, (session) =>
            this.#preview(session, definition, rows, owner),
          )
        : undefined;
    const history = await readHistory<ChangeBody, ChangeState>(
      { database, scope: caller.scope },
      changeRecord,
      id,
    );
    const own = isSameHand(change.body, caller);
    const actions = allowedActions(changeRecord.lifecycle, change, caller).filter(
      (action) => !own || action === 'withdraw',
    );
    return { change, preview, history, actions };
  }

  /** Takes in what was approved, here or by another process. */
  async refresh(): Promise<void> {
    const { database } = this.#options;
    const versions = await database.read<{ parameter: string; version: number }>(SYSTEM, VERSIONS);
    const stale = versions.filter(
      ({ parameter, version }) => this.#cached.get(parameter)?.version !== version,
    );
    for (const { parameter } of stale) {
      const rows = await database.read<AssertionRow>(SYSTEM, ROWS_OF, [parameter]);
      const assertions = rows.map(assertionOf);
      const version = assertions.reduce((most, row) => Math.max(most, row.version), 0);
      this.#cached.set(parameter, { version, assertions });
    }
  }

  /** Refreshes every so many milliseconds until closed. A refresh that fails leaves what was known, and is told. */
  keepFresh(milliseconds: number, onFailure: (error: unknown) => void): void {
    this.#timer ??= setInterval(() => {
      this.refresh().catch(onFailure);
    }, milliseconds).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #read(caller: LedgerCaller, proposal: Omit<Proposal, 'reason'>) {
    const definition = this.definition(proposal.parameter);
    const owner = proposal.owner ?? {};
    if (!governs(caller, owner))
      throw new ParameterError('parameter-forbidden', { parameter: definition.name });
    const { rows, faults } = readRows(definition, proposal);
    if (faults.length > 0 || rows.length === 0 || rows.length > MOST_ROWS)
      throw new ParameterError('parameter-change-invalid', { most: MOST_ROWS }, { faults });
    return { definition, rows, owner };
  }

  async #preview(
    session: Session,
    definition: AnyParameter,
    rows: Proposal['rows'],
    owner: ParameterOwner,
  ): Promise<ChangePreview> {
    const known = await session.query<AssertionRow>(ROWS_OF, [definition.name]);
    const now = this.#options.clock();
    const preview = previewRows(definition, known.map(assertionOf), { rows, owner, now });
    const touches = await definition.touches?.(session, rows, owner);
    return touches === undefined ? preview : { ...preview, touches };
  }

  /** @throws ParameterError `parameter-change-invalid` where a narrower level would allow more than a wider one. */
  async #refuseWidening(
    session: Session,
    definition: AnyParameter,
    rows: Proposal['rows'],
    owner: ParameterOwner,
  ): Promise<void> {
    if (definition.narrows === undefined) return;
    const known = await session.query<AssertionRow>(ROWS_OF, [definition.name]);
    const faults = wideningFaults(definition, known.map(assertionOf), rows, owner);
    if (faults.length > 0)
      throw new ParameterError('parameter-change-invalid', { most: MOST_ROWS }, { faults });
  }

  async #turn(
    transaction: Transaction,
    parameter: string,
    now: Date,
  ): Promise<{ version: number; recorded: Date }> {
    const [turn] = await transaction.query<{ version: number; recorded: Date }>(NEXT_VERSION, [
      parameter,
      now,
    ]);
    if (turn === undefined) throw new Error('the turn of a parameter is always given');
    return turn;
  }

  async #write(
    transaction: Transaction,
    { id, body }: ParameterChange,
    { version, recorded }: { readonly version: number; readonly recorded: Date },
    caller: LedgerCaller,
  ): Promise<void> {
    const definition = this.definition(body.parameter);
    await this.#refuseWidening(transaction, definition, body.rows, body.owner);
    const { authority = '', office = '' } = body.owner;
    const rows = body.rows.flatMap(({ key, value, from, until }, index) => {
      const row = { place: index * 2, key: canonicalText(key), from, until };
      const concerned = value === null ? undefined : definition.concerned?.(value);
      if (value === null) return [row];
      // Whoever no longer may read the key must find that what they could read has ended.
      if (concerned !== undefined) return [row, { ...row, place: index * 2 + 1, value, concerned }];
      return [{ ...row, value }];
    });
    await transaction.query(WRITE_ROWS, [
      JSON.stringify(rows),
      body.parameter,
      version,
      authority,
      office,
      recorded,
      id,
      definition.readers === 'public',
      body.proposedBy,
      caller.actor,
    ]);
    await definition.approved?.({
      transaction,
      rows: body.rows,
      owner: body.owner,
      by: caller,
      now: recorded,
    });
  }
}

/** @throws ParameterError `parameter-change-invalid` where the rows fail what was laid down to prove them. */
async function refuseUnproved(
  definition: AnyParameter,
  rows: Proposal['rows'],
  owner: ParameterOwner,
): Promise<void> {
  const faults = (await definition.refuses?.(rows, owner)) ?? [];
  if (faults.length > 0)
    throw new ParameterError(
      'parameter-change-invalid',
      { most: MOST_ROWS },
      { faults: faults.slice(0, 200) },
    );
}

/** Who may read the rows of a parameter. */
export function mayRead({ readers }: AnyParameter, caller: LedgerCaller): boolean {
  if (readers === 'public') return true;
  if (readers === 'signed-in') return caller.scope.kind !== 'public';
  return caller.may(readers) || caller.may('parameter.read');
}

/** Whose parameters count for a caller. */
export function ownerOf({ scope }: Pick<LedgerCaller, 'scope'>): ParameterOwner {
  if (scope.kind !== 'authority') return {};
  return { authority: scope.authority, ...(scope.office === undefined ? {} : { office: scope.office }) };
}

/** The platform's officials govern all rows, an authority's its own overlays, an office's its own. */
export function governs(
  { scope }: Pick<LedgerCaller, 'scope'>,
  { authority, office }: ParameterOwner,
): boolean {
  if (scope.kind === 'system') return true;
  if (scope.kind !== 'authority' || authority !== scope.authority) return false;
  if (scope.office === undefined || office === scope.office) return true;
  return office !== undefined && scope.below?.includes(office) === true;
}

function shown(rows: readonly Effective[]): readonly ParameterRow[] {
  return rows.map(({ key, value, level, assertion }) => ({
    key: JSON.parse(key) as unknown,
    value,
    level,
    ...(assertion === undefined
      ? {}
      : {
          from: new Date(assertion.from).toISOString(),
          ...(assertion.until === undefined ? {} : { until: new Date(assertion.until).toISOString() }),
          version: assertion.version,
          recorded: new Date(assertion.recorded).toISOString(),
          change: assertion.change,
        }),
  }));
}
