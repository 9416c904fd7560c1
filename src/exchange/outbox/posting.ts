import type { Clock, RandomBytes } from '../../base/index.ts';
import { toHex, uuidV7 } from '../../base/index.ts';
import { sha256, sha256Hex } from '../../crypto/index.ts';
import type { Statement, Transaction } from '../../database/index.ts';
import { pack } from '../../packing/index.ts';
import type { ChannelName, Envelope, MessageType } from '../message.ts';
import type { Consignment, Partner, Partners } from '../partners/index.ts';
import { keepTranslation, type Translated } from './translated.ts';

/** A message in a partner's dialect. */
export interface Rendering {
  readonly mediaType: string;
  readonly content: Uint8Array;
  /** Where the content is not the document itself: what it was made from, and what it does not say. */
  readonly translated?: Translated;
}

/** Why a content cannot be said in a dialect: a code of the words. */
export interface Unsaid {
  readonly unsaid: string;
}

export type Said = Rendering | Unsaid | undefined;

/** What an act has to say to partners. */
export interface Posting {
  /** Key of the authority of ours that speaks. */
  readonly authority: string;
  /** One partner by its key, or whoever a certificate concerns. */
  readonly to: string | Consignment;
  readonly type: MessageType;
  /** The certificate as `country/authority/number`. */
  readonly subject: string;
  /** The message that this one answers. */
  readonly answers?: string;
  /** False for what stands in no order with other messages of its subject (true). */
  readonly ordered?: boolean;
  /** The content in a dialect; undefined, or why, where it cannot be said in it: the message is then a dead letter at once. */
  render(dialect: string): Said | Promise<Said>;
}

export interface PostingOptions {
  readonly partners: Partners;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Whether partners come and take what goes by a channel. */
  readonly isFetched: (channel: ChannelName, type: MessageType, partner: string) => boolean;
}

/** A message that was written, and to whom. */
export interface Posted {
  readonly id: string;
  readonly partner: string;
}

const LINES: Statement = {
  name: 'exchange-lines',
  text: `insert into exchange_line as line (partner, authority, subject, last)
         select partner, $2, $3, id from unnest($1::text[], $4::uuid[]) as given (partner, id) order by partner
         on conflict (partner, authority, subject) do update set before = line.last, last = excluded.last
         returning partner, before`,
};

const ROWS = `json_to_recordset($1::json) as row (id uuid, partner text, authority text, channel text, fetched boolean,
           type text, state text, subject text, previous uuid, envelope jsonb, posted timestamptz, expires timestamptz,
           confirm_level text, confirm_hours integer, code text, code_values jsonb)`;
const COLUMNS = `id, partner, authority, channel, fetched, type, state, digest, size, subject, previous, envelope, posted, expires,
           changed, due, confirm_level, confirm_hours, code, code_values`;
const KEPT = `kept as (
           insert into exchange_content (digest, packing, size, bytes) values ($2, $3, $4, $5) on conflict do nothing
         )`;

// The first message about a subject: there is none before it to wait for. Returns to whom it is the first.
const FIRST: Statement = {
  name: 'exchange-post-first',
  text: `with line as (
           insert into exchange_line (partner, authority, subject, last)
           select partner, authority, subject, id from ${ROWS} order by partner on conflict do nothing returning partner
         ), ${KEPT}
         insert into exchange_delivery (${COLUMNS})
         select row.id, row.partner, row.authority, row.channel, row.fetched, row.type, row.state, $2, $4, row.subject, null,
           row.envelope, row.posted, row.expires, row.posted,
           case when row.fetched or row.state <> 'pending' then null else row.posted end, row.confirm_level, row.confirm_hours,
           row.code, row.code_values
         from ${ROWS} join line using (partner) returning partner`,
};

// The successor of a message that is still on its way waits without a date until that one is decided. Asked for its value and
// not whether it exists: the planner would rather read all that waits once than look up the one.
const POST: Statement = {
  name: 'exchange-post',
  text: `with ${KEPT}
         insert into exchange_delivery (${COLUMNS})
         select row.id, row.partner, row.authority, row.channel, row.fetched, row.type, row.state, $2, $4, row.subject,
           row.previous, row.envelope, row.posted, row.expires, row.posted,
           case when row.fetched or row.state <> 'pending' or (
             select p.state = 'pending' and not p.fetched from exchange_delivery p
             where p.id = row.previous and p.partner = row.partner
           ) is true then null else row.posted end,
           row.confirm_level, row.confirm_hours, row.code, row.code_values
         from ${ROWS}`,
};

const DAY = 86_400_000;
const NOTHING = new Uint8Array();

interface Addressed {
  readonly id: string;
  readonly partner: Partner;
  readonly channel: ChannelName;
  readonly dialect: string;
}

/**
 * Writes a message to every partner that it concerns, in the transaction of the act that causes it: it is sent if and only
 * if the act takes place. One statement for those who have heard nothing of the subject yet, two for the others.
 */
export async function post(
  options: PostingOptions,
  transaction: Transaction,
  posting: Posting,
): Promise<readonly Posted[]> {
  const { partners, clock, random } = options;
  const now = clock();
  const addressed = recipients(partners, posting).flatMap((partner): readonly Addressed[] => {
    const road = partners.outgoing(partner, posting.type);
    return road === undefined ? [] : [{ ...road, id: uuidV7(now.getTime(), random), partner }];
  });
  const dialects = [...new Set(addressed.map(({ dialect }) => dialect))].toSorted();
  for (const dialect of dialects) {
    const ones = addressed.filter((one) => one.dialect === dialect);
    const said = await posting.render(dialect);
    const write = writerOf(options, transaction, posting, { said, now });
    if (posting.ordered === false) await write(POST, ones, new Map());
    else {
      const first = await write(FIRST, ones, new Map());
      const served = new Set(first.map(({ partner }) => partner));
      const others = ones.filter(({ partner }) => !served.has(partner.partner));
      if (others.length > 0) await write(POST, others, await lines(transaction, posting, others));
    }
    if (said !== undefined && 'translated' in said && said.translated !== undefined)
      await keepTranslation(
        transaction,
        ones.map(({ id, partner: { partner } }) => ({ partner, authority: posting.authority, message: id })),
        said.translated,
      );
  }
  return addressed.map(({ id, partner }) => ({ id, partner: partner.partner }));
}

/** Writes one rendering to some partners. */
function writerOf(
  { isFetched }: PostingOptions,
  transaction: Transaction,
  posting: Posting,
  { said, now }: { readonly said: Said; readonly now: Date },
) {
  const unsaid = said !== undefined && 'unsaid' in said ? said.unsaid : undefined;
  const rendering = said === undefined || 'unsaid' in said ? undefined : said;
  const content = rendering?.content ?? NOTHING;
  const digest = sha256(content);
  const { packing, size, bytes } = pack(content, 'deflate');
  const told = {
    digest: toHex(digest),
    mediaType: rendering?.mediaType ?? 'application/octet-stream',
    now,
    translated: rendering?.translated,
  };
  return (statement: Statement, ones: readonly Addressed[], previous: ReadonlyMap<string, string>) => {
    const rows = ones.map((one) => {
      const envelope = envelopeOf(posting, one, { ...told, previous: previous.get(one.partner.partner) });
      return rowOf(posting, one, { envelope, isFetched, isSaid: rendering !== undefined, unsaid });
    });
    return transaction.query<{ partner: string }>(statement, [
      JSON.stringify(rows),
      digest,
      packing,
      size,
      bytes,
    ]);
  };
}

function rowOf(
  { authority, type, subject }: Posting,
  { id, partner: { partner, value }, channel }: Addressed,
  {
    envelope,
    isFetched,
    isSaid,
    unsaid,
  }: {
    readonly envelope: Envelope;
    readonly isFetched: PostingOptions['isFetched'];
    readonly isSaid: boolean;
    readonly unsaid: string | undefined;
  },
) {
  const { confirmation } = value;
  return {
    id,
    partner,
    authority,
    channel,
    fetched: isFetched(channel, type, partner),
    type,
    state: isSaid ? 'pending' : 'failed',
    subject,
    previous: envelope.previous,
    envelope,
    posted: envelope.sent,
    expires: envelope.expires,
    // A receipt is not confirmed in its turn.
    ...(confirmation === undefined || type === 'receipt'
      ? {}
      : { confirm_level: confirmation.level, confirm_hours: confirmation.hours }),
    ...(isSaid ? {} : { code: 'exchange-dialect-unfit' }),
    ...(unsaid === undefined ? {} : { code_values: { cause: unsaid, dialect: envelope.dialect } }),
  };
}

function recipients(partners: Partners, { authority, to }: Posting): readonly Partner[] {
  if (typeof to !== 'string') return partners.concerned(authority, to);
  const one = partners.find(authority, to);
  return one === undefined || one.state === 'applied' || one.state === 'suspended' ? [] : [one];
}

/** The message before each, by partner; also the turn among acts about the same subject. */
async function lines(
  transaction: Transaction,
  { authority, subject }: Posting,
  addressed: readonly Addressed[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await transaction.query<{ partner: string; before: string | null }>(LINES, [
    addressed.map(({ partner }) => partner.partner),
    authority,
    subject,
    addressed.map(({ id }) => id),
  ]);
  return new Map(
    rows.flatMap(({ partner, before }) => (before === null ? [] : [[partner, before] as const])),
  );
}

function envelopeOf(
  { authority, type, subject, answers }: Posting,
  { id, partner, dialect }: Addressed,
  told: {
    readonly digest: string;
    readonly mediaType: string;
    readonly now: Date;
    readonly previous: string | undefined;
    readonly translated: Translated | undefined;
  },
): Envelope {
  return {
    id,
    from: authority,
    to: partner.partner,
    type,
    dialect,
    mediaType: told.mediaType,
    digest: told.digest,
    subject,
    ...(told.previous === undefined ? {} : { previous: told.previous }),
    ...(answers === undefined ? {} : { answers }),
    ...(told.translated === undefined
      ? {}
      : {
          translatedFrom: told.translated.source,
          originalDigest: sha256Hex(told.translated.original),
        }),
    sent: told.now.toISOString(),
    expires: new Date(told.now.getTime() + partner.days * DAY).toISOString(),
  };
}
