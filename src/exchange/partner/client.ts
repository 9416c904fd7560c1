import { uuidV7, utf8, type Clock, type Language, type RandomBytes } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import {
  ask,
  contentOf,
  jsonOf,
  MAXIMUM_MESSAGE,
  recordOf,
  wireMessage,
  type WireMessage,
  type WirePage,
} from '../channels/rest/asking/index.ts';
import {
  callDirectly,
  openReceipt,
  readEnvelope,
  sealEnvelope,
  sealHolds,
  sealReceipt,
  type CallAnswer,
  type Caller,
  type Envelope,
  type MessageType,
  type Receipt,
} from '../protocol/index.ts';
import { PartnerError } from './error.ts';
import type { Kit } from './kit.ts';

/** A message to be sent; what is absent follows from the type and the kit. */
export interface Draft {
  readonly type: MessageType;
  readonly content: Uint8Array;
  /** The certificate as `country/authority/number`. */
  readonly subject: string;
  readonly to?: string;
  readonly dialect?: string;
  readonly mediaType?: string;
  readonly previous?: string;
  readonly answers?: string;
}

export interface Sent {
  readonly envelope: Envelope;
  /** Whether the installation had not had it before. */
  readonly isNew: boolean;
  /** The installation's transport receipt, a JWS that was verified. */
  readonly receipt: string;
}

export interface Fetched {
  readonly envelope: Envelope;
  readonly content: Uint8Array;
}

export interface Listing {
  readonly after?: number;
  readonly limit?: number;
  readonly type?: MessageType;
  /** Milliseconds for which the answer is held back until something comes, 20 000 at most. */
  readonly wait?: number;
}

/** A partner's side of the REST channel. Everything that comes is verified; everything that goes is signed and sealed. */
export interface PartnerClient {
  /** Sends a message under a new id. @throws {PartnerError} `partner-refused` with status and code. */
  send(draft: Draft): Promise<Sent>;
  /** Sends a message that was sealed before: the same again has the same receipt. */
  resend(message: WireMessage): Promise<Sent>;
  list(listing?: Listing): Promise<WirePage>;
  /** @throws {PartnerError} `partner-message-unsound` where seal, digest or address do not hold. */
  get(id: string): Promise<Fetched>;
  /** Says what became of a message of theirs; returns the JWS. */
  receipt(of: Fetched, said: Pick<Receipt, 'level' | 'outcome'>): Promise<string>;
}

export interface ClientParts {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly call?: Caller;
  /** In which refusals are told. */
  readonly language?: Language;
}

const DAY = 86_400_000;
const DAYS = 14;
/** An answer may be held back for twenty seconds, and a message may be large. */
const PATIENCE = 60_000;

/** Usual dialect and media type of each type of message. */
export const USUAL_FORMS: Readonly<
  Record<MessageType, { readonly dialect: string; readonly mediaType: string }>
> = {
  certificate: { dialect: 'sps-certificate:17', mediaType: 'application/xml' },
  'certificate-status': { dialect: 'certificate-status:1', mediaType: 'application/json' },
  'verification-result': { dialect: 'correspondence:1', mediaType: 'application/json' },
  inquiry: { dialect: 'correspondence:1', mediaType: 'application/json' },
  'inquiry-answer': { dialect: 'correspondence:1', mediaType: 'application/json' },
  'declaration-outcome': { dialect: 'declaration-outcome:1', mediaType: 'application/json' },
  receipt: { dialect: 'receipt:1', mediaType: 'application/jose' },
};

/** The envelope of a draft, not sealed yet. */
export function envelopeOf(
  kit: Pick<Kit, 'partner' | 'authority'>,
  draft: Draft,
  { clock, random }: ClientParts,
): Envelope {
  const now = clock();
  const { type, content, subject, to, previous, answers } = draft;
  return {
    id: uuidV7(now.getTime(), random),
    from: kit.partner,
    to: to ?? kit.authority,
    type,
    dialect: draft.dialect ?? USUAL_FORMS[type].dialect,
    mediaType: draft.mediaType ?? USUAL_FORMS[type].mediaType,
    digest: sha256Hex(content),
    subject,
    ...(previous === undefined ? {} : { previous }),
    ...(answers === undefined ? {} : { answers }),
    sent: now.toISOString(),
    expires: new Date(now.getTime() + DAYS * DAY).toISOString(),
  };
}

/** Opens the client of a kit. */
export function openPartner(kit: Kit, parts: ClientParts): PartnerClient {
  const { clock, random, call = callDirectly, language } = parts;
  const told: Caller = (one) =>
    call({
      ...one,
      headers: { ...one.headers, ...(language === undefined ? {} : { 'accept-language': language }) },
    });
  const options = {
    url: kit.rest,
    key: kit.key,
    clock,
    random,
    call: told,
    authorities: kit.serverAuthorities,
    maximumAnswer: MAXIMUM_MESSAGE,
  };
  const asked = (method: 'GET' | 'POST', path: string, body?: unknown) =>
    ask(options, {
      method,
      path,
      signal: AbortSignal.timeout(PATIENCE),
      ...(body === undefined ? {} : { body }),
    }).catch((cause: unknown) => {
      throw new PartnerError('partner-unreachable', { url: kit.rest }, { cause });
    });
  const resend = async (message: WireMessage): Promise<Sent> => {
    const answer = await expectGood(asked('POST', '/messages', message));
    const { receipt } = jsonOf(answer);
    // What the schema of the wire says of an envelope is what this reads.
    const envelope = readEnvelope(message.envelope);
    if (typeof receipt !== 'string') throw new PartnerError('partner-answer-unreadable');
    const said = await openReceipt(receipt, envelope.to, kit.installation);
    if (said.message !== envelope.id) throw new PartnerError('partner-message-unsound', { id: envelope.id });
    return { envelope, isNew: answer.status === 201, receipt };
  };
  return {
    resend,
    async send(draft) {
      const envelope = await sealEnvelope(envelopeOf(kit, draft, parts), kit.key);
      return resend(wireMessage(envelope, draft.content));
    },
    async list(listing = {}) {
      const query = Object.entries(listing).map(([name, value]) => `${name}=${String(value)}`);
      const path = `/messages${query.length === 0 ? '' : `?${query.join('&')}`}`;
      return pageOf(jsonOf(await expectGood(asked('GET', path))));
    },
    async get(id) {
      return soundMessage(kit, id, jsonOf(await expectGood(asked('GET', `/messages/${id}`))));
    },
    async receipt(of, said) {
      const receipt = await sealReceipt(receiptOf(of, said, parts), kit.key);
      await expectGood(asked('POST', `/messages/${of.envelope.id}/receipts`, { receipt }));
      return receipt;
    },
  };
}

/** A receipt for a message that came, not sealed yet. */
export function receiptOf(
  { envelope, content }: Fetched,
  said: Pick<Receipt, 'level' | 'outcome'>,
  { clock, random }: ClientParts,
): Receipt {
  const now = clock();
  return {
    form: 'receipt:1',
    message: envelope.id,
    receipt: uuidV7(now.getTime(), random),
    from: envelope.to,
    to: envelope.from,
    ...said,
    digest: sha256Hex(content),
    findings: [],
    at: now.toISOString(),
  };
}

/** A message of the installation whose seal, digest and address hold. */
export async function soundMessage(
  kit: Pick<Kit, 'partner' | 'installation'>,
  id: string,
  value: unknown,
): Promise<Fetched> {
  const wire = recordOf(value);
  const envelope = readEnvelope(wire['envelope']);
  const content = typeof wire['content'] === 'string' ? contentOf({ content: wire['content'] }) : undefined;
  const isSound =
    content !== undefined &&
    envelope.id === id &&
    envelope.to === kit.partner &&
    envelope.digest === sha256Hex(content) &&
    (await sealHolds(envelope, kit.installation));
  if (!isSound) throw new PartnerError('partner-message-unsound', { id });
  return { envelope, content };
}

function pageOf(value: Readonly<Record<string, unknown>>): WirePage {
  const { messages, next } = value;
  if (!Array.isArray(messages) || typeof next !== 'number')
    throw new PartnerError('partner-answer-unreadable');
  return {
    next,
    messages: messages.map((each: unknown) => {
      const { position, envelope, size } = recordOf(each);
      if (typeof position !== 'number' || typeof size !== 'number')
        throw new PartnerError('partner-answer-unreadable');
      return { position, size, envelope: readEnvelope(envelope) };
    }),
  };
}

async function expectGood(answering: Promise<CallAnswer>): Promise<CallAnswer> {
  const answer = await answering;
  if (answer.status >= 200 && answer.status < 300) return answer;
  const { code, detail, errors } = jsonOf(answer);
  const faults = Array.isArray(errors) ? errors.map(recordOf) : [];
  throw new PartnerError('partner-refused', {
    status: answer.status,
    code: plain(code),
    said: plain(
      [detail, ...faults.map((fault) => `${String(fault['path'])}: ${String(fault['detail'])}`)].join(' '),
    ),
  });
}

/** What somebody else's server says, as one line that a terminal may show. */
function plain(text: unknown): string {
  return typeof text === 'string' ? text.slice(0, 500).replaceAll(/\p{C}+/gu, ' ') : '';
}

/** The text of a message's content. */
export const textContent = (value: unknown): Uint8Array => utf8(JSON.stringify(value));
