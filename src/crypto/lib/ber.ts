/** One element of BER (X.690 §8): what containers of other makers are written in. */
export interface Element {
  readonly tag: number;
  /** The element as it stands, head included. */
  readonly whole: Uint8Array;
  /** Its content; for one of indefinite length without the end mark. */
  readonly content: Uint8Array;
  readonly isConstructed: boolean;
}

/** The bytes are no BER within the bounds; caught where they are read and told as a verdict. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError';
}

const DEEPEST = 24;
const MOST_MEMBERS = 100_000;

/** The one element that bytes are. @throws {MalformedError} where they are none, or more than one. */
export function readElement(bytes: Uint8Array): Element {
  const element = elementAt(bytes, 0, 0);
  if (element.whole.length !== bytes.length) malformed();
  return element;
}

/** The members of a constructed element. @throws {MalformedError} */
export function membersIn(element: Element | undefined): readonly Element[] {
  if (element?.isConstructed !== true) return malformed();
  const members: Element[] = [];
  for (let place = 0; place < element.content.length;) {
    if (members.length >= MOST_MEMBERS) malformed();
    const member = elementAt(element.content, place, 0);
    members.push(member);
    place += member.whole.length;
  }
  return members;
}

/** The bytes of an octet string, which BER may have cut into segments. `tag` where it is tagged implicitly. */
export function octetsIn(element: Element | undefined, depth = 0): readonly Uint8Array[] {
  if (element === undefined || depth > 2) return malformed();
  if (!element.isConstructed) return [element.content];
  return membersIn(element).flatMap((member) =>
    (member.tag & 0x1f) === 4 ? octetsIn(member, depth + 1) : malformed(),
  );
}

/** The dotted form of an object identifier. @throws {MalformedError} */
export function identifierIn(element: Element | undefined): string {
  if (element?.tag !== 0x06 || element.content.length === 0 || element.content.length > 64)
    return malformed();
  const arcs: number[] = [];
  let value = 0;
  for (const byte of element.content) {
    value = value * 128 + (byte & 0x7f);
    if (value > Number.MAX_SAFE_INTEGER / 128) malformed();
    if (byte >= 0x80) continue;
    arcs.push(value);
    value = 0;
  }
  const [head = 0, ...rest] = arcs;
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - first * 40, ...rest].join('.');
}

/** An element that must have this tag. @throws {MalformedError} */
export function demand(element: Element | undefined, tag: number): Element {
  return element?.tag === tag ? element : malformed();
}

export function malformed(): never {
  throw new MalformedError('not BER of this form');
}

function elementAt(bytes: Uint8Array, place: number, depth: number): Element {
  const tag = bytes[place] ?? malformed();
  // No container uses tag numbers above 30.
  if (depth > DEEPEST || (tag & 0x1f) === 0x1f) malformed();
  const isConstructed = (tag & 0x20) !== 0;
  const first = bytes[place + 1] ?? malformed();
  if (first === 0x80) {
    if (!isConstructed) malformed();
    const start = place + 2;
    const end = endOfIndefinite(bytes, start, depth);
    return {
      tag,
      isConstructed,
      content: bytes.subarray(start, end),
      whole: bytes.subarray(place, end + 2),
    };
  }
  const count = first > 0x80 ? first & 0x7f : 0;
  if (count > 4) malformed();
  let length = first < 0x80 ? first : 0;
  for (let index = 0; index < count; index += 1)
    length = length * 256 + (bytes[place + 2 + index] ?? malformed());
  const start = place + 2 + count;
  if (start + length > bytes.length) malformed();
  return {
    tag,
    isConstructed,
    content: bytes.subarray(start, start + length),
    whole: bytes.subarray(place, start + length),
  };
}

/** Where the end mark of an element of indefinite length stands (X.690 §8.1.5). */
function endOfIndefinite(bytes: Uint8Array, start: number, depth: number): number {
  let place = start;
  for (let members = 0; members < MOST_MEMBERS; members += 1) {
    if (bytes[place] === 0 && bytes[place + 1] === 0) return place;
    place += elementAt(bytes, place, depth + 1).whole.length;
  }
  return malformed();
}
