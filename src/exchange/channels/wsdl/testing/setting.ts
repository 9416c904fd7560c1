import { newRandom, sha256Hex } from '../../../../crypto/index.ts';
import { utf8 } from '../../../../base/index.ts';
import { callDirectly, type Caller, type Delivery, type Envelope, type PartnerRoad } from '../../../index.ts';
import { sealPassword } from '../../soap/index.ts';
import type { WsdlAddress } from '../address-schema.ts';
import { wsdlChannel, type WsdlCursors } from '../index.ts';

export const PARTNER = 'VN-FITO';
export const BOX = { key: new Uint8Array(32).fill(9) };

export function sealedPassword(password: string): string {
  return sealPassword(BOX, password, { partner: PARTNER, random: newRandom });
}

/** Cursors in memory. */
export function memoryCursors(): WsdlCursors & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    read: (partner) => Promise.resolve(kept.get(partner)),
    keep: (partner, cursor) => {
      kept.set(partner, cursor);
      return Promise.resolve();
    },
  };
}

export function channelWith(
  cursors: WsdlCursors = memoryCursors(),
  callers: { readonly call?: Caller; readonly identified?: Caller } = {},
) {
  return wsdlChannel({
    clock: () => new Date(),
    random: newRandom,
    passwords: BOX,
    call: callDirectly,
    identified: callDirectly,
    ...callers,
    cursors,
  });
}

export function roadOf(address: WsdlAddress): PartnerRoad {
  return {
    partner: PARTNER,
    channel: 'wsdl',
    address: { ...address },
    certificates: { seal: [], transport: [], encryption: [] },
  };
}

export function deliveryOf(text: string, address: WsdlAddress, more: Partial<Envelope> = {}): Delivery {
  const content = utf8(text);
  const envelope: Envelope = {
    id: '0198c0de-0000-7000-8000-000000000001',
    from: 'CN-GACC',
    to: PARTNER,
    type: 'certificate',
    dialect: 'sps-certificate:17',
    mediaType: 'application/xml',
    digest: sha256Hex(content),
    subject: 'CN/CN-GACC/2026/17',
    sent: '2026-11-22T09:00:00Z',
    expires: '2026-12-06T09:00:00Z',
    ...more,
  };
  return { envelope, content, attempt: 1, partner: roadOf(address), signal: AbortSignal.timeout(20_000) };
}
