import { Buffer } from 'node:buffer';
import { isUuid, type Finding } from '../../../base/index.ts';
import { readFields, type Entity, type Header } from '../../../mail/index.ts';
import type { ReceiptStatement } from '../../index.ts';

const LARGEST_REPORT = 65_536;

/**
 * What a delivery notice (RFC 3464) says of a message of ours; undefined where it is none, or only of delay. Delivered and handed
 * to the partner's own system are transport receipts; relayed into a system that sends no notices is not known to have arrived.
 */
export function deliveryStatement(entity: Entity, message: string, now: Date): ReceiptStatement | undefined {
  const [, perReceiver] = blocksOf(entity, 'delivery-status', 'message/delivery-status');
  const action = perReceiver?.get('action')?.[0]?.toLowerCase();
  if (action !== 'delivered' && action !== 'failed') return undefined;
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(perReceiver?.get('status')?.[0] ?? '')?.[0] ?? '';
  const said = (perReceiver?.get('diagnostic-code')?.[0] ?? '')
    .replaceAll(/[^\x20-\x7e]/g, ' ')
    .slice(0, 300);
  return {
    message,
    level: 'transport',
    outcome: action === 'delivered' ? 'accepted' : 'rejected',
    findings: action === 'delivered' ? [] : [severe('mail-undeliverable', { status, said })],
    at: now.toISOString(),
    bytes: entity.raw,
  };
}

/**
 * What a read notice (RFC 8098) says: a person has opened the message or a program has processed it, or it could not be. Signed by
 * the partner it is a technical receipt, about the Message-ID that it names. Where only the address that it came to vouches for
 * it, and says which `message` it is about, it is no more than the road's word.
 */
export function readingStatement(entity: Entity, now: Date, message?: string): ReceiptStatement | undefined {
  const [fields] = blocksOf(entity, 'disposition-notification', 'message/disposition-notification');
  const named = /^<([0-9a-f-]{36})@/.exec(fields?.get('original-message-id')?.[0] ?? '')?.[1];
  const about = message ?? named;
  const disposition = dispositionOf(fields?.get('disposition')?.[0]);
  if (about === undefined || !isUuid(about) || disposition === undefined) return undefined;
  const { type, isRead } = disposition;
  const isSigned = message === undefined;
  return {
    message: about,
    level: isSigned ? 'technical' : 'transport',
    outcome: isRead ? 'accepted' : isSigned ? 'not-readable' : 'rejected',
    findings: isRead ? [] : [severe('mail-not-read', { disposition: type })],
    at: now.toISOString(),
    bytes: entity.raw,
  };
}

/** RFC 8098 §3.2.6: by whom, and what was done; an error or a failure beside it undoes what it says. */
function dispositionOf(field = ''): { readonly type: string; readonly isRead: boolean } | undefined {
  const [, type, modifier] =
    /^[a-z-]{1,40}\/[a-z-]{1,40}\s{0,10};\s{0,10}([a-z]{1,20})(?:\/([a-z-]{1,40}))?/.exec(
      field.toLowerCase(),
    ) ?? [];
  if (type === undefined) return undefined;
  const isFaulty = modifier === 'error' || modifier === 'failure';
  return { type, isRead: (type === 'displayed' || type === 'processed') && !isFaulty };
}

/** The blocks of fields in the machine's part of a report (RFC 6522). */
function blocksOf(entity: Entity, report: string, partType: string): readonly (Header | undefined)[] {
  if (entity.type !== 'multipart/report' || entity.parameters.get('report-type')?.toLowerCase() !== report)
    return [];
  const part = entity.parts.find(({ type }) => type === partType);
  if (part === undefined || part.content.length > LARGEST_REPORT) return [];
  return Buffer.from(part.content)
    .toString('latin1')
    .split(/(?:\r\n){2,}/)
    .map((block) => block.replaceAll(/^(?:\r\n)+|(?:\r\n)+$/g, ''))
    .filter((block) => block !== '')
    .map(readFields);
}

function severe(code: string, values: Readonly<Record<string, string>>): Finding {
  return { area: 'Schema', level: 'SEVERE', code, path: '', values };
}
