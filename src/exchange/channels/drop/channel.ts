import path from 'node:path';
import { canonicalJson, utf8, type Clock, type RandomBytes } from '../../../base/index.ts';
import type { Channel, Delivery, Dispatch, PartnerRoad } from '../../index.ts';
import { addressOf, faultsOfAddress } from './address.ts';
import type { DropFolder } from './folder.ts';
import { openLocalFolder, sweepUnfinished } from './local-folder.ts';
import { openSftpFolder } from './sftp-folder.ts';
import { ENDINGS, takeFiles } from './taking.ts';

export interface DropChannelOptions {
  /** Under it each partner has a folder of its own; none where absent. */
  readonly root?: string;
  /** Our key for partners' SFTP servers, PEM or OpenSSH; none where absent. */
  readonly privateKey?: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly maximumBytes?: number;
  /** Milliseconds after which a file without an envelope is taken to be whole (60 000). */
  readonly quietMilliseconds?: number;
  /** Files that may wait for a partner (10 000); beyond, it is not fetching, and the outbox keeps the rest. */
  readonly mostWaiting?: number;
}

const USUAL_BYTES = 33_554_432;
const USUAL_QUIET = 60_000;
const HOUR = 3_600_000;
const USUAL_WAITING = 10_000;

/** Files as a road: a folder here, or one on the partner's server. */
export function dropChannel(options: DropChannelOptions): Channel {
  return {
    name: 'drop',
    faultsOf: faultsOfAddress,
    send: (delivery) =>
      withFolder(delivery.partner, { ...options, signal: delivery.signal }, (folder) =>
        putMessage(folder, delivery, options.mostWaiting ?? USUAL_WAITING),
      ),
    async poll(road, reception, signal) {
      const { clock, maximumBytes = USUAL_BYTES, quietMilliseconds = USUAL_QUIET } = options;
      const taking = { clock, maximumBytes, quietMilliseconds, signal };
      const taken = await withFolder(road, { ...options, signal }, (folder) =>
        takeFiles(folder, road, reception, taking),
      );
      return typeof taken === 'number' ? taken : 0;
    },
  };
}

/** Content first and the envelope last: who sees an envelope finds its content whole. */
async function putMessage(
  folder: DropFolder,
  { envelope, content, signal }: Delivery,
  most: number,
): Promise<Dispatch> {
  if ((await folder.count('outgoing', most)) >= most) return refused('drop-full', { most });
  await folder.write('outgoing', `${envelope.id}${ENDINGS.content}`, content);
  signal.throwIfAborted();
  const name = `${envelope.id}${ENDINGS.envelope}`;
  await folder.write('outgoing', name, utf8(canonicalJson({ ...envelope })));
  signal.throwIfAborted();
  return { outcome: 'taken', reference: name, receipts: [] };
}

async function withFolder<Result>(
  road: PartnerRoad,
  options: DropChannelOptions & { readonly signal: AbortSignal },
  act: (folder: DropFolder) => Promise<Result>,
): Promise<Result | Dispatch> {
  const folder = await folderOf(road, options);
  if (folder === undefined) return refused('drop-not-set-up', { partner: road.partner });
  // A connection that is closed ends whatever waits for it.
  const stop = (): void => void folder.close();
  options.signal.addEventListener('abort', stop, { once: true });
  try {
    return await act(folder);
  } finally {
    options.signal.removeEventListener('abort', stop);
    await folder.close();
  }
}

async function folderOf(road: PartnerRoad, options: DropChannelOptions): Promise<DropFolder | undefined> {
  const address = addressOf(road);
  if (address === undefined) return undefined;
  const { random, root, privateKey, clock } = options;
  if ('host' in address)
    return privateKey === undefined ? undefined : openSftpFolder(address, { privateKey, random });
  if (root === undefined) return undefined;
  const { incoming = 'incoming', outgoing = 'outgoing' } = address;
  const own = path.join(root, address.folder);
  const folder = await openLocalFolder(own, { names: { incoming, outgoing }, random });
  await sweepUnfinished(path.join(own, outgoing), clock().getTime() - HOUR);
  return folder;
}

function refused(code: string, values: Readonly<Record<string, string | number>>): Dispatch {
  return { outcome: 'refused', permanent: false, code, values };
}
