import type { FaceValue } from '../../src/standards/index.ts';
import { tellValues, type Speech } from '../inspection/index.ts';
import { h } from './dom.ts';

/** A label in the reader's language, with the other language beside it as certificates have it. */
export function labelView(key: string, speech: Speech, number?: string): HTMLElement {
  return h(
    'dt',
    {},
    number === undefined ? undefined : h('span', { class: 'box-number' }, `${number}.`),
    ` ${speech.say(key)} `,
    h('span', { class: 'other', lang: speech.otherLanguage }, speech.sayOther(key)),
  );
}

/** The first value is what the box is about; what follows is its address, its codes, its parts. */
export function valueLines(values: readonly FaceValue[], speech: Speech): HTMLElement[] {
  return tellValues(values, speech).map(({ value, text }) =>
    h('p', { lang: value.word === undefined ? (value.language ?? '') : undefined, dir: 'auto' }, text),
  );
}
