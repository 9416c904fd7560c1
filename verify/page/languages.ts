import type { Catalogue, Language, Words } from '../../src/base/index.ts';

/** Whether the words of a language are at hand. English comes with the script of the page. */
export function speaks(words: Catalogue, language: Language): boolean {
  return Object.keys(words[language] ?? {}).length > 0;
}

/**
 * The catalogue with the words of a language: from the page itself where it is one file, else from beside its script.
 * Throws where they cannot be had.
 */
export async function withLanguage(words: Catalogue, language: Language): Promise<Catalogue> {
  if (speaks(words, language)) return words;
  const inside = document.getElementById(`words-${language}`)?.textContent;
  const found: unknown = JSON.parse(inside ?? (await textOf(`words-${language}.json`)));
  if (!isWords(found)) throw new Error(`the words of ${language} cannot be read`);
  return { ...words, [language]: found };
}

async function textOf(path: string): Promise<string> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path} answered ${String(answer.status)}`);
  return answer.text();
}

function isWords(value: unknown): value is Words {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((sentence) => typeof sentence === 'string')
  );
}
