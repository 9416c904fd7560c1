import type { Speech } from '../../../verify/inspection/index.ts';

const LETTER = /\p{L}/u;

/**
 * A voice whose sentences keep what is put into them apart (UAX #9, isolates), where they run from right to left: a Latin name between
 * Arabic words and a day would else turn the order of all three. Numbers alone turn nothing and stay as they are.
 */
export function isolated(speech: Speech): Speech {
  if (speech.direction === 'ltr') return speech;
  const apart = (text: string): string => (LETTER.test(text) ? `\u2068${text}\u2069` : text);
  return {
    ...speech,
    say: (key, values = {}) =>
      speech.say(
        key,
        Object.fromEntries(Object.entries(values).map(([name, value]) => [name, apart(String(value))])),
      ),
    labelled: (label, value) => speech.labelled(label, apart(value)),
    sentence: (parts) => speech.sentence(parts.map(apart)),
  };
}
