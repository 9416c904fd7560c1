import type { FaceValue } from '../../src/standards/index.ts';
import type { Speech } from './speech.ts';

/** A value in the reader's words: a code with its name, a date as a day, all else as it stands. */
export function tellValue({ value, word }: FaceValue, speech: Speech): string {
  if (word !== undefined && speech.has(word)) {
    const named = speech.say(word);
    if (word.startsWith('unit.')) return `${value.split(' ')[0] ?? value} ${named}`;
    // A note's value repeats its tag in front.
    if (word.startsWith('ephyto-tag.'))
      return speech.labelled(named, dateOrText(value.replace(/^\w+: /, ''), speech));
    return value === '' || named === value ? named : `${named} (${value})`;
  }
  return dateOrText(value, speech);
}

/** The values of a field as lines; what only repeats an earlier line is left out. */
export function tellValues(
  values: readonly FaceValue[],
  speech: Speech,
): { readonly value: FaceValue; readonly text: string }[] {
  const shown: { readonly value: FaceValue; readonly text: string }[] = [];
  for (const value of values) {
    const text = tellValue(value, speech);
    // A country's name beside its code, or a name written twice, says nothing new.
    if (shown.some((earlier) => earlier.text === text || earlier.text.startsWith(`${text} (`))) continue;
    shown.push({ value, text });
  }
  return shown;
}

const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** A date without a zone is not moved into one. */
function dateOrText(value: string, speech: Speech): string {
  const match = DATE.exec(value);
  if (!match) return value;
  if (match[1] !== undefined) return speech.moment(value);
  const day = speech.day(`${value.slice(0, 10)}T00:00:00Z`);
  return value.length > 10 ? `${day} ${value.slice(11)}` : day;
}
