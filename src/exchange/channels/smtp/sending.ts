import type { Clock, RandomBytes } from '../../../base/index.ts';
import { certificatePem, type MailKey } from '../../../crypto/index.ts';
import { openMailTransport, type DomainKey, type MailServerSettings } from '../../../mail/index.ts';
import type { Delivery, Dispatch, PartnerRoad } from '../../index.ts';
import { addressOf, domainOf, type SmtpAddress } from './address.ts';
import {
  composedContent,
  composedMessage,
  composedReceipt,
  messageId,
  threadOf,
  type Attachment,
} from './composing.ts';
import type { ReturnAddresses } from './return-address.ts';
import { secured } from './securing.ts';

export interface SendingOptions {
  /** The address of our exchange. */
  readonly mailbox: string;
  /** Signs what we send. */
  readonly key: MailKey;
  readonly returns: ReturnAddresses;
  /** Takes mail for partners without a server of their own here. */
  readonly relay?: MailServerSettings;
  readonly signing?: DomainKey;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** What is attached for people. */
  readonly attachments?: (delivery: Delivery) => Promise<readonly Attachment[]>;
}

const STANDARD_PORT = 25;
/** Bytes that people are sent beside the content: both together stay within what a receiver takes for a frame. */
const MOST_BESIDE = 524_288;

/** Sends one message: signed, encrypted, threaded; asks the road and the reader for notices about it. */
export async function sendMessage(delivery: Delivery, options: SendingOptions): Promise<Dispatch> {
  const { envelope, partner } = delivery;
  const { mailbox, returns, random, clock } = options;
  const address = addressOf(partner);
  const [receiver] = partner.certificates.encryption;
  if (address === undefined) return refused('mail-address-malformed', { member: '' });
  if (receiver === undefined) return refused('mail-encryption-key-missing', { partner: partner.partner });
  const server = serverOf(address, partner, options);
  if (server === undefined) return refused('mail-server-missing', { partner: partner.partner });
  const wanted = (await options.attachments?.(delivery)) ?? [];
  const attachments = wanted.reduce((sum, { bytes }) => sum + bytes.length, 0) > MOST_BESIDE ? [] : wanted;
  const content = composedContent(delivery, attachments, { address, random });
  const entity = secured(content, { key: options.key, receiver, now: clock(), random });
  const { previous, answers } = envelope;
  const raw = composedMessage(entity, {
    from: mailbox,
    to: address.mailbox,
    id: messageId(envelope.id, mailbox),
    thread: threadOf(envelope.subject),
    references: [
      ...(previous === undefined ? [] : [messageId(previous, mailbox)]),
      ...(answers === undefined ? [] : [messageId(answers, address.mailbox)]),
    ],
    now: clock(),
    language: address.language,
    isReply: false,
    readingTo: returns.of('reading', envelope.id, partner.partner),
  });
  const mail = {
    sender: returns.of('delivery', envelope.id, partner.partner),
    receiver: address.mailbox,
    content: { raw },
    notify: { id: envelope.id, on: ['success', 'failure'] },
  } as const;
  const answer = await openMailTransport(server).send(mail, delivery.signal);
  if (answer.taken) return { outcome: 'taken', reference: answer.response.slice(0, 200), receipts: [] };
  const { code, response } = answer;
  return refused('mail-refused', { code, response }, isFinal(code));
}

/** Sends a transport receipt back, once and from nobody: a receipt has no receipt, and no notice of its way. */
export async function sendReceipt(
  to: PartnerRoad,
  {
    receipt,
    message,
    references,
  }: { readonly receipt: string; readonly message: string; readonly references: readonly string[] },
  options: SendingOptions,
): Promise<void> {
  const address = addressOf(to);
  const [receiver] = to.certificates.encryption;
  const server = address === undefined ? undefined : serverOf(address, to, options);
  if (address === undefined || receiver === undefined || server === undefined) return;
  const { key, clock, random, mailbox } = options;
  const entity = secured(composedReceipt(receipt), { key, receiver, now: clock(), random });
  const raw = composedMessage(entity, {
    from: mailbox,
    to: address.mailbox,
    id: `<receipt.${message}@${domainOf(mailbox)}>`,
    thread: threadOf(message),
    references,
    now: clock(),
    language: address.language,
    isReply: true,
  });
  await openMailTransport(server).send({ sender: '', receiver: address.mailbox, content: { raw } });
}

function serverOf(
  address: SmtpAddress,
  { certificates }: PartnerRoad,
  { relay, signing, mailbox }: SendingOptions,
): MailServerSettings | undefined {
  const common = signing === undefined ? {} : { signing };
  if (address.host === undefined) return relay === undefined ? undefined : { ...relay, ...common };
  const authorities = certificates.transport.map(certificatePem);
  return {
    host: address.host,
    port: address.port ?? STANDARD_PORT,
    security: address.tls === 'none' ? 'none' : 'starttls',
    greeting: domainOf(mailbox),
    ...(authorities.length === 0 ? {} : { authorities }),
    ...common,
  };
}

/** Replies about the message itself; those below, on greeting, TLS and log-in, are about the connection. */
function isFinal(code: number): boolean {
  return code >= 550;
}

function refused(
  code: string,
  values: Readonly<Record<string, string | number>>,
  permanent = false,
): Dispatch {
  return { outcome: 'refused', permanent, code, values };
}
