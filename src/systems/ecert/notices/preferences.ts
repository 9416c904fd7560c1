import type { Database, Scope, Statement } from '../../../database/index.ts';
import { NoticeError } from './error.ts';

/** Of what one may be told by e-mail. */
export const NOTICE_KINDS = ['certificate', 'result', 'inquiry', 'task', 'exchange'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Where an account wants notices, and of what. */
export interface NoticePreference {
  readonly address: string;
  readonly kinds: readonly NoticeKind[];
}

const SYSTEM: Scope = { kind: 'system' };
/** What mail servers take everywhere: a plain address without quotes or comments, so that nothing can be added to a header. */
const ADDRESS =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/;

const READ: Statement = {
  name: 'notice-preference',
  text: 'select address, kinds from notice_preference where account = $1',
};
const KEEP: Statement = {
  name: 'notice-keep-preference',
  text: `insert into notice_preference (account, address, kinds, changed) select id, $2, $3, $4 from account
         where id = $1 and kind = 'person'
         on conflict (account) do update set address = $2, kinds = $3, changed = $4 returning account`,
};
const FORGET: Statement = {
  name: 'notice-forget-preference',
  text: `with preference as (delete from notice_preference where account = $1)
         delete from notice_outbox where account = $1`,
};

/** What an account has asked for; undefined where it wants no notices. */
export async function noticePreference(
  database: Database,
  account: string,
): Promise<NoticePreference | undefined> {
  const [row] = await database.read<NoticePreference>(SYSTEM, READ, [account]);
  return row;
}

/** Keeps what an account wants; no kinds end the notices. Throws `notice-…`. */
export async function keepNoticePreference(
  database: Database,
  account: string,
  { address, kinds }: NoticePreference,
  now: Date,
): Promise<void> {
  if (kinds.length === 0) {
    await database.transaction(SYSTEM, (transaction) => transaction.query(FORGET, [account]));
    return;
  }
  if (address.length > 254 || !ADDRESS.test(address)) throw new NoticeError('notice-address-unfit');
  const values = [account, address, [...new Set(kinds)], now];
  const rows = await database.transaction(SYSTEM, (transaction) => transaction.query(KEEP, values));
  if (rows.length === 0) throw new NoticeError('notice-not-a-person');
}
