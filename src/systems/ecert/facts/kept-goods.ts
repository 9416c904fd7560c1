import type { TrustAnchor } from '../../../../verify/core/index.ts';
import type { Session } from '../../../database/index.ts';
import { unpack, type Packed } from '../../../packing/index.ts';
import type { CertificateBody } from '../certificate-body.ts';
import { readDocument } from '../certificates.ts';
import { goodsOf } from '../lib/goods.ts';
import type { FactsRow } from './certificate-facts.ts';
import { DOCUMENTS } from './statements.ts';

type Kept = Pick<CertificateBody, 'goods' | 'transit'>;

interface DocumentRow extends Packed {
  readonly id: string;
  readonly received: Date;
}

/** Lines of a certificate that are compared; what has more is compared by these. */
const MOST_COMPARED = 5_000;
/** Documents that are in memory at once, and readings that are kept for the next decision. */
const PORTION = 8;
const KEPT = 64;

/**
 * Goods of certificates whose record has not all of them: those from before goods were kept, and the longest. They are read from
 * the document, of which a record's version has always the same.
 */
export class KeptGoods {
  readonly #anchors: () => readonly TrustAnchor[];
  readonly #kept = new Map<string, Kept>();

  constructor(anchors: () => readonly TrustAnchor[]) {
    this.#anchors = anchors;
  }

  /** By id; only of records that have not all of their goods. */
  async of(session: Session, rows: readonly FactsRow[]): Promise<ReadonlyMap<string, Kept>> {
    const wanted = rows.filter(({ body }) => body.goods === undefined || body.goods.omitted !== undefined);
    const found = new Map<string, Kept>();
    const unknown = wanted.filter((row) => {
      const kept = this.#kept.get(nameOf(row));
      if (kept !== undefined) found.set(row.id, kept);
      return kept === undefined;
    });
    for (let start = 0; start < unknown.length; start += PORTION) {
      const portion = unknown.slice(start, start + PORTION);
      const documents = await session.query<DocumentRow>(DOCUMENTS, [portion.map(({ id }) => id)]);
      for (const document of documents) {
        const row = portion.find(({ id }) => id === document.id);
        const kept = this.#read(document);
        if (row === undefined || kept === undefined) continue;
        found.set(row.id, kept);
        this.#keep(nameOf(row), kept);
      }
    }
    return found;
  }

  #read(document: DocumentRow): Kept | undefined {
    const bytes = unpack(document);
    const reading = readDocument({ bytes, received: document.received.toISOString() }, this.#anchors());
    if (reading === undefined) return undefined;
    return goodsOf(reading.document, MOST_COMPARED);
  }

  #keep(name: string, kept: Kept): void {
    this.#kept.set(name, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}

function nameOf({ id, version }: FactsRow): string {
  return `${id} ${String(version)}`;
}
