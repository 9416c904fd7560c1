import { toBase64Url } from '../../base/index.ts';
import type { Database, Statement } from '../../database/index.ts';
import type { Evidence, LeafReference } from '../../evidence/index.ts';
import type { LedgerCaller } from '../../ledger/index.ts';
import { AccessError } from '../error.ts';
import { namesOf } from '../lib/names.ts';
import { partOf, placeAfter, sizeOf, type Part, type Portion } from '../lib/paging.ts';
import { SYSTEM } from '../lib/system.ts';
import { auditLeaf, batchProof, type AuditEntry, type AuditKind } from './entry.ts';

export interface AuditSearch extends Portion {
  readonly kind?: AuditKind | undefined;
  readonly actor?: string | undefined;
  /** A resource, with what lies below it: `certificates/<id>`. */
  readonly subject?: string | undefined;
  readonly route?: string | undefined;
  /** RFC 3339; the first moment, and the first one no longer wanted. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** All that proves one entry: its own opening, its path to the batch's root, and the leaf of the evidence log that commits to it. */
export interface AuditProof {
  readonly entry: AuditEntry;
  /** 16 bytes, base64url; the tree's leaf is salt and canonical JSON of the entry. */
  readonly salt: string;
  readonly place: number;
  readonly size: number;
  /** Base64url, as in RFC 6962. */
  readonly hashes: readonly string[];
  readonly root: string;
  /** The act whose digest is the root, and its salt. */
  readonly opening: LeafReference['opening'];
  /** The leaf in the log, `.tlog-proof`; absent until a signed checkpoint covers it. */
  readonly proof?: string;
}

export interface AuditPart extends Part<AuditEntry> {
  /** Names of those who acted, by key, as far as the auditor may know them. */
  readonly names: Readonly<Record<string, string>>;
}

/** The auditors' side of the audit log. Row-level security keeps each to their own authority's people. */
export interface AuditReading {
  list(by: LedgerCaller, search: AuditSearch): Promise<AuditPart>;
  /** All of them, newest first, streamed. */
  export(by: LedgerCaller, search: AuditSearch): AsyncIterable<AuditEntry>;
  /** @throws AccessError `audit-entry-not-known`. */
  prove(by: LedgerCaller, id: string): Promise<AuditProof>;
}

interface Row {
  readonly id: string;
  readonly at: Date;
  readonly kind: AuditKind;
  readonly actor: string;
  readonly behalf: string | null;
  readonly country: string | null;
  readonly authority: string | null;
  readonly office: string | null;
  readonly route: string;
  readonly subject: string;
  readonly status: number;
  readonly filters: readonly string[];
  readonly sought: Uint8Array | null;
  readonly salt: Uint8Array;
  readonly batch: string;
  readonly place: number;
}

const COLUMNS = `id, at, kind, actor, behalf, country, authority, office, route, subject, status, filters, sought, salt,
  batch, place`;

const LIST: Statement = {
  name: 'audit-list',
  text: `select ${COLUMNS} from audit_entry
         where ($1::text is null or kind = $1) and ($2::text is null or actor = $2 or behalf = $2)
           and ($3::text is null or subject = $3 or subject >= $3 || '/' and subject < $3 || '0')
           and ($4::text is null or route = $4)
           and ($5::timestamptz is null or at >= $5) and ($6::timestamptz is null or at < $6)
           and ($7::timestamptz is null or (at, id) < ($7, $8::uuid))
         order by at desc, id desc limit $9`,
};

// The moment stands in the identity, and the entries are indexed by it.
const ONE: Statement = {
  name: 'audit-entry',
  text: `select ${COLUMNS} from audit_entry where id = $1 and at = $2`,
};

const BATCH: Statement = {
  name: 'audit-batch-entries',
  text: `select ${COLUMNS} from audit_entry where batch = $1 order by place`,
};

const HEAD: Statement = {
  name: 'audit-batch',
  text: 'select leaf, root, opening from audit_batch where id = $1',
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const EVERYTHING = 2_147_483_647;

export function auditReading(database: Database, evidence: Pick<Evidence, 'tlogProof'>): AuditReading {
  return {
    async list(by, search) {
      const size = sizeOf(search);
      const place = placeAfter(search, 2);
      if (search.after !== undefined && !isPlace(place)) throw new AccessError('audit-cursor-invalid');
      // In a transaction of its own: a slow search must not hold up the look-ups on the shared connection.
      const rows = await database.transaction(by.scope, (session) =>
        session.query<Row>(LIST, [...valuesOf(search), place?.[0], place?.[1], size + 1]),
      );
      const part = partOf(rows, size, shown, (row) => [row.at.toISOString(), row.id]);
      const actors = part.items.flatMap(({ actor, behalf }) => [actor, behalf]);
      return { ...part, names: await namesOf(database, by, actors) };
    },
    async *export(by, search) {
      const values = [...valuesOf(search), undefined, undefined, EVERYTHING];
      for await (const row of database.stream<Row>(by.scope, LIST, values)) yield shown(row);
    },
    async prove(by, id) {
      const [row] = UUID.test(id) ? await database.read<Row>(by.scope, ONE, [id, momentOf(id)]) : [];
      if (row === undefined) throw new AccessError('audit-entry-not-known');
      // The whole batch, whoever's: only hashes of the others leave the house.
      const [head] = await database.read<{ leaf: string; root: Uint8Array; opening: AuditProof['opening'] }>(
        SYSTEM,
        HEAD,
        [row.batch],
      );
      const entries = await database.read<Row>(SYSTEM, BATCH, [row.batch]);
      if (head === undefined) throw new AccessError('audit-entry-not-known');
      const proof = await evidence.tlogProof(head.leaf);
      const leaves = entries.map((each) => auditLeaf(each.salt, shown(each)));
      return {
        entry: shown(row),
        salt: toBase64Url(row.salt),
        place: row.place,
        size: entries.length,
        hashes: batchProof(leaves, row.place),
        root: toBase64Url(head.root),
        opening: head.opening,
        ...(proof === undefined ? {} : { proof }),
      };
    },
  };
}

/** The millisecond of a version 7 UUID (RFC 9562 §5.7). */
function momentOf(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}

function isPlace(place: readonly string[] | undefined): boolean {
  const [at = '', id = ''] = place ?? [];
  return Number.isFinite(Date.parse(at)) && UUID.test(id);
}

function valuesOf({ kind, actor, subject, route, from, until }: AuditSearch): readonly unknown[] {
  return [kind, actor, subject, route, from, until];
}

function shown(row: Row): AuditEntry {
  const { id, at, kind, actor, behalf, country, authority, office, route, subject, status, filters, sought } =
    row;
  return {
    id,
    at: at.toISOString(),
    kind,
    actor,
    ...(behalf === null ? {} : { behalf }),
    ...(country === null ? {} : { country }),
    ...(authority === null ? {} : { authority }),
    ...(office === null ? {} : { office }),
    route,
    subject,
    status,
    filters,
    ...(sought === null ? {} : { sought: Buffer.from(sought).toString('hex') }),
  };
}
