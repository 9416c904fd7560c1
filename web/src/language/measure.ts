import type { Reader } from './reader.tsx';

/** An amount with the code of its unit, `1000.5 KGM`, as the reader writes it; any other text as it stands. */
export function measured(text: string, { sayFirst, amount }: Pick<Reader, 'sayFirst' | 'amount'>): string {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?) ([A-Z0-9]{2,3})$/.exec(text.trim()) ?? [];
  const word = unit === '' ? '' : sayFirst([`unit.${unit}`], '');
  return word === '' ? text : `${amount(number)} ${word}`;
}
