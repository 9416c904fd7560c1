import { Buffer } from 'node:buffer';
import { UnreadableError, unreadable, type MailFault } from './fault.ts';
import { readHeader, readParametrised, type Header, type Parametrised } from './header.ts';
import { decodeBody } from './transfer-encoding.ts';

/** A MIME entity: a message or a part of one. */
export interface Entity {
  readonly header: Header;
  /** Lower case, e.g. `multipart/signed`; `text/plain` where none is stated. */
  readonly type: string;
  readonly parameters: Parametrised['parameters'];
  /** Name that the sender gives a file, cleaned of everything but a name. */
  readonly fileName: string | undefined;
  /** Header, empty line and body exactly as they came: what a signature covers. */
  readonly raw: Uint8Array;
  /** Members of a multipart, in order; none otherwise. */
  readonly parts: readonly Entity[];
  /** Body with its transfer encoding undone; empty for a multipart. */
  readonly content: Uint8Array;
}

export type EntityReading =
  { readonly read: true; readonly entity: Entity } | { readonly read: false; readonly fault: MailFault };

export interface EntityBounds {
  readonly maximumBytes: number;
}

const DEEPEST = 6;
const MOST_PARTS = 60;

/** Reads an entity strictly; whatever can be read in two ways is refused with the reason. Never throws. */
export function readEntity(bytes: Uint8Array, { maximumBytes }: EntityBounds): EntityReading {
  try {
    if (bytes.length > maximumBytes) unreadable('mail-too-large');
    const fault = lineFault(bytes);
    if (fault !== undefined) unreadable(fault);
    return { read: true, entity: entityOf(bytes, { depth: 0, budget: { parts: MOST_PARTS } }) };
  } catch (error) {
    if (error instanceof UnreadableError) return { read: false, fault: error.fault };
    throw error;
  }
}

/** A bare CR or LF ends a line, or even a message, for some servers and not for others (SMTP smuggling); NUL ends a text for some. */
export function lineFault(bytes: Uint8Array): 'mail-line-ends' | 'mail-nul' | undefined {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (whole.includes(0)) return 'mail-nul';
  for (let at = whole.indexOf(0x0a); at >= 0; at = whole.indexOf(0x0a, at + 1))
    if (whole[at - 1] !== 0x0d) return 'mail-line-ends';
  for (let at = whole.indexOf(0x0d); at >= 0; at = whole.indexOf(0x0d, at + 1))
    if (whole[at + 1] !== 0x0a) return 'mail-line-ends';
  return undefined;
}

interface Position {
  readonly depth: number;
  readonly budget: { parts: number };
}

function entityOf(raw: Uint8Array, position: Position): Entity {
  if (position.depth > DEEPEST) unreadable('mail-too-deep');
  if ((position.budget.parts -= 1) < 0) unreadable('mail-too-many-parts');
  const { header, bodyAt } = readHeader(raw);
  const { value: type, parameters } = readParametrised(header.get('content-type')?.[0] ?? 'text/plain');
  const encoding = (header.get('content-transfer-encoding')?.[0] ?? '7bit').toLowerCase();
  const body = raw.subarray(bodyAt);
  const isMultipart = type.startsWith('multipart/');
  // RFC 2045 §6.4: only the members of a multipart are encoded.
  if (isMultipart && !['7bit', '8bit', 'binary'].includes(encoding)) unreadable('mail-encoding-unknown');
  return {
    header,
    type,
    parameters,
    fileName: fileNameOf(header, parameters),
    raw,
    parts: isMultipart
      ? membersOf(body, parameters.get('boundary')).map((part) =>
          entityOf(part, { ...position, depth: position.depth + 1 }),
        )
      : [],
    content: isMultipart ? new Uint8Array() : decodeBody(body, encoding),
  };
}

const BOUNDARY = /^[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]$/;

/** Members of a multipart body (RFC 2046 §5.1.1); the line end before a delimiter belongs to the delimiter. */
function membersOf(body: Uint8Array, boundary: string | undefined): readonly Uint8Array[] {
  if (boundary === undefined || !BOUNDARY.test(boundary)) return unreadable('mail-boundary-unfit');
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const mark = `--${boundary}`;
  const members: Uint8Array[] = [];
  let start: number | undefined;
  for (let at = text.indexOf(mark, 0, 'latin1'); at >= 0; at = text.indexOf(mark, at + 1, 'latin1')) {
    if (at > 0 && text[at - 1] !== 0x0a) continue;
    const lineEnd = text.indexOf('\r\n', at, 'latin1');
    const line = text.toString('latin1', at + mark.length, lineEnd < 0 ? text.length : lineEnd);
    const delimiter = /^(--)?[ \t]{0,20}$/.exec(line);
    if (delimiter === null) continue;
    if (start !== undefined) members.push(body.subarray(start, Math.max(start, at - 2)));
    if (members.length > MOST_PARTS) unreadable('mail-too-many-parts');
    if (delimiter[1] !== undefined) return start === undefined ? unreadable('mail-part-unended') : members;
    if (lineEnd < 0) break;
    start = lineEnd + 2;
  }
  return unreadable('mail-part-unended');
}

/** RFC 2183, with RFC 2231's charset form; for telling parts apart and for people, never for a place to write to. */
function fileNameOf(header: Header, parameters: Parametrised['parameters']): string | undefined {
  const disposition = header.get('content-disposition')?.[0];
  const its =
    disposition === undefined ? new Map<string, string>() : readParametrised(disposition).parameters;
  const extended = its.get('filename*') ?? parameters.get('name*');
  const given = decodedName(extended) ?? its.get('filename') ?? parameters.get('name');
  const name = given
    ?.replaceAll(/[\p{Cc}\p{Cf}/\\:]/gu, '')
    .slice(-120)
    .trim();
  return name === undefined || name === '' ? undefined : name;
}

function decodedName(extended: string | undefined): string | undefined {
  const text = /^utf-8'[A-Za-z-]*'(.+)$/i.exec(extended ?? '')?.[1];
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
