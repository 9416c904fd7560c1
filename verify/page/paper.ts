import { digitsOf, runLater } from '../core/index.ts';
import { answerLater } from '../browser/index.ts';
import {
  inspectPaper,
  statusAddress,
  type InspectionTrust,
  type ListAtHand,
  type PaperInspection,
} from '../inspection/index.ts';

/** What the address of the page says behind its `#`, where that is a seal. The browser sends it to nobody. */
export function sealOfAddress(): string | undefined {
  return digitsOf(location.hash.slice(1));
}

/** Inspects a seal with the newest status list that can be had. */
export async function checkPaper(text: string, trust: InspectionTrust): Promise<PaperInspection> {
  const uri = await runLater(statusAddress(text, trust), answerLater);
  const list = uri === undefined ? undefined : await listAt(uri);
  return runLater(inspectPaper(text, trust, list), answerLater);
}

const KEPT = 'counterfoil-status';
const LONGEST_WAIT = 5000;
const LARGEST_LIST = 524_288;

/**
 * The status list of an address: from this page's own server, or else as it was kept when it was last got. A list covers
 * a million certificates: whoever serves it does not learn which one was scanned. Other servers are not asked.
 */
async function listAt(uri: string): Promise<ListAtHand | undefined> {
  if (!location.protocol.startsWith('http') || new URL(uri, location.href).origin !== location.origin)
    return undefined;
  const kept = 'caches' in globalThis ? await caches.open(KEPT).catch(() => undefined) : undefined;
  try {
    const answer = await fetch(uri, { cache: 'no-cache', signal: AbortSignal.timeout(LONGEST_WAIT) });
    if (!answer.ok) throw new Error(String(answer.status));
    await kept?.put(uri, answer.clone()).catch(() => undefined);
    return await atHand(uri, answer);
  } catch {
    const last = await kept?.match(uri).catch(() => undefined);
    return last && atHand(uri, last);
  }
}

async function atHand(uri: string, answer: Response): Promise<ListAtHand | undefined> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return bytes.length > LARGEST_LIST ? undefined : { uri, bytes };
}
