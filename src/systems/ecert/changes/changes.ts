import type { Database, Scope, Statement } from '../../../database/index.ts';
import { keeps } from '../../../ledger/index.ts';

/** What changed, by the kind of record it changed. */
export const CHANGE_KINDS = [
  'certificate',
  'verification_result',
  'inquiry',
  'task',
  'application',
  'declaration',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** One act on a record, at its place in the evidence log. */
export interface LedgerChange {
  /** Index of the act's leaf: the same for every process, gapless over all acts of the ledger. */
  readonly position: number;
  readonly kind: ChangeKind;
  readonly record: string;
  readonly version: number;
  readonly action: string;
  readonly state: string;
  readonly actor: string;
  readonly at: string;
  /** Who keeps it: the issuing authority of the certificate; of a task, whose work it is. */
  readonly country: string;
  readonly authority: string;
  readonly office?: string;
  /** Countries that see it beside. */
  readonly concerned: readonly string[];
  /** Importing country. */
  readonly destination?: string;
  /** Offices to which the place of entry is given, each as `authority|office`; none where it is given to nobody. */
  readonly entry?: readonly string[];
  readonly certificate?: string;
  /** The side that wrote, of an inquiry. */
  readonly side?: string;
  /** How far up a task has gone. */
  readonly level?: number;
  /** The trader for whom a declaration is lodged, by the key of its organisation. */
  readonly declarant?: string;
}

const SIZE: Statement = {
  name: 'change-size',
  text: 'select coalesce(max(index) + 1, 0)::text as size from evidence_sequence',
};
const LEAVES: Statement = {
  name: 'change-leaves',
  text: `select index::text as position, leaf_id as leaf from evidence_sequence where index >= $1 order by index limit $2`,
};
const CHANGES: Statement = {
  name: 'change-of-leaves',
  text: `select leaf, kind, record, version, action, state, actor, at, country, authority, office, concerned, destination,
           certificate, level, side, null as declarant from ledger_change where leaf = any($1::uuid[])
         union all
         select leaf, kind, record, version, action, state, actor, at, country, authority, office, concerned, destination,
           certificate, level, side, null from application_change where leaf = any($1::uuid[])
         union all
         select leaf, kind, record, version, action, state, actor, at, country, authority, office, concerned, destination,
           certificate, level, side, declarant from declaration_change where leaf = any($1::uuid[])`,
};

interface ChangeRow extends Omit<LedgerChange, 'position' | 'at' | 'office'> {
  readonly leaf: string;
  readonly at: Date;
  readonly office: string | null;
}

const SYSTEM: Scope = { kind: 'system' };

/** How many acts the log holds in order: the position of the next. */
export async function changeSize(database: Database): Promise<number> {
  const [row] = await database.read<{ size: string }>(SYSTEM, SIZE);
  return Number(row?.size ?? 0);
}

/** A portion of what happened: the changes from a position on, and the position to go on from. */
export interface ChangePortion {
  readonly changes: readonly LedgerChange[];
  readonly next: number;
}

/** Changes from a position on, in order, out of at most so many acts. `next` equals `from` where there is nothing new. */
export async function readChanges(database: Database, from: number, limit: number): Promise<ChangePortion> {
  const leaves = await database.read<{ position: string; leaf: string }>(SYSTEM, LEAVES, [from, limit]);
  if (leaves.length === 0) return { changes: [], next: from };
  const rows = await database.read<ChangeRow>(SYSTEM, CHANGES, [leaves.map(({ leaf }) => leaf)]);
  const byLeaf = new Map(rows.map((row) => [row.leaf, row]));
  const entries = await entriesOf(database, rows);
  const changes = leaves.flatMap(({ position, leaf }) => {
    const row = byLeaf.get(leaf);
    if (row === undefined) return [];
    const entry = row.certificate == null ? undefined : entries.get(row.certificate);
    return [{ ...changeOf(Number(position), row), ...(entry === undefined ? {} : { entry }) }];
  });
  return { changes, next: Number(leaves.at(-1)?.position ?? from) + 1 };
}

const ENTRIES: Statement = {
  name: 'change-entries',
  text: `select id, counterfoil.entry_offices(entry_places, destination) as offices from certificate
         where id = any($1::uuid[]) and entry_places <> '{}' and destination is not null`,
};

/** By certificate; only those that are given to an office. */
async function entriesOf(
  database: Database,
  rows: readonly ChangeRow[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const certificates = [...new Set(rows.flatMap(({ certificate }) => certificate ?? []))];
  if (certificates.length === 0) return new Map();
  const found = await database.read<{ id: string; offices: readonly string[] }>(SYSTEM, ENTRIES, [
    certificates,
  ]);
  return new Map(found.filter(({ offices }) => offices.length > 0).map(({ id, offices }) => [id, offices]));
}

function changeOf(position: number, row: ChangeRow): LedgerChange {
  const { leaf: _, at, office, destination, certificate, level, side, declarant, ...rest } = row;
  return {
    ...rest,
    position,
    at: at.toISOString(),
    ...(office === null ? {} : { office }),
    ...(destination == null ? {} : { destination }),
    ...(certificate == null ? {} : { certificate }),
    ...(level == null ? {} : { level }),
    ...(side == null ? {} : { side }),
    ...(declarant == null ? {} : { declarant }),
  };
}

/** Whether a scope is told of a change: what row-level security shows it of the record, asked of the change itself. */
export function seesChange(scope: Scope, change: LedgerChange): boolean {
  if (scope.kind === 'system') return true;
  if (scope.kind === 'public')
    return change.declarant !== undefined && change.declarant === scope.organisation?.key;
  if (keeps(scope, change)) return true;
  if (
    change.kind === 'task' ||
    change.kind === 'application' ||
    change.kind === 'declaration' ||
    change.state === 'draft' ||
    !change.concerned.includes(scope.country)
  )
    return false;
  return scope.office === undefined || entersBy(scope, change);
}

/** Whether what concerns an importing country concerns an office of it: its place of entry is given to it, or to nobody. */
function entersBy(
  { country, authority, office, below }: Extract<Scope, { readonly kind: 'authority' }>,
  change: LedgerChange,
): boolean {
  if (change.destination !== country || change.country === country) return false;
  const given = (change.entry ?? []).flatMap((entry) => {
    const [whose, its = ''] = entry.split('|');
    return whose === authority ? [its] : [];
  });
  return given.length === 0 || given.some((each) => each === office || below?.includes(each) === true);
}
