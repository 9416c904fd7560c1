import { say, type Catalogue, type Language } from '../../base/index.ts';

/**
 * A schema as plain JSON with its titles said: every `title` that is a key of the words becomes the reader's sentence, and
 * every choice has its word beside it (`labels`), so that a form can be drawn from it alone.
 */
export function toldSchema(schema: unknown, words: Catalogue, language: Language): unknown {
  // Through JSON the library's private symbols and hidden members fall away.
  return told(JSON.parse(JSON.stringify(schema)) as unknown, words, language);
}

function told(value: unknown, words: Catalogue, language: Language): unknown {
  if (Array.isArray(value)) return value.map((item) => told(item, words, language));
  if (typeof value !== 'object' || value === null) return value;
  const made: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    made[name] =
      name === 'title' && typeof member === 'string'
        ? say(words, language, member)
        : told(member, words, language);
    if (name === 'enum' && Array.isArray(member))
      made['labels'] = member.map((choice) => {
        const key = `parameter-choice-${String(choice)}`;
        const word = say(words, language, key);
        return word === key ? String(choice) : word;
      });
  }
  return made;
}
