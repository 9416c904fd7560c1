import type { Clock } from '../../base/index.ts';
import { isUuid } from '../../base/index.ts';
import type { SealingKey } from '../../crypto/index.ts';
import type { Database, Statement, Transaction } from '../../database/index.ts';
import { unpack } from '../../packing/index.ts';
import type { Box, BoxEntry } from '../channel.ts';
import { sealEnvelope } from '../envelope.ts';
import { ExchangeError } from '../error.ts';
import type { Envelope } from '../message.ts';
import type { Partners } from '../partners/index.ts';

export interface BoxOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly partners: Partners;
  readonly keyOf: (authority: string) => SealingKey | undefined;
}

/** Entries of a page at most. */
export const BOX_PAGE = 200;
const SYSTEM = { kind: 'system' } as const;

const UNPLACED: Statement = {
  name: 'exchange-box-unplaced',
  text: 'select from exchange_delivery where partner = $1 and fetched and place is null limit 1',
};
const OPEN: Statement = {
  name: 'exchange-box-open',
  text: 'insert into exchange_box (partner, last) values ($1, 0) on conflict do nothing',
};
const LAST: Statement = {
  name: 'exchange-box-last',
  text: 'select last from exchange_box where partner = $1 for update',
};
const PLACE: Statement = {
  name: 'exchange-box-place',
  text: `with fresh as (
           select id, row_number() over (order by turn) as n from (
             select id, turn from exchange_delivery where partner = $1 and fetched and place is null
             order by turn limit 1000) few
         ), placed as (
           update exchange_delivery d set place = $2 + fresh.n from fresh
           where d.id = fresh.id and d.partner = $1 returning d.place
         )
         update exchange_box set last = coalesce((select max(place) from placed), last) where partner = $1 returning last`,
};
const LIST: Statement = {
  name: 'exchange-box-list',
  text: `select place, envelope, size from exchange_delivery
         where partner = $1 and fetched and state in ('pending', 'sent') and place > $2 and expires > $3
           and ($4::text[] is null or type = any($4))
         order by place limit $5`,
};
const GET: Statement = {
  name: 'exchange-box-get',
  text: `select d.envelope, c.packing, c.size, c.bytes from exchange_delivery d join exchange_content c on c.digest = d.digest
         where d.id = $1 and d.partner = $2 and d.fetched and d.state not in ('failed', 'expired')`,
};
const FETCHED: Statement = {
  name: 'exchange-box-fetched',
  text: `update exchange_delivery set state = 'sent', sent = $3, changed = $3, attempts = attempts + 1
         where id = $1 and partner = $2 and fetched and state = 'pending'`,
};

/** What waits for partners that come and take. */
export function openBox({ database, clock, partners, keyOf }: BoxOptions): Box {
  const assertOpen = (partner: string): void => {
    const agreements = partners.of(partner);
    const [first] = agreements;
    if (first === undefined) throw new ExchangeError('exchange-partner-unknown', { partner });
    if (!agreements.some(({ state }) => state === 'live' || state === 'testing'))
      throw new ExchangeError('exchange-partner-not-live', { partner, state: first.state });
  };
  const sealed = (envelope: Envelope): Promise<Envelope> => {
    const key = keyOf(envelope.from);
    if (key === undefined) throw new ExchangeError('exchange-key-missing', { authority: envelope.from });
    return sealEnvelope(envelope, key);
  };
  return {
    async list(partner, { after, limit, types }) {
      assertOpen(partner);
      const unplaced = await database.read(SYSTEM, UNPLACED, [partner]);
      if (unplaced.length > 0)
        await database.transaction(SYSTEM, (transaction) => place(transaction, partner));
      const rows = await database.read<{ place: string; envelope: Envelope; size: number }>(SYSTEM, LIST, [
        partner,
        after ?? 0,
        clock(),
        types ?? null,
        Math.min(Math.max(limit, 1), BOX_PAGE),
      ]);
      return Promise.all(
        rows.map(async (row): Promise<BoxEntry> => ({
          position: Number(row.place),
          envelope: await sealed(row.envelope),
          size: row.size,
        })),
      );
    },
    async get(partner, id) {
      assertOpen(partner);
      if (!isUuid(id)) return undefined;
      interface Row {
        readonly envelope: Envelope;
        readonly packing: 'none' | 'deflate';
        readonly size: number;
        readonly bytes: Uint8Array;
      }
      const [row] = await database.read<Row>(SYSTEM, GET, [id, partner]);
      if (row === undefined) return undefined;
      const { envelope, ...packed } = row;
      await database.transaction(SYSTEM, (transaction) => transaction.query(FETCHED, [id, partner, clock()]));
      return { envelope: await sealed(envelope), content: unpack(packed) };
    },
  };
}

/** Gives places to what has committed since, one after another: whoever lists by place misses nothing that comes later. */
async function place(transaction: Transaction, partner: string): Promise<void> {
  await transaction.query(OPEN, [partner]);
  const [box] = await transaction.query<{ last: string }>(LAST, [partner]);
  await transaction.query(PLACE, [partner, box?.last ?? 0]);
}
