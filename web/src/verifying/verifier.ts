import { answerLater, openXml } from '../../../verify/browser/index.ts';
import { runLater } from '../../../verify/core/index.ts';
import { inspect, readTrustPack, type Inspection, type TrustPack } from '../../../verify/inspection/index.ts';

/** What this device found in a file, and by whose word. */
export interface Verified {
  readonly inspection: Inspection;
  readonly pack: TrustPack | undefined;
}

let asked: Promise<TrustPack | undefined> | undefined;

/** The trust list that this server publishes; asked for once. Without it a seal is read but nobody is known to trust. */
export function trustPack(): Promise<TrustPack | undefined> {
  asked ??= fetch('/verify/trust.json', { cache: 'no-cache' })
    .then(async (answer) => {
      if (!answer.ok) return undefined;
      const reading = await runLater(readTrustPack(new Uint8Array(await answer.arrayBuffer())), answerLater);
      return reading.read ? reading.pack : undefined;
    })
    .catch(() => {
      asked = undefined;
      return undefined;
    });
  return asked;
}

/** Verifies a file on this device: a sealed document or an evidence bundle. Nothing is sent. */
export async function verifyFile(bytes: Uint8Array, now: string): Promise<Verified> {
  const pack = await trustPack();
  const trust = pack === undefined ? { time: now } : { pack, time: now };
  return { inspection: await runLater(inspect(bytes, { openXml }, trust), answerLater), pack };
}
