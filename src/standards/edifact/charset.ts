import { utf8 } from '../../base/index.ts';
import { STANDARD_CHARACTERS } from './syntax.ts';

/** Character sets that are written, narrowest first: level A, level B, ISO 8859-1, UTF-8 (ISO 9735). */
export const WRITTEN_SETS = ['UNOA', 'UNOB', 'UNOC', 'UNOW'] as const;
export type WrittenSet = (typeof WRITTEN_SETS)[number];

const LEVELS: Readonly<Record<WrittenSet, RegExp>> = {
  UNOA: /^[A-Z0-9 .,\-()/=!"%&*;<>'+:?]*$/,
  UNOB: /^[A-Za-z0-9 .,\-()/=!"%&*;<>'+:?]*$/,
  UNOC: /^[ -~\u00a0-\u00ff]*$/,
  UNOW: /^[^\p{Cc}\p{Cs}]*$/u,
};

/** Whether a text can be written in a set. */
export function isWithin(set: WrittenSet, text: string): boolean {
  return LEVELS[set].test(text);
}

/** The set that an interchange is written in where none is asked for: ISO 8859-1 where it suffices. */
export function setFor(texts: Iterable<string>): WrittenSet {
  for (const text of texts) if (!isWithin('UNOC', text)) return 'UNOW';
  return 'UNOC';
}

/** A value as it stands in a segment, its separators released. */
export function released(value: string): string {
  const { component, element, release, terminator } = STANDARD_CHARACTERS;
  let text = '';
  for (const character of value) {
    const separates =
      character === component || character === element || character === release || character === terminator;
    text += separates ? release + character : character;
  }
  return text;
}

export function encode(set: WrittenSet, text: string): Uint8Array {
  if (set === 'UNOW') return utf8(text);
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
