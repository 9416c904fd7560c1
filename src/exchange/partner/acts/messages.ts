import { sealEnvelope } from '../../protocol/index.ts';
import { wireMessage, type WireMessage } from '../../channels/rest/asking/index.ts';
import { envelopeOf } from '../client.ts';
import type { MessageChange } from '../checks.ts';
import { otherContent, saidOf, type Prepared, type Run } from '../run.ts';

/** A certificate that is wrong in one way, sealed and signed by the partner's system. */
export async function performMessage(run: Run, change: MessageChange): Promise<string> {
  const body = await faulty(run, change);
  return saidOf(await run.ask({ method: 'POST', path: '/messages', body }));
}

async function faulty(run: Run, change: MessageChange): Promise<WireMessage> {
  const { suspended, limited } = run.kit.trials;
  switch (change) {
    case 'unsealed': {
      const { envelope, content } = await certificate(run);
      const { seal: _, ...bare } = envelope;
      return wireMessage(bare, content);
    }
    case 'resealed-by-other': {
      const { envelope, content } = await certificate(run);
      return wireMessage(await sealEnvelope(envelope, await run.otherKey()), content);
    }
    case 'other-subject': {
      const { envelope, content } = await certificate(run);
      return wireMessage({ ...envelope, subject: `${envelope.subject}0` }, content);
    }
    case 'other-content': {
      const { envelope, content } = await certificate(run);
      return wireMessage(envelope, otherContent(content));
    }
    case 'to-nobody':
      return (await certificate(run, `${run.kit.partner.slice(0, 2)}-NOBODY`)).wire;
    case 'to-suspended':
      return (await certificate(run, suspended)).wire;
    case 'to-limited':
      return (await certificate(run, limited)).wire;
    case 'from-other':
      return fromOther(run);
    case 'oversize':
      return oversize(run);
    case 'not-base64':
      // Decodes to bytes, but is not the form that they are written in.
      return { ...(await certificate(run)).wire, content: 'AB==' };
  }
}

async function certificate(run: Run, to?: string): Promise<Prepared> {
  const number = run.newNumber();
  const content = run.certificateOf(number);
  return run.prepare({
    type: 'certificate',
    content,
    subject: run.subjectOf(number),
    ...(to === undefined ? {} : { to }),
  });
}

/** As if it came from somebody else, sealed by the partner all the same. */
async function fromOther(run: Run): Promise<WireMessage> {
  const number = run.newNumber();
  const content = run.certificateOf(number);
  const draft = { type: 'certificate', content, subject: run.subjectOf(number) } as const;
  const from = `${run.kit.partner.slice(0, 2)}-OTHER`;
  return wireMessage(await run.system.seal({ ...envelopeOf(run.kit, draft, run.parts), from }), content);
}

/** One byte more than the agreement takes. */
async function oversize(run: Run): Promise<WireMessage> {
  const content = new Uint8Array(run.kit.largestBytes + 1).fill(0x20);
  const draft = { type: 'certificate', content, subject: run.subjectOf(run.newNumber()) } as const;
  return (await run.prepare(draft)).wire;
}
