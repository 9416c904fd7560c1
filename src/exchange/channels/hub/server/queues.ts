import { Buffer } from 'node:buffer';
import { isUuid } from '../../../../base/index.ts';
import { sha256Hex } from '../../../../crypto/index.ts';
import type { Database, Statement, Transaction } from '../../../../database/index.ts';

export type QueueState =
  'PendingDelivery' | 'Delivered' | 'FailedDelivery' | 'DeliveredWithWarnings' | 'DeliveredNotReadable';

/** A delivery as it stands. */
export interface Standing {
  readonly number: string;
  /** Countries, as the Hub names them. */
  readonly sender: string;
  readonly recipient: string;
  readonly type: number;
  readonly status: number;
  readonly certificate: string;
  readonly state: QueueState;
  readonly remark: string | null;
}

/** A delivery that waits, with its document. */
export interface Waiting extends Standing {
  readonly content: Uint8Array;
  readonly carried: string | null;
}

export interface NewDelivery extends Omit<Standing, 'state' | 'remark'> {
  readonly content: Uint8Array;
  readonly carried: string | undefined;
}

/** The queues of the Hub, one for each country. */
export interface HubQueues {
  /** Puts a delivery into its queue; the same one again is the one that is there. */
  put(delivery: NewDelivery, now: Date): Promise<Standing>;
  /** What waits for a country, the oldest first; from one other only where that is named. */
  waiting(recipient: string, sender: string | undefined): Promise<readonly Standing[]>;
  take(recipient: string, number: string): Promise<Waiting | undefined>;
  takeSome(recipient: string): Promise<readonly Waiting[]>;
  underDelivery(sender: string): Promise<readonly Standing[]>;
  /** A delivery from or to a country. */
  find(country: string, number: string): Promise<Standing | undefined>;
  /** Says how a delivery ended; what has ended stays as it is. Undefined where there is none for that country. */
  settle(
    recipient: string,
    number: string,
    ending: { readonly state: QueueState; readonly remark?: string },
    now: Date,
  ): Promise<Standing | undefined>;
}

const SYSTEM = { kind: 'system' } as const;
const HEADERS = 1_000;
const DOCUMENTS = 50;
/** Bytes of documents in one answer: escaped they grow, and the answer has its limit too. */
const TOGETHER = 4_194_304;
const COLUMNS = 'number, sender, recipient, type, status, certificate, state, remark';

const PUT: Statement = {
  name: 'hub-put',
  text: `insert into hub_envelope as kept
           (number, sender, recipient, type, status, certificate, digest, content, carried, state, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'PendingDelivery', $10)
         on conflict (sender, recipient, digest, type, status, md5(certificate)) do update
           set content = case when kept.state in ('PendingDelivery', 'FailedDelivery') then excluded.content else kept.content end
         returning ${COLUMNS}`,
};
const TRACK: Statement = {
  name: 'hub-track',
  text: 'insert into hub_tracking (number, state, remark, at) values ($1, $2, $3, $4)',
};
const WAITING: Statement = {
  name: 'hub-waiting',
  text: `select ${COLUMNS} from hub_envelope
         where recipient = $1 and state = 'PendingDelivery' and ($2::text is null or sender = $2)
         order by position limit ${String(HEADERS)}`,
};
const TAKE: Statement = {
  name: 'hub-take',
  text: `select ${COLUMNS}, content, carried from hub_envelope
         where number = $2 and recipient = $1 and content is not null`,
};
const TAKE_SOME: Statement = {
  name: 'hub-take-some',
  text: `select ${COLUMNS}, content, carried from (
           select *, sum(octet_length(content)) over (order by position) - octet_length(content) as before from (
             select * from hub_envelope where recipient = $1 and state = 'PendingDelivery'
             order by position limit ${String(DOCUMENTS)}
           ) as oldest
         ) as counted
         where before = 0 or before + octet_length(content) <= ${String(TOGETHER)} order by position`,
};
const UNDER_DELIVERY: Statement = {
  name: 'hub-under-delivery',
  text: `select ${COLUMNS} from hub_envelope where sender = $1 and state = 'PendingDelivery'
         order by position limit ${String(HEADERS)}`,
};
const FIND: Statement = {
  name: 'hub-find',
  text: `select ${COLUMNS} from hub_envelope where number = $2 and (sender = $1 or recipient = $1)`,
};
const SETTLE: Statement = {
  name: 'hub-settle',
  text: `update hub_envelope set state = $3, remark = $4, settled = $5, content = null, carried = null
         where number = $2 and recipient = $1 and state in ('PendingDelivery', 'FailedDelivery')
         returning ${COLUMNS}`,
};

export function databaseQueues(database: Database): HubQueues {
  const within = <Result>(act: (transaction: Transaction) => Promise<Result>): Promise<Result> =>
    database.transaction(SYSTEM, act);
  const read = <Row>(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> =>
    database.read<Row>(SYSTEM, statement, values);
  const find = async (country: string, number: string): Promise<Standing | undefined> =>
    isUuid(number) ? (await read<Standing>(FIND, [country, number]))[0] : undefined;
  return {
    find,
    put: ({ number, sender, recipient, type, status, certificate, content, carried }, now) =>
      within(async (transaction) => {
        const place = [number, sender, recipient, type, status, certificate] as const;
        const values = [...place, sha256Hex(content), Buffer.from(content), carried ?? null, now];
        const [kept] = await transaction.query<Standing>(PUT, values);
        if (kept === undefined) throw new TypeError('an insertion that returns nothing');
        if (kept.number === number) await transaction.query(TRACK, [number, kept.state, null, now]);
        return kept;
      }),
    waiting: (recipient, sender) => read<Standing>(WAITING, [recipient, sender ?? null]),
    takeSome: (recipient) => read<Waiting>(TAKE_SOME, [recipient]),
    async take(recipient, number) {
      return isUuid(number) ? (await read<Waiting>(TAKE, [recipient, number]))[0] : undefined;
    },
    underDelivery: (sender) => read<Standing>(UNDER_DELIVERY, [sender]),
    async settle(recipient, number, { state, remark }, now) {
      if (!isUuid(number)) return undefined;
      const settled = await within(async (transaction) => {
        const values = [recipient, number, state, remark ?? null, now];
        const [ended] = await transaction.query<Standing>(SETTLE, values);
        if (ended !== undefined) await transaction.query(TRACK, [number, state, remark ?? null, now]);
        return ended;
      });
      if (settled !== undefined) return settled;
      const standing = await find(recipient, number);
      return standing?.recipient === recipient ? standing : undefined;
    },
  };
}
