import { fromUtf8, isUuid, utf8, type Clock } from '../../../base/index.ts';
import { sha256Hex } from '../../../crypto/index.ts';
import {
  ExchangeError,
  isHindrance,
  LARGEST_RECEIPT,
  openReceipt,
  readEnvelope,
  type Arrival,
  type Envelope,
  type PartnerRoad,
  type Reception,
} from '../../index.ts';
import type { DropFile, DropFolder } from './folder.ts';

/** Endings of the files of a message; the id of its envelope comes before them. */
export const ENDINGS = {
  content: '.content',
  envelope: '.envelope.json',
  receipt: '.receipt.jws',
  refusal: '.refused.json',
} as const;

export interface TakingOptions {
  readonly clock: Clock;
  /** Largest content. */
  readonly maximumBytes: number;
  /** A file without an envelope is whole when nobody has written to it for so many milliseconds. */
  readonly quietMilliseconds: number;
}

const LARGEST_ENVELOPE = 16_384;
/** Files looked at in a turn; the rest waits for the next. */
const MOST_FILES = 1_000;

/**
 * Takes what a partner has put into its folder. Each file is moved away only after what it brought is committed and its receipt
 * lies in `outgoing`; whoever is killed in between leaves it for another, for whom the same message gets the same receipt. Two
 * processes may do all of this at once.
 */
export async function takeFiles(
  folder: DropFolder,
  road: PartnerRoad,
  reception: Reception,
  options: TakingOptions & { readonly signal: AbortSignal },
): Promise<number> {
  const files = await folder.list('incoming', MOST_FILES);
  const names = new Set(files.map(({ name }) => name));
  const taking = { folder, road, reception, options };
  let taken = 0;
  for (const file of files) {
    if (options.signal.aborted) break;
    if (file.name.endsWith(ENDINGS.envelope)) taken += await takeMessage(file, taking);
    else if (file.name.endsWith(ENDINGS.receipt)) taken += await takeReceipt(file, taking);
    else if (file.name.endsWith(ENDINGS.refusal)) taken += await takeRefusal(file, taking);
    else if (!isQuiet(file.modified, options)) continue;
    else if (!file.name.endsWith(ENDINGS.content)) taken += await takeBare(file, taking);
    else if (!names.has(envelopeName(file.name))) await takeOrphan(file, taking);
  }
  return taken;
}

interface Taking {
  readonly folder: DropFolder;
  readonly road: PartnerRoad;
  readonly reception: Reception;
  readonly options: TakingOptions;
}

function envelopeName(contentName: string): string {
  return contentName.slice(0, -ENDINGS.content.length) + ENDINGS.envelope;
}

async function takeMessage(file: DropFile, taking: Taking): Promise<number> {
  const { folder, road, options } = taking;
  const id = file.name.slice(0, -ENDINGS.envelope.length);
  const contentName = `${id}${ENDINGS.content}`;
  const both = [file.name, contentName];
  const envelope = envelopeOf(await folder.read('incoming', file.name, LARGEST_ENVELOPE));
  const content = await folder.read('incoming', contentName, options.maximumBytes);
  const isWhole = envelope !== undefined && content !== undefined && sha256Hex(content) === envelope.digest;
  // Whoever writes in the wrong order, or in place, is given time to finish.
  if (!isWhole && !isQuiet(file.modified, options)) return 0;
  // Whoever has moved the envelope meanwhile has taken the message.
  if (!isWhole && !(await isThere(file.name, taking))) return 0;
  if (envelope === undefined || envelope.id !== id) return refuse(both, 'drop-envelope-unfit', taking);
  if (content === undefined) return refuse(both, 'drop-content-unfit', taking);
  const { mediaType } = envelope;
  return bring(
    { partner: road.partner, channel: 'drop', transportId: id, envelope, mediaType, content },
    both,
    taking,
  );
}

/** A file of somebody who has no envelopes: one message, named by its bytes. */
async function takeBare(file: DropFile, taking: Taking): Promise<number> {
  const { folder, road, options } = taking;
  const content = await folder.read('incoming', file.name, options.maximumBytes);
  if (content === undefined) {
    const isLarge = file.size > options.maximumBytes;
    return isLarge ? refuse([file.name], 'drop-content-unfit', taking) : 0;
  }
  const transportId = `drop:${sha256Hex(content)}`;
  const isXml = /\.xml$/i.test(file.name);
  const arrival: Arrival = {
    partner: road.partner,
    channel: 'drop',
    transportId,
    type: 'certificate',
    mediaType: isXml ? 'application/xml' : 'application/octet-stream',
    content,
  };
  return bring(arrival, [file.name], taking);
}

async function bring(arrival: Arrival, names: readonly string[], taking: Taking): Promise<number> {
  const { folder, reception } = taking;
  try {
    const { receipt } = await reception.receive(arrival);
    const about = arrival.envelope?.id ?? arrival.transportId.replace(':', '-');
    // A receipt has no receipt.
    if (arrival.envelope?.type !== 'receipt')
      await folder.write('outgoing', `${about}${ENDINGS.receipt}`, utf8(receipt));
  } catch (error) {
    if (!(error instanceof ExchangeError) || isHindrance(error.code)) throw error;
    return refuse(names, error.code, taking);
  }
  // The envelope first: what is left without one has been taken.
  for (const name of names) await folder.move('incoming', name, 'done');
  return 1;
}

/** Content whose envelope a killed process had moved already follows it; whose never came is refused. */
async function takeOrphan({ name }: DropFile, taking: Taking): Promise<void> {
  const { folder } = taking;
  const isTaken = (await folder.read('done', envelopeName(name), LARGEST_ENVELOPE)) !== undefined;
  if (isTaken) await folder.move('incoming', name, 'done');
  else if (await isThere(name, taking)) await refuse([name], 'drop-envelope-unfit', taking);
}

async function isThere(name: string, { folder }: Taking): Promise<boolean> {
  return (await folder.list('incoming', MOST_FILES)).some((file) => file.name === name);
}

async function takeReceipt({ name, size, modified }: DropFile, taking: Taking): Promise<number> {
  const { folder, road, reception, options } = taking;
  const bytes = await folder.read('incoming', name, LARGEST_RECEIPT);
  if (bytes === undefined && size <= LARGEST_RECEIPT) return 0;
  try {
    const text = bytes === undefined ? '' : (fromUtf8(bytes)?.trim() ?? '');
    const statement = await openReceipt(text, road.partner, road.certificates.seal);
    await reception.acknowledge(road.partner, statement);
  } catch (error) {
    if (!(error instanceof ExchangeError) || isHindrance(error.code)) throw error;
    return isQuiet(modified, options) ? refuse([name], error.code, taking) : 0;
  }
  await folder.move('incoming', name, 'done');
  return 1;
}

/** What the other side says of a file of ours that it does not take. */
async function takeRefusal({ name }: DropFile, taking: Taking): Promise<number> {
  const { folder, road, reception, options } = taking;
  const bytes = await folder.read('incoming', name, LARGEST_ENVELOPE);
  if (bytes === undefined) return 0;
  const message = name.slice(0, 36);
  const code = /"code":"([a-z][a-z-]{0,80})"/.exec(fromUtf8(bytes) ?? '')?.[1] ?? '';
  if (isUuid(message)) {
    const statement = {
      message,
      level: 'transport',
      outcome: 'rejected',
      findings: [{ area: 'Schema', level: 'SEVERE', code: 'drop-refused', path: '', values: { code } }],
      at: options.clock().toISOString(),
      bytes,
    } as const;
    const isKnown = await reception.acknowledge(road.partner, statement).then(
      () => true,
      (error: unknown) => {
        if (error instanceof ExchangeError && !isHindrance(error.code)) return false;
        throw error;
      },
    );
    if (!isKnown) await folder.move('incoming', name, 'refused');
    if (!isKnown) return 0;
  }
  await folder.move('incoming', name, 'done');
  return 1;
}

/** Moves aside and says why, for the partner to read. */
async function refuse(names: readonly string[], code: string, { folder, options }: Taking): Promise<number> {
  const [first = ''] = names;
  const at = options.clock().toISOString();
  await folder.write(
    'outgoing',
    `${first}${ENDINGS.refusal}`,
    utf8(`${JSON.stringify({ file: first, code, at })}\n`),
  );
  for (const name of names) await folder.move('incoming', name, 'refused');
  return 0;
}

function isQuiet(modified: number, { clock, quietMilliseconds }: TakingOptions): boolean {
  return clock().getTime() - modified >= quietMilliseconds;
}

function envelopeOf(bytes: Uint8Array | undefined): Envelope | undefined {
  try {
    const value: unknown = JSON.parse((bytes === undefined ? undefined : fromUtf8(bytes)) ?? '');
    const envelope = readEnvelope(value);
    return isUuid(envelope.id) ? envelope : undefined;
  } catch {
    // Not whole yet, or never: its age decides.
    return undefined;
  }
}
