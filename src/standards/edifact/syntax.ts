import { decodeAs, fromUtf8 } from '../../base/index.ts';

/** A segment: its tag, its elements and their components, released. */
export interface Segment {
  readonly tag: string;
  readonly elements: readonly (readonly string[])[];
  /** Its position in the interchange, from 1. */
  readonly position: number;
}

/** The characters that separate (ISO 9735, UNA). */
export interface ServiceCharacters {
  readonly component: string;
  readonly element: string;
  readonly release: string;
  readonly repetition: string;
  readonly terminator: string;
}

export const STANDARD_CHARACTERS: ServiceCharacters = {
  component: ':',
  element: '+',
  release: '?',
  repetition: '*',
  terminator: "'",
};

/** Why bytes are no interchange that is read. */
export const EDIFACT_REFUSALS = [
  'edifact-not-interchange',
  'edifact-character-set',
  'edifact-service-characters',
  'edifact-too-large',
] as const;
export type EdifactRefusal = (typeof EDIFACT_REFUSALS)[number];

/** Bounds of an interchange that is read; beyond them is no trade but an attack. */
export const EDIFACT_BOUNDS = {
  bytes: 16_777_216,
  segments: 100_000,
  elements: 60,
  components: 60,
  characters: 4096,
} as const;

export type Tokens =
  | {
      readonly segments: readonly Segment[];
      /** Characters outside the declared set were met. */
      readonly strange: boolean;
      readonly characterSet: string | undefined;
    }
  | { readonly refusal: EdifactRefusal; readonly values: Readonly<Record<string, string>> };

/** ISO 8859 parts by the syntax identifier (ISO 9735, 0001). */
const PARTS: Readonly<Record<string, string>> = {
  UNOD: 'iso-8859-2',
  UNOE: 'iso-8859-5',
  UNOF: 'iso-8859-7',
  UNOG: 'iso-8859-3',
  UNOH: 'iso-8859-4',
  UNOI: 'iso-8859-6',
  UNOJ: 'iso-8859-8',
  UNOK: 'iso-8859-9',
};

/** Whether bytes begin as an interchange does. */
export function isInterchange(bytes: Uint8Array): boolean {
  return /^(?:UNA.{6}\s*)?UN[BH][^A-Za-z0-9]/s.test(latin1(bytes.subarray(0, 64)).trimStart());
}

/** Takes an interchange apart into segments. Never throws; nothing is read past a bound. */
export function tokenize(bytes: Uint8Array): Tokens {
  if (bytes.length > EDIFACT_BOUNDS.bytes) return refused('edifact-too-large', { limit: 'bytes' });
  if (!isInterchange(bytes)) return refused('edifact-not-interchange');
  const head = latin1(bytes.subarray(0, 256)).trimStart();
  const advice = head.startsWith('UNA');
  const characters = advice ? advised(head) : STANDARD_CHARACTERS;
  if (!characters) return refused('edifact-service-characters');
  const identifier = /UNB.(UNO[A-Z])/.exec(head)?.[1];
  const text = decode(bytes, identifier ?? 'UNOC');
  if (text === undefined) return refused('edifact-character-set', { set: identifier ?? '' });
  const start = text.length - text.trimStart().length;
  const scanned = scan(text, advice ? start + 9 : start, characters);
  if ('refusal' in scanned) return scanned;
  const strange = identifier !== undefined && isNarrow(identifier) && /[^\t\n\r -~]/.test(text);
  return { segments: scanned.segments, strange, characterSet: identifier };
}

const isNarrow = (identifier: string): boolean => identifier === 'UNOA' || identifier === 'UNOB';

function refused(refusal: EdifactRefusal, values: Readonly<Record<string, string>> = {}) {
  return { refusal, values };
}

function advised(head: string): ServiceCharacters | undefined {
  const [component = '', element = '', , release = '', repetition = '', terminator = ''] = head.slice(3, 9);
  const used = [component, element, terminator, ...(release === ' ' ? [] : [release])];
  const valid =
    new Set(used).size === used.length && used.every((one) => /^[!-/:-@[-`{-~\x1c-\x1f]$/.test(one));
  return valid ? { component, element, release, repetition, terminator } : undefined;
}

/** Each byte a character: ISO 8859-1, which no decoder of the platform gives (its "latin1" is windows-1252). */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return text;
}

function decode(bytes: Uint8Array, identifier: string): string | undefined {
  if (identifier === 'UNOA' || identifier === 'UNOB' || identifier === 'UNOC') return latin1(bytes);
  if (identifier === 'UNOW' || identifier === 'UNOY') return fromUtf8(bytes);
  const part = PARTS[identifier];
  return part === undefined ? undefined : decodeAs(part, bytes);
}

/** One walk over the text; a value is cut out where a separator stands, and only then released. */
function scan(text: string, from: number, characters: ServiceCharacters): Scanned {
  const { component, element, release, terminator } = characters;
  const collector = new Collector();
  let start = from;
  for (let at = from; at < text.length && !collector.exceeded; at += 1) {
    const character = text[at] ?? '';
    if (character === release && release !== ' ') {
      collector.append(text.slice(start, at) + (text[at + 1] ?? ''));
      at += 1;
      start = at + 1;
    } else if (character === component || character === element || character === terminator) {
      collector.append(text.slice(start, at));
      start = at + 1;
      if (character === component) collector.endComponent();
      else if (character === element) collector.endElement();
      else collector.endSegment();
    }
  }
  if (!collector.exceeded) collector.finish(text.slice(start));
  const { exceeded: limit, segments } = collector;
  return limit === undefined ? { segments } : { refusal: 'edifact-too-large', values: { limit } };
}

type Scanned =
  | { readonly segments: readonly Segment[] }
  | { readonly refusal: EdifactRefusal; readonly values: Readonly<Record<string, string>> };

/** Segments as they are found, within the bounds. */
class Collector {
  readonly segments: Segment[] = [];
  /** The bound that was met. */
  exceeded: keyof typeof EDIFACT_BOUNDS | undefined;
  #elements: string[][] = [];
  #components: string[] = [];
  #value = '';

  append(text: string): void {
    this.#value += text;
    if (this.#value.length > EDIFACT_BOUNDS.characters) this.exceeded = 'characters';
  }

  endComponent(): void {
    this.#components.push(this.#value);
    this.#value = '';
    if (this.#components.length > EDIFACT_BOUNDS.components) this.exceeded = 'components';
  }

  endElement(): void {
    this.endComponent();
    this.#elements.push(this.#components);
    this.#components = [];
    if (this.#elements.length > EDIFACT_BOUNDS.elements) this.exceeded = 'elements';
  }

  endSegment(): void {
    this.endElement();
    const [[tag = ''] = [], ...elements] = this.#elements;
    this.segments.push({ tag: tag.trim().slice(0, 32), elements, position: this.segments.length + 1 });
    this.#elements = [];
    if (this.segments.length > EDIFACT_BOUNDS.segments) this.exceeded = 'segments';
  }

  /** A segment without its end is kept, so that it is reported as unknown or missing and never dropped. */
  finish(rest: string): void {
    this.append(rest.trim());
    if (this.#value !== '' || this.#components.length > 0 || this.#elements.length > 0) this.endSegment();
  }
}
