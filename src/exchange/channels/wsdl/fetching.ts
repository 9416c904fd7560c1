import type { XmlElement } from '../../../base/index.ts';
import type { OpenXml } from '../../../../verify/core/index.ts';
import {
  ExchangeError,
  isPassing,
  MESSAGE_TYPES,
  readEnvelope,
  type Arrival,
  type MessageType,
  type Reception,
} from '../../index.ts';
import type { Fetching } from './address-schema.ts';
import { callService } from './client.ts';
import type { WsdlChannelOptions } from './channel.ts';
import { LONGEST_CURSOR } from './cursors.ts';
import { WsdlError } from './error.ts';
import type { Mapping } from './mapping.ts';
import { allAt, bears, bytesAt, jsonIn, textsAt } from './message/answer.ts';
import { writeRequest, type Saying } from './message/writing.ts';

interface Poll {
  readonly mapping: Mapping;
  readonly partner: string;
  readonly reception: Reception;
  readonly signal: AbortSignal;
}

/** An entry of the partner's list; `found` where its document came with it. */
interface Entry {
  readonly id: string;
  readonly cursor?: string;
  readonly found?: Found;
}
type Found = Pick<Arrival, 'content' | 'type' | 'envelope' | 'mediaType'>;

const LARGEST_ANSWER = 33_554_432;
/** Pages of one poll, and entries of a page that can be left in the middle: who has more is asked again at the next. */
const MOST_PAGES = 20;
const MOST_ENTRIES = 500;

/**
 * Takes what waits: each document is kept by us before the partner is told or the cursor moves. With a cursor an entry that fails
 * ends the poll, for what lies behind it would never be asked for again; without one it holds up no other.
 */
export async function fetchWaiting(options: WsdlChannelOptions, poll: Poll): Promise<number> {
  const { mapping, partner, signal } = poll;
  const { fetch } = mapping.address;
  if (fetch === undefined) return 0;
  let cursor = (await options.cursors.read(partner)) ?? fetch.start ?? '';
  let came = 0;
  for (let page = 0; page < MOST_PAGES && !signal.aborted; page += 1) {
    const { entries, next } = await call(options, poll, '/fetch', { cursor }, (element, document) =>
      pageOf(fetch, element, document),
    );
    came += await takeAll(options, poll, fetch, entries);
    const reached = entries.at(-1)?.cursor ?? next;
    if (entries.length === 0 || reached === undefined || reached === cursor) break;
    await options.cursors.keep(partner, reached, options.clock());
    cursor = reached;
  }
  return came;
}

/** A page whose entries have no cursors of their own is taken whole: behind its one cursor the rest would never be given again. */
function pageOf(fetch: Fetching, element: XmlElement, document: OpenXml) {
  const next = cursorIn(fetch, element);
  const all = allAt(element, fetch.entries);
  const taken = next === undefined ? all.slice(0, MOST_ENTRIES) : all;
  return { entries: taken.map((one) => entryOf(fetch, one, document)), next };
}

/** Cut short, a cursor would be another one: what lies between might never be asked for. */
function cursorIn({ cursor: path }: Fetching, element: XmlElement): string | undefined {
  const text = path === undefined ? undefined : textsAt(element, path).at(-1);
  if (path !== undefined && text !== undefined && text.length > LONGEST_CURSOR)
    throw new WsdlError('wsdl-answer-unfit', { reason: path });
  return text === '' ? undefined : text;
}

/** Takes the entries of a page; throws the first failure, after the others where there is no cursor to hold. */
async function takeAll(
  options: WsdlChannelOptions,
  poll: Poll,
  fetch: Fetching,
  entries: readonly Entry[],
): Promise<number> {
  const failures: unknown[] = [];
  for (const entry of entries) {
    try {
      await take(options, poll, fetch, entry);
      if (entry.cursor !== undefined) await options.cursors.keep(poll.partner, entry.cursor, options.clock());
    } catch (error) {
      if (fetch.cursor !== undefined) throw error;
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return entries.length;
}

function entryOf(fetch: Fetching, element: XmlElement, document: OpenXml): Entry {
  const [id] = textsAt(element, fetch.id);
  if (id === undefined || id === '' || id.length > 200)
    throw new WsdlError('wsdl-answer-unfit', { reason: fetch.id });
  const cursor = cursorIn(fetch, element);
  return {
    id,
    ...(cursor === undefined ? {} : { cursor }),
    ...(fetch.read === undefined ? { found: foundIn(fetch, element, document) } : {}),
  };
}

async function take(options: WsdlChannelOptions, poll: Poll, fetch: Fetching, entry: Entry): Promise<void> {
  const { partner, reception, mapping } = poll;
  const { id } = entry;
  const found =
    entry.found ??
    (await call(options, poll, '/fetch/read', { id }, (element, document) =>
      foundIn(fetch, element, document),
    ));
  try {
    await reception.receive({ partner, channel: 'wsdl', transportId: id, ...found });
  } catch (error) {
    // What the agreement will never admit was noted by the reception, and is not confirmed.
    if (error instanceof ExchangeError && !isPassing(error.code)) return;
    throw error;
  }
  const { confirm } = mapping.address;
  if (confirm === undefined) return;
  const saying = { id, ...(found.envelope === undefined ? {} : { envelope: found.envelope }) };
  const isTaken = await call(options, poll, '/confirm', saying, (element) => bears(element, confirm.taken));
  if (!isTaken) throw new WsdlError('wsdl-answer-unclear', { said: id });
}

function foundIn(fetch: Fetching, element: XmlElement, document: OpenXml): Found {
  const bytesIn = (path: string, form: Fetching['form']) => {
    const [holder] = allAt(element, path);
    return holder && bytesAt(document, holder, form);
  };
  const content = bytesIn(fetch.content, fetch.form);
  if (content === undefined) throw new WsdlError('wsdl-answer-unfit', { reason: fetch.content });
  const { envelope: path, envelopeForm = 'base64' } = fetch;
  const said = path === undefined ? undefined : jsonIn(bytesIn(path, envelopeForm));
  // An envelope that cannot be read is as good as none: the document's own seal speaks for it.
  const envelope = said === undefined ? undefined : envelopeIn(said);
  return {
    content,
    mediaType: envelope?.mediaType ?? fetch.mediaType ?? 'application/xml',
    ...(envelope === undefined ? { type: typeOf(fetch, element) } : { envelope }),
  };
}

function envelopeIn(value: unknown) {
  try {
    return readEnvelope(value);
  } catch (error) {
    if (error instanceof ExchangeError) return undefined;
    throw error;
  }
}

function typeOf({ type, typePath, words = [] }: Fetching, element: XmlElement): MessageType {
  const [theirs] = typePath === undefined ? [] : textsAt(element, typePath);
  if (theirs === undefined) return type;
  const ours = words.find((word) => word.theirs === theirs)?.ours ?? theirs;
  const found = MESSAGE_TYPES.find((one) => one === ours);
  if (found === undefined) throw new WsdlError('wsdl-answer-unfit', { reason: theirs.slice(0, 100) });
  return found;
}

async function call<Result>(
  options: WsdlChannelOptions,
  { mapping, partner, signal }: Poll,
  place: string,
  saying: Saying,
  use: (element: XmlElement, document: OpenXml) => Result,
): Promise<Result> {
  const act = mapping.acts.get(place);
  const request = act === undefined ? undefined : writeRequest(act.request, saying);
  if (act === undefined || request === undefined) throw new WsdlError('wsdl-address-missing', { partner });
  const calling = { mapping, act, request, partner, most: LARGEST_ANSWER, signal };
  return callService(options, calling, ({ element, document }) => use(element, document));
}
