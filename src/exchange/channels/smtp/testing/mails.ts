import { newRandom } from '../../../../crypto/index.ts';
import { openMailTransport, writeEntity, writeMessage, writeMultipart } from '../../../../mail/index.ts';
import { secured } from '../securing.ts';
import { SIDE_CLOCK, type Side } from './world.ts';

/** An entity signed and encrypted by one side for another, from its own mailbox unless told otherwise. */
export function mailFrom(
  side: Side,
  to: Side,
  entity: Uint8Array,
  fields: Readonly<Record<string, string>> = {},
): Uint8Array {
  const { key } = side;
  const sealed = secured(entity, { key, receiver: to.key.certificate, now: SIDE_CLOCK(), random: newRandom });
  return messageTo(to, sealed, { From: side.mailbox, ...fields });
}

export function messageTo(
  to: Side,
  entity: Uint8Array,
  fields: Readonly<Record<string, string>>,
): Uint8Array {
  const all = { To: to.mailbox, 'Message-ID': '<x@example.org>', ...fields };
  return writeMessage(
    Object.entries(all).map(([name, value]) => ({ name, value })),
    entity,
  );
}

export const part = (type: string, content: Uint8Array): Uint8Array =>
  writeEntity([{ name: 'Content-Type', value: type }], content);

export const mixed = (...parts: readonly Uint8Array[]): Uint8Array =>
  writeMultipart([], { type: 'multipart/mixed', boundary: '=_mixed', parts });

/** Hands a mail over without TLS; the first words of the reply. */
export async function postTo(
  port: number,
  raw: Uint8Array,
  { sender, receiver }: { readonly sender: string; readonly receiver: string },
): Promise<string> {
  const transport = openMailTransport({ host: '127.0.0.1', port, security: 'none' });
  const answer = await transport.send({ sender, receiver, content: { raw } });
  return answer.taken
    ? answer.response.split(' ').slice(0, 3).join(' ')
    : answer.response.replace(/^.*?: (?=\d{3})/, '');
}
