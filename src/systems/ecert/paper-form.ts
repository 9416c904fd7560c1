import { Type } from 'typebox';
import { defineParameter } from '../../ledger/parameters/index.ts';

const strict = { additionalProperties: false } as const;

/** The two languages of a paper, the first large. */
const LANGUAGE_PAIR = '^(zh|en|fr|es|ru|ar),(zh|en|fr|es|ru|ar)$';

/**
 * How the certificates of the installation, of an authority or of an office look on paper: in which two languages, and by
 * which template where not by the release's. A template is Typst; it sees its data and nothing else.
 */
export const paperFormParameter = defineParameter({
  name: 'paper-form',
  key: Type.Object({}, strict),
  value: Type.Object(
    {
      languages: Type.Optional(
        Type.String({ pattern: LANGUAGE_PAIR, title: 'parameter-field-paper-languages' }),
      ),
      template: Type.Optional(
        Type.String({ minLength: 1, maxLength: 100_000, title: 'parameter-field-paper-template' }),
      ),
    },
    strict,
  ),
  levels: ['platform', 'authority', 'office'],
  readers: 'signed-in',
});
