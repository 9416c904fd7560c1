import { utf8 } from '../../src/base/index.ts';
import { runLater } from '../core/index.ts';
import { answerLater } from '../browser/index.ts';
import { readTrustPack, type TrustPack, type TrustPackFault } from '../inspection/index.ts';

/** Where the trust list came from: the server that served the page, the saved page itself, or a file of the reader's. */
export type TrustSource = 'server' | 'page' | 'file';

/** Whom the page trusts at present. */
export type Trust =
  | { readonly loaded: true; readonly pack: TrustPack; readonly source: TrustSource; readonly text: string }
  | { readonly loaded: false; readonly fault?: TrustPackFault; readonly path?: string };

/** Reads a trust list of any origin. */
export async function readTrust(bytes: Uint8Array, source: TrustSource): Promise<Trust> {
  const reading = await runLater(readTrustPack(bytes), answerLater);
  return reading.read
    ? { loaded: true, pack: reading.pack, source, text: new TextDecoder().decode(bytes) }
    : { loaded: false, fault: reading.fault, path: reading.path };
}

/** The trust list that came with the page, or the one its server publishes; the newer of the two. */
export async function findTrust(): Promise<Trust> {
  const embedded = document.getElementById('trust-pack')?.textContent.trim() ?? 'null';
  const own: Trust = embedded === 'null' ? { loaded: false } : await readTrust(utf8(embedded), 'page');
  if (!location.protocol.startsWith('http')) return own;
  try {
    const answer = await fetch('trust.json', { cache: 'no-cache' });
    if (!answer.ok) return own;
    const served = await readTrust(new Uint8Array(await answer.arrayBuffer()), 'server');
    if (own.loaded && (!served.loaded || served.pack.made < own.pack.made)) return own;
    return served;
  } catch {
    return own;
  }
}
