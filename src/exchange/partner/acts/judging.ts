import { Buffer } from 'node:buffer';
import { CounterfoilError } from '../../../base/index.ts';
import { openReceipt, sealEnvelope } from '../../protocol/index.ts';
import { wireMessage, type WireMessage } from '../../channels/rest/asking/index.ts';
import type { ArrivalChange } from '../checks.ts';
import type { Fetched } from '../client.ts';
import { otherContent, type Run } from '../run.ts';
import type { Judgement } from '../system.ts';

/** A genuine message of ours, or one that was altered on its way, put before the partner's system. */
export async function performJudging(run: Run, change: ArrivalChange): Promise<string> {
  const { ours } = run;
  if (ours === undefined) return 'nothing came from us';
  const judgement = await run.system.receive(await altered(run, ours, change));
  if (change === 'none' && 'receipt' in judgement) run.judged = judgement.receipt;
  return judgedOf(run, ours, judgement);
}

/** What a judgement says; a receipt counts where its seal is the partner's and it is about this message. */
export async function judgedOf(run: Run, { envelope }: Fetched, judgement: Judgement): Promise<string> {
  if ('refused' in judgement) return 'refused';
  try {
    const { partner, key } = run.kit;
    const said = await openReceipt(judgement.receipt, partner, [key.certificate]);
    return said.message === envelope.id ? `${said.level} ${said.outcome}` : 'receipt of another';
  } catch (error) {
    if (error instanceof CounterfoilError) return 'receipt unsound';
    throw error;
  }
}

async function altered(
  run: Run,
  { envelope, content }: Fetched,
  change: ArrivalChange,
): Promise<WireMessage> {
  // Under an id of its own each, so that nothing is taken for a repetition.
  const id = `${envelope.id.slice(0, -12)}${Buffer.from(run.parts.random(6)).toString('hex')}`;
  switch (change) {
    case 'none':
      return wireMessage(envelope, content);
    case 'other-content':
      return wireMessage(envelope, otherContent(content));
    case 'other-subject':
      return wireMessage({ ...envelope, id, subject: `${envelope.subject}0` }, content);
    case 'unsealed': {
      const { seal: _, ...bare } = envelope;
      return wireMessage({ ...bare, id }, content);
    }
    case 'other-key':
      return wireMessage(await sealEnvelope({ ...envelope, id }, await run.otherKey()), content);
    case 'to-other':
      return wireMessage({ ...envelope, id, to: `${envelope.to.slice(0, 2)}-OTHER` }, content);
  }
}
