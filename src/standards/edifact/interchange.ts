import type { Finding } from '../../base/index.ts';
import type { FindingCode } from '../message/finding-codes.ts';
import { clip } from '../message/wording.ts';
import type { WrittenSet } from './charset.ts';
import { encode, isWithin, released, setFor } from './charset.ts';
import type { Segment } from './syntax.ts';
import type { MessageTable } from './table.ts';

/** One message of an interchange: its segments between UNH and UNT. */
export interface InterchangeMessage {
  readonly type: string;
  readonly version: string;
  readonly release: string;
  readonly reference: string;
  readonly segments: readonly Segment[];
}

export interface Interchange {
  readonly sender: string;
  readonly recipient: string;
  readonly reference: string;
  readonly messages: readonly InterchangeMessage[];
  readonly findings: readonly Finding[];
}

const part = (segment: Segment | undefined, element: number, component = 0): string =>
  segment?.elements[element]?.[component]?.trim() ?? '';

/** Separates the messages of an interchange and holds its control counts and references against what is there. */
export function readInterchange(segments: readonly Segment[]): Interchange {
  const findings: Finding[] = [];
  const find = (code: FindingCode, segment: string, values: Readonly<Record<string, string>> = {}): void => {
    findings.push({
      area: 'Schema',
      level: 'WARNING',
      code,
      path: `/${segment}`,
      values: { segment, ...values },
    });
  };
  const header = segments.find(({ tag }) => tag === 'UNB');
  const trailer = segments.findLast(({ tag }) => tag === 'UNZ');
  const messages = messagesOf(segments, find);
  if (!header) find('control-missing', 'UNB');
  if (!trailer) find('control-missing', 'UNZ');
  else {
    const groups = segments.filter(({ tag }) => tag === 'UNG').length;
    hold(find, 'UNZ', part(trailer, 0), String(groups > 0 ? groups : messages.length));
    if (header) hold(find, 'UNZ', part(trailer, 1), part(header, 4));
  }
  const [sender, recipient, reference] = [part(header, 1), part(header, 2), part(header, 4)];
  return { sender, recipient, reference, messages, findings };
}

type FindControl = (code: FindingCode, segment: string, values?: Readonly<Record<string, string>>) => void;

function hold(find: FindControl, segment: string, stated: string, counted: string): void {
  const same =
    /^\d+$/.test(stated) && /^\d+$/.test(counted) ? Number(stated) === Number(counted) : stated === counted;
  if (!same) find('control-differs', segment, { stated: clip(stated), counted: clip(counted) });
}

function messagesOf(segments: readonly Segment[], find: FindControl): InterchangeMessage[] {
  const messages: InterchangeMessage[] = [];
  let header: Segment | undefined;
  let body: Segment[] = [];
  const close = (trailer: Segment | undefined): void => {
    if (!header) return;
    const reference = part(header, 0);
    if (!trailer) find('control-missing', 'UNT');
    else {
      hold(find, 'UNT', part(trailer, 0), String(body.length + 2));
      hold(find, 'UNT', part(trailer, 1), reference);
    }
    const [type, version, release] = [part(header, 1, 0), part(header, 1, 1), part(header, 1, 2)];
    messages.push({ type, version, release, reference, segments: body });
    header = undefined;
    body = [];
  };
  for (const segment of segments) {
    if (segment.tag === 'UNH') {
      close(undefined);
      header = segment;
    } else if (segment.tag === 'UNT') close(segment);
    else if (segment.tag === 'UNZ' || segment.tag === 'UNE') close(undefined);
    else if (header) body.push(segment);
  }
  close(undefined);
  return messages;
}

/** What an interchange states of itself besides its messages. */
export interface InterchangeHeader {
  readonly sender: string;
  readonly recipient: string;
  /** Unique between the two, at most 14 characters. */
  readonly reference: string;
  readonly time: Date;
  /** The set asked for; the narrowest that suffices where absent. */
  readonly characterSet?: WrittenSet;
}

/** Writes one message as an interchange, a segment a line, with its control counts (ISO 9735). */
export function writeInterchange(
  { type, version, release, agency }: MessageTable,
  segments: readonly Segment[],
  header: InterchangeHeader,
): Uint8Array {
  const set = header.characterSet ?? setFor(segments.flatMap(({ elements }) => elements.flat()));
  const clean = (value: string, maximum: number): string => {
    const text = value.replace(/\p{Cc}+/gu, ' ').slice(0, maximum);
    return isWithin(set, text) ? text : 'UNKNOWN';
  };
  const reference = clean(header.reference, 14) || '1';
  const iso = header.time.toISOString();
  // Version 4 of the syntax writes the century; versions 1 to 3 do not.
  const day = iso.slice(set === 'UNOW' ? 0 : 2, 10).replaceAll('-', '');
  const sender = clean(header.sender, 35);
  const recipient = clean(header.recipient, 35);
  const service = (tag: string, ...elements: string[][]): Segment => ({ tag, elements, position: 0 });
  const all = [
    service(
      'UNB',
      [set, set === 'UNOW' ? '4' : '3'],
      [sender],
      [recipient],
      [day, iso.slice(11, 16).replace(':', '')],
      [reference],
    ),
    service('UNH', ['1'], [type, version, release, agency]),
    ...segments,
    service('UNT', [String(segments.length + 2)], ['1']),
    service('UNZ', ['1'], [reference]),
  ];
  return encode(set, `UNA:+.? '\n${all.map(written).join('')}`);
}

/** A segment as it stands, without the separators at its end and at the end of its elements. */
function written({ tag, elements }: Segment): string {
  const parts = elements.map((components) => {
    const filled = components.findLastIndex((value) => value !== '') + 1;
    return components.slice(0, filled).map(released).join(':');
  });
  const filled = parts.findLastIndex((text) => text !== '') + 1;
  return `${[tag, ...parts.slice(0, filled)].join('+')}'\n`;
}
