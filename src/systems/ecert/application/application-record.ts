import {
  defineRecord,
  plainNumber,
  wordsOf,
  wordsSought,
  type Condition,
  type Named,
} from '../../../ledger/index.ts';
import { APPLICATION_STATES, ApplicationBody } from './application-body.ts';
import { applicationLifecycle } from './application-lifecycle.ts';

/** First letters of search terms, by what they are of. */
const TERM = {
  authority: 'a',
  office: 'f',
  model: 'm',
  number: 'n',
  author: 'u',
  destination: 'd',
  batch: 'b',
  word: 'w',
} as const;

function termsOf({ authority, office, number, body }: Named<ApplicationBody>): readonly string[] {
  const { summary } = body;
  const terms = new Set<string>([
    TERM.authority + authority,
    TERM.model + body.model,
    TERM.number + plainNumber(number),
  ]);
  if (office !== undefined) terms.add(TERM.office + office);
  if (body.certificate !== undefined) terms.add(TERM.number + plainNumber(body.certificate.number));
  if (body.batch !== undefined) terms.add(TERM.batch + body.batch.id);
  if (summary.destination !== undefined) terms.add(TERM.destination + summary.destination);
  for (const author of body.authors) terms.add(TERM.author + author);
  for (const text of [summary.consignor, summary.consignee, summary.product]) {
    for (const word of wordsOf(text ?? '')) terms.add(TERM.word + word);
  }
  return [...terms];
}

const whole =
  (letter: string) =>
  (value: string): readonly Condition[] | 'too-short' =>
    value === '' ? 'too-short' : [{ is: 'termed', value: [letter + value] }];

/** An application as a record of the ledger: seen by the authority's own offices only. */
export const applicationRecord = defineRecord({
  name: 'application',
  schema: ApplicationBody,
  lifecycle: applicationLifecycle,
  order: 'touched',
  columns: {
    touched: { type: 'timestamptz', of: ({ body }) => body.touched },
    model: { type: 'text', of: ({ body }) => body.model },
    destination: { type: 'text', of: ({ body }) => body.summary.destination },
  },
  terms: termsOf,
  scoped: (scope) =>
    scope.kind === 'authority' ? [{ is: 'termed', value: [TERM.authority + scope.authority] }] : [],
  filters: {
    office: whole(TERM.office),
    model: whole(TERM.model),
    destination: whole(TERM.destination),
    /** Who wrote in it. */
    author: whole(TERM.author),
    batch: whole(TERM.batch),
    /** The number of the application or of the certificate that it became. */
    number(value) {
      const plain = plainNumber(value);
      return plain === '' ? 'too-short' : [{ is: 'termed', value: [TERM.number + plain] }];
    },
    /** Words of consignor, consignee or goods. */
    words(value) {
      const words = wordsSought(value);
      return words.length === 0
        ? 'too-short'
        : [{ is: 'termed', value: words.map((word) => TERM.word + word) }];
    },
    /** One state, or several parted by commas. */
    state(value) {
      const states = value.split(',');
      if (!states.every((state) => APPLICATION_STATES.some((known) => known === state))) return undefined;
      return [{ column: 'state', is: 'any-of', value: states }];
    },
  },
});
