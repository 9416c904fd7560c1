import type { TrustAnchor } from '../../../../verify/core/index.ts';
import type { Database, Session } from '../../../database/index.ts';
import { plainNumber } from '../../../ledger/index.ts';
import {
  documentName,
  type DocumentChange,
  type DocumentSource,
  type DocumentStanding,
  type FoundDocument,
} from '../../../verification/cases/index.ts';
import type { DocumentKey } from '../../../verification/facts/index.ts';
import type { Reading } from '../../../verification/references/index.ts';
import type { CertificateState } from '../states.ts';
import { certificateFacts, type FactsRow } from './certificate-facts.ts';
import { KeptGoods } from './kept-goods.ts';
import { nearNumbers } from './near-numbers.ts';
import { BY_NAME, BY_NAME_LOCKED, BY_PLAIN_NUMBERS, BY_READING, CHANGES, LEAVES } from './statements.ts';

export interface DocumentSourceOptions {
  readonly database: Database;
  /** For seals that leave out their certificate. */
  readonly anchors: () => readonly TrustAnchor[];
}

interface FoundRow extends FactsRow {
  readonly successors: readonly string[] | null;
}

interface ChangeRow {
  readonly position: string;
  readonly country: string;
  readonly authority: string;
  readonly number: string;
  readonly replaces: string | null;
}

/** An expired certificate stays what goods arrived under; whether its days are over is for rules to say. */
const STANDING: Readonly<Record<CertificateState, DocumentStanding>> = {
  draft: 'void',
  issued: 'in-force',
  expired: 'in-force',
  replaced: 'replaced',
  withdrawn: 'void',
  cancelled: 'void',
};

const SYSTEM = { kind: 'system' } as const;

/** The ledger of certificates, as networked verification asks it. */
export function certificateSource({ database, anchors }: DocumentSourceOptions): DocumentSource {
  const kept = new KeptGoods(anchors);
  return {
    find: (session, country, readings) => find(session, country, readings),
    read: (session, country, keys, { locked }) => read({ session, country, kept, locked }, keys),
    near: (session, country, reading, limit) => near(session, country, reading, limit),
    changes: (from, limit) => changes(database, from, limit),
  };
}

async function find(
  session: Session,
  country: string,
  readings: readonly Reading[],
): Promise<readonly (readonly DocumentKey[])[]> {
  const found: DocumentKey[][] = readings.map(() => []);
  // What has no letter and no digit names nothing.
  const asked = readings.map((reading) => plainNumber(reading.number));
  if (!asked.some((plain) => plain !== '')) return found;
  const rows = await session.query<DocumentKey & { readonly place: number }>(BY_READING, [
    readings.map((reading) => reading.country),
    asked.map((plain) => (plain === '' ? null : plain)),
    readings.map(({ type }) => type),
    readings.map(({ authority }) => authority ?? null),
    country,
  ]);
  for (const { place, ...key } of rows) found[place - 1]?.push(keyOf(key));
  return found;
}

interface Asking {
  readonly session: Session;
  readonly country: string;
  readonly kept: KeptGoods;
  readonly locked: boolean;
}

async function read(
  { session, country, kept, locked }: Asking,
  keys: readonly DocumentKey[],
): Promise<ReadonlyMap<string, FoundDocument>> {
  if (keys.length === 0) return new Map();
  const ordered = inOrder(keys);
  const rows = await session.query<FoundRow>(locked ? BY_NAME_LOCKED : BY_NAME, [
    ordered.map((key) => key.country),
    ordered.map(({ authority }) => authority),
    ordered.map(({ number }) => number),
    country,
  ]);
  const whole = await kept.of(session, rows);
  return new Map(
    rows.map((row) => [
      documentName(row),
      {
        facts: certificateFacts(row, whole.get(row.id)),
        standing: STANDING[row.state],
        successors: successorsOf(row),
      },
    ]),
  );
}

/** Those that name it, and the one that its end names, which may be on its way still. */
function successorsOf({ country, authority, number, state, body, successors }: FoundRow): DocumentKey[] {
  if (state !== 'replaced') return [];
  const named = body.ending?.successor;
  const numbers = new Set([...(successors ?? []), ...(named === undefined ? [] : [named])]);
  numbers.delete(number);
  return [...numbers].toSorted().map((successor) => ({ country, authority, number: successor }));
}

async function near(
  session: Session,
  country: string,
  reading: Reading,
  limit: number,
): Promise<readonly DocumentKey[]> {
  const plain = plainNumber(reading.number);
  const rows = await session.query<
    DocumentKey & { readonly plain_number: string; readonly type_code: string | null }
  >(BY_PLAIN_NUMBERS, [nearNumbers(plain), country]);
  /** The right country counts for more than the right number: another country's is another document. */
  const distance = (row: (typeof rows)[number]): number =>
    Number(row.country !== reading.country) * 4 +
    Number(row.plain_number !== plain) * 2 +
    Number(row.type_code !== null && row.type_code !== reading.type);
  return rows
    .map((row, place) => ({ row, place, distance: distance(row) }))
    .toSorted((left, right) => left.distance - right.distance || left.place - right.place)
    .slice(0, limit)
    .map(({ row }) => ({ ...keyOf(row), ...(row.type_code === null ? {} : { type: row.type_code }) }));
}

async function changes(
  database: Database,
  from: number,
  limit: number,
): Promise<{ readonly changes: readonly DocumentChange[]; readonly next: number }> {
  const leaves = await database.read<{ position: string; leaf: string }>(SYSTEM, LEAVES, [from, limit]);
  const last = leaves.at(-1);
  if (last === undefined) return { changes: [], next: from };
  const rows = await database.read<ChangeRow>(SYSTEM, CHANGES, [
    leaves.map(({ position }) => position),
    leaves.map(({ leaf }) => leaf),
  ]);
  return {
    changes: rows.map(({ position, country, authority, number, replaces }) => ({
      position: Number(position),
      key: { country, authority, number },
      ...(replaces === null ? {} : { replaces }),
    })),
    next: Number(last.position) + 1,
  };
}

function keyOf({ country, authority, number }: DocumentKey): DocumentKey {
  return { country, authority, number };
}

/** Each once, in the order in which all callers lock them. */
function inOrder(keys: readonly DocumentKey[]): readonly DocumentKey[] {
  const byName = new Map(keys.map((key) => [documentName(key), key]));
  return [...byName].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, key]) => key);
}
