import { Buffer } from 'node:buffer';
import { CounterfoilError, parseInstant } from '../../base/index.ts';
import { signHttpRequest, signJws } from '../../crypto/index.ts';
import { SIGNATURE_TAG } from '../channels/rest/asking/index.ts';
import { readEnvelope, sealEnvelope, sealReceipt } from '../protocol/index.ts';
import { receiptOf, soundMessage, type ClientParts, type Fetched } from './client.ts';
import type { Kit } from './kit.ts';
import type { PartnerSystem } from './system.ts';

/** The reference: what a partner's system has to do, in as few lines as it takes. */
export function ownSystem(kit: Kit, parts: ClientParts): PartnerSystem {
  const given = new Map<string, { readonly digest: string; readonly receipt: string }>();
  return {
    sign: async (request, signing) =>
      new Map(await signHttpRequest(request, kit.key, { ...signing, tag: SIGNATURE_TAG })),
    seal: (envelope) => sealEnvelope(envelope, kit.key),
    async receive(message) {
      let came: Fetched;
      try {
        came = await soundMessage(kit, readEnvelope(message.envelope).id, message);
      } catch (error) {
        if (error instanceof CounterfoilError) return { refused: 'unsound' };
        throw error;
      }
      const { id, digest, expires } = came.envelope;
      const known = given.get(id);
      if (known !== undefined)
        return known.digest === digest ? { receipt: known.receipt } : { refused: 'conflict' };
      if ((parseInstant(expires)?.getTime() ?? 0) <= parts.clock().getTime()) return { refused: 'expired' };
      const outcome = isReadable(came) ? 'accepted' : 'not-readable';
      const receipt = await sealReceipt(receiptOf(came, { level: 'technical', outcome }, parts), kit.key);
      given.set(id, { digest, receipt });
      return { receipt };
    },
    signReport: (type, payload) => signJws(kit.key, { type, payload, detached: false }),
    close: () => Promise.resolve(),
  };
}

/** Whether the content is of the form that its media type says, as far as can be told without knowing what it means. */
function isReadable({ envelope: { mediaType }, content }: Fetched): boolean {
  const text = Buffer.from(content).toString('utf8');
  if (mediaType === 'application/xml') return text.trimStart().startsWith('<');
  if (mediaType !== 'application/json') return true;
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
