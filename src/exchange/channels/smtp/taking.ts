import type { Clock } from '../../../base/index.ts';
import { readEntity } from '../../../mail/index.ts';
import { ExchangeError, isHindrance, type PartnerRoad, type Reception } from '../../index.ts';
import { deliveryStatement, readingStatement } from './notices.ts';
import { broughtBy } from './reading.ts';
import type { ReturnAddresses } from './return-address.ts';
import { unwrap, type Opener } from './unwrapping.ts';

/** The answer to a mail, as a server gives it: `reply` and `status` of RFC 5321 and RFC 3463. */
export interface Answer {
  readonly reply: 250 | 451 | 452 | 550 | 552 | 554;
  readonly status: string;
  /** A code of the words; goes into the log, and bare into the reply. */
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** A transport receipt that goes back by mail after the answer. */
export interface Reply {
  readonly to: PartnerRoad;
  readonly receipt: string;
  readonly message: string;
  readonly references: readonly string[];
}

export interface Taking extends Opener {
  readonly reception: Reception;
  readonly returns: ReturnAddresses;
  readonly clock: Clock;
  readonly reply: (reply: Reply) => void;
}

/**
 * Takes one mail. It is answered 250 only when all it brought is committed; what the database does not take now is to come again.
 * A mail that is nobody's is refused in the session, so that only who handed it over hears of it: no mail ever
 * goes out to an address that merely stands in an unsigned field.
 */
export async function takeMail(
  raw: Uint8Array,
  receivers: readonly string[],
  taking: Taking,
): Promise<Answer> {
  const reading = readEntity(raw, taking);
  if (!reading.read)
    return reading.fault === 'mail-too-large'
      ? refusal('mail-too-large', '5.3.4', { most: taking.maximumBytes }, 552)
      : refusal('mail-malformed', '5.6.0', { fault: reading.fault }, 554);
  const { entity } = reading;
  const now = taking.clock();
  try {
    const partners = taking.roads().map(({ partner }) => partner);
    for (const receiver of receivers) {
      const returned = taking.returns.read(receiver, partners);
      if (returned === undefined) continue;
      const { kind, message, partner } = returned;
      const statement =
        kind === 'delivery'
          ? deliveryStatement(entity, message, now)
          : readingStatement(entity, now, message);
      if (statement !== undefined) await taking.reception.acknowledge(partner, statement);
      return taken('mail-notice-taken', {});
    }
    return await takeFromPartner(raw, entity, taking, now);
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    const { code, values } = error;
    return isHindrance(code) ? { reply: 452, status: '4.3.1', code, values } : refusal(code, '5.7.1', values);
  }
}

async function takeFromPartner(
  raw: Uint8Array,
  entity: Parameters<typeof unwrap>[0],
  taking: Taking,
  now: Date,
): Promise<Answer> {
  const mail = unwrap(entity, taking, now);
  if (!mail.isAuthentic) return refusal(mail.code, '5.7.7', mail.values);
  const { partner } = mail.partner;
  const { arrivals, statements, isStatement } = await broughtBy(mail, raw, now);
  for (const statement of statements) await taking.reception.acknowledge(partner, statement);
  const messageId = /^<[\x21-\x7e]{1,200}>$/.exec(entity.header.get('message-id')?.[0] ?? '')?.[0];
  const isReply = (entity.header.get('auto-submitted')?.[0] ?? '').toLowerCase().startsWith('auto-replied');
  let first = '';
  for (const arrival of arrivals) {
    const kept = await taking.reception.receive(arrival);
    first ||= kept.id;
    if (!isStatement && !isReply)
      taking.reply({
        to: mail.partner,
        receipt: kept.receipt,
        message: kept.id,
        references: messageId === undefined ? [] : [messageId],
      });
  }
  return taken('mail-taken', { id: first });
}

function taken(code: string, values: Answer['values']): Answer {
  return { reply: 250, status: '2.6.0', code, values };
}

function refusal(
  code: string,
  status: string,
  values: Answer['values'],
  reply: 550 | 552 | 554 = 550,
): Answer {
  return { reply, status, code, values };
}
