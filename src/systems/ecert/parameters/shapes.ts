import { Type } from 'typebox';

/*
 * Pieces of parameters' schemas. A `title` is a key of the words: the default form says it in the reader's language.
 */

const strict = { additionalProperties: false } as const;

export const Country = Type.String({ pattern: '^[A-Z]{2}$', title: 'parameter-field-country' });

export const Day = (title: string) =>
  Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', format: 'date', title });

/** A text in the product's languages; English at least. */
export const Told = (title: string, maxLength: number) => {
  const text = Type.String({ minLength: 1, maxLength });
  const optional = Type.Optional(text);
  return Type.Object(
    { en: text, zh: optional, fr: optional, es: optional, ru: optional, ar: optional },
    { ...strict, title },
  );
};

export const Note = (title: string) => Told(title, 1000);
