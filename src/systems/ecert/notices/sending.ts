import { LANGUAGES, say, type Language } from '../../../base/index.ts';
import type { Database, Scope, Statement } from '../../../database/index.ts';
import { NOTICE_KINDS } from './preferences.ts';
import { noticeWords } from './words.ts';

/** A mail as it goes out: plain text, one receiver. */
export interface NoticeMail {
  /** The same for the same notice, however often it is sent; receivers drop what they have. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends one mail; resolves when the mail server has taken it. */
export type MailSender = (mail: NoticeMail) => Promise<void>;

const SYSTEM: Scope = { kind: 'system' };
/** A notice that could not be sent in so many attempts, over some two days, is given up. */
const MOST_ATTEMPTS = 16;

/** For so many minutes a notice belongs to the process that took it; if it is killed, another takes it then. */
const LEASE_MINUTES = 5;

const TAKE: Statement = {
  name: 'notice-take',
  text: `update notice_outbox box set due = $1::timestamptz + interval '${String(LEASE_MINUTES)} minutes', attempts = box.attempts + 1
         from notice_preference p, account a
         where box.account = (select account from notice_outbox where due <= $1 order by due limit 1 for update skip locked)
           and p.account = box.account and a.id = box.account
         returning box.account, box.counts, box.first, box.attempts, p.address, a.language`,
};
const DONE: Statement = {
  name: 'notice-done',
  text: 'delete from notice_outbox where account = $1 and counts = $2 returning account',
};
const GIVE_UP: Statement = { name: 'notice-give-up', text: 'delete from notice_outbox where account = $1' };
/** What came while it was sent is a notice of its own. */
const REST: Statement = {
  name: 'notice-rest',
  text: `update notice_outbox set first = $3, due = $3::timestamptz + interval '1 minute', attempts = 0, counts = (
           select coalesce(jsonb_object_agg(now.key, now.value::integer - coalesce(sent.value::integer, 0)), '{}')
           from jsonb_each_text(counts) now left join jsonb_each_text($2::jsonb) sent on sent.key = now.key
           where now.value::integer > coalesce(sent.value::integer, 0)
         ) where account = $1`,
};
const LATER: Statement = {
  name: 'notice-later',
  text: 'update notice_outbox set due = $2 where account = $1',
};

interface NoticeRow {
  readonly account: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly first: Date;
  readonly attempts: number;
  readonly address: string;
  readonly language: string | null;
}

export interface SendingOptions {
  readonly database: Database;
  readonly send: MailSender;
  /** Where one signs in. */
  readonly address: string;
  readonly onFault?: (error: unknown) => void;
}

/**
 * Sends one notice that is due. It is taken, sent and then removed: who is killed in between leaves it for another, and a
 * mail may come twice but never not at all. Nothing is sent inside a transaction, which might be run again. Returns
 * whether there was one.
 */
export async function sendNotice(options: SendingOptions, now: Date): Promise<boolean> {
  const run = <Row>(statement: Statement, values: readonly unknown[]) =>
    options.database.transaction(SYSTEM, (transaction) => transaction.query<Row>(statement, values));
  const [row] = await run<NoticeRow>(TAKE, [now]);
  if (row === undefined) return false;
  const { account, attempts } = row;
  const counts = JSON.stringify(row.counts);
  try {
    await options.send(mailOf(row, options.address));
  } catch (error) {
    options.onFault?.(error);
    if (attempts >= MOST_ATTEMPTS) await run(GIVE_UP, [account]);
    else await run(LATER, [account, laterThan(now, attempts)]);
    return true;
  }
  const removed = await run(DONE, [account, counts]);
  if (removed.length === 0) await run(REST, [account, counts, now]);
  return true;
}

/** One minute after the first attempt, then twice as long each time, at most six hours. */
function laterThan(now: Date, attempts: number): Date {
  return new Date(now.getTime() + Math.min(60_000 * 2 ** (attempts - 1), 21_600_000));
}

/** What a notice says: that there is something, how much, and where; nothing of what it is. */
export function mailOf(row: Omit<NoticeRow, 'attempts'>, address: string): NoticeMail {
  const language: Language = LANGUAGES.find((known) => known === row.language) ?? 'en';
  const told = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
    say(noticeWords, language, key, values);
  const since = row.first.toISOString().slice(0, 16).replace('T', ' ');
  const lines = NOTICE_KINDS.flatMap((kind) => {
    const count = row.counts[kind] ?? 0;
    return count > 0 ? [`- ${told(`notice-${kind}`, { count })}`] : [];
  });
  return {
    id: `notice-${row.account}-${String(row.first.getTime())}`,
    to: row.address,
    subject: told('notice-subject'),
    text: [
      told('notice-opening', { since }),
      '',
      ...lines,
      '',
      told('notice-closing', { address }),
      '',
      told('notice-why'),
      '',
    ].join('\n'),
  };
}
