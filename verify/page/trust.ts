import { utf8 } from '../../src/base/index.ts';
import { runLater } from '../core/index.ts';
import { answerLater } from '../browser/index.ts';
import { readTrustPack, type TrustPack, type TrustPackFault } from '../inspection/index.ts';

/** Where the trust list came from: the server that served the page, the saved page itself, or a file of the reader's. */
export type TrustSource = 'server' | 'page' | 'file';

/** Whom the page trusts at present. */
export type Trust =
  | LoadedTrust
  | {
      readonly loaded: false;
      readonly fault?: TrustPackFault;
      readonly path?: string;
      readonly changed?: ChangedSigner;
    };

interface LoadedTrust {
  readonly loaded: true;
  readonly pack: TrustPack;
  readonly source: TrustSource;
  readonly text: string;
}

/** Another key signed the server's list than the one remembered; the list waits until the reader accepts it. */
export interface ChangedSigner {
  readonly remembered: string;
  /** SHA-256 of the new key, hex; absent where the list is not signed any more. */
  readonly signer?: string;
  readonly waiting: LoadedTrust;
}

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
    const served = asRemembered(await readTrust(new Uint8Array(await answer.arrayBuffer()), 'server'));
    if (!served.loaded && served.changed !== undefined) return served;
    if (own.loaded && (!served.loaded || served.pack.made < own.pack.made)) return own;
    return served;
  } catch {
    return own;
  }
}

const MEMORY = 'counterfoil-trust-signer';

/** The first key that signs the server's list is remembered on this device; another one's list is held back. */
function asRemembered(trust: Trust): Trust {
  if (!trust.loaded) return trust;
  const { signer } = trust.pack;
  const remembered = recalled();
  if (remembered === undefined && signer !== undefined) remember(signer);
  if (remembered === undefined || remembered === signer) return trust;
  const changed = { remembered, waiting: trust, ...(signer === undefined ? {} : { signer }) };
  return { loaded: false, changed };
}

/** The reader accepts a list of another signer, who is the one remembered from now on. */
export function acceptSigner({ signer, waiting }: ChangedSigner): Trust {
  remember(signer);
  return waiting;
}

function recalled(): string | undefined {
  try {
    return localStorage.getItem(MEMORY) ?? undefined;
  } catch {
    // A browser that keeps nothing remembers nobody.
    return undefined;
  }
}

function remember(signer: string | undefined): void {
  try {
    if (signer === undefined) localStorage.removeItem(MEMORY);
    else localStorage.setItem(MEMORY, signer);
  } catch {
    // As above.
  }
}
