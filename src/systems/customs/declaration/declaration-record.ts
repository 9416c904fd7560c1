import {
  defineRecord,
  keeps,
  plainNumber,
  wordsOf,
  wordsSought,
  type Condition,
  type Named,
} from '../../../ledger/index.ts';
import { OUTCOMES } from '../../../verification/facts/index.ts';
import { DECLARATION_STATES, DeclarationBody } from './declaration-body.ts';
import { declarationLifecycle } from './declaration-lifecycle.ts';

/** First letters of search terms, by what they are of. */
const TERM = {
  authority: 'a',
  bill: 'b',
  commodity: 'c',
  despatch: 'd',
  equipment: 'e',
  office: 'f',
  number: 'n',
  declarant: 'o',
  port: 'p',
  reference: 'r',
  word: 'w',
  reason: 'x',
  attention: 'y',
} as const;

function termsOf(record: Named<DeclarationBody>): readonly string[] {
  const { authority, office, number, body } = record;
  const terms = new Set<string>([
    TERM.authority + authority,
    TERM.declarant + body.declarant,
    TERM.number + plainNumber(number),
  ]);
  const add = (letter: string, value: string | undefined) => {
    if (value !== undefined && value !== '') terms.add(letter + value);
  };
  add(TERM.office, office);
  add(TERM.despatch, body.despatchCountry);
  add(TERM.port, body.port);
  for (const bill of body.transportDocuments) {
    add(TERM.bill, plainNumber(bill));
    for (const commodity of body.commodities) add(TERM.bill, `${plainNumber(bill)}/${commodity}`);
  }
  for (const commodity of body.commodities)
    for (let length = 2; length <= commodity.length; length += 2)
      add(TERM.commodity, commodity.slice(0, length));
  for (const container of body.containers) add(TERM.equipment, plainNumber(container));
  for (const { reference } of body.documents) add(TERM.reference, plainNumber(reference));
  for (const { code } of body.reasons) add(TERM.reason, code);
  for (const text of [body.consignor, body.consignee, body.goods])
    for (const word of wordsOf(text ?? '')) add(TERM.word, word);
  for (const kind of attentionOf(body)) add(TERM.attention, kind);
  return [...terms];
}

/** What an official's eye is wanted for. */
export const ATTENTIONS = ['alert', 'second-official', 'asked', 'answered', 'overruled', 'fallback'] as const;

function attentionOf({ alerts, proposed, annulling, inquiries, overruled, fallback }: DeclarationBody) {
  const wanted = new Set<(typeof ATTENTIONS)[number]>();
  if (alerts.length > 0) wanted.add('alert');
  if (proposed !== undefined || annulling !== undefined) wanted.add('second-official');
  if (overruled !== undefined) wanted.add('overruled');
  if (fallback === true) wanted.add('fallback');
  for (const { answered } of inquiries) wanted.add(answered === undefined ? 'asked' : 'answered');
  return wanted;
}

const whole =
  (letter: string, read: (value: string) => string = (value) => value) =>
  (value: string): readonly Condition[] | 'too-short' => {
    const sought = read(value);
    return sought === '' ? 'too-short' : [{ is: 'termed', value: [letter + sought] }];
  };

const oneOf =
  (column: string, known: readonly string[]) =>
  (value: string): readonly Condition[] | undefined => {
    const values = value.split(',');
    return values.every((each) => known.includes(each))
      ? [{ column, is: 'any-of', value: values }]
      : undefined;
  };

const day =
  (column: string, is: 'from' | 'until') =>
  (value: string): readonly Condition[] | undefined =>
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(value) ? [{ column, is, value }] : undefined;

/** The term that two declarations of one transport document and commodity share. */
export function sameShipmentTerms(
  body: Pick<DeclarationBody, 'transportDocuments' | 'commodities'>,
): readonly string[] {
  return body.transportDocuments.flatMap((bill) =>
    body.commodities.map((commodity) => `${TERM.bill}${plainNumber(bill)}/${commodity}`),
  );
}

/** A customs declaration as a record of the ledger: seen by the customs authority that keeps it, and by who lodged it. */
export const declarationRecord = defineRecord({
  name: 'declaration',
  schema: DeclarationBody,
  lifecycle: declarationLifecycle,
  order: 'touched',
  columns: {
    touched: { type: 'timestamptz', of: ({ body }) => body.touched },
    declarant: { type: 'text', of: ({ body }) => body.declarant },
    lodged: { type: 'date', of: ({ body }) => body.lodged },
    outcome: { type: 'text', of: ({ body }) => body.outcome },
    deadline: { type: 'date', of: ({ body }) => body.deadline },
    value: { type: 'numeric', of: ({ body }) => body.value?.amount },
    currency: { type: 'text', of: ({ body }) => body.value?.currency },
  },
  isParty: (scope, record) =>
    scope.kind === 'public' ? scope.organisation?.key === record.body.declarant : keeps(scope, record),
  terms: termsOf,
  scoped(scope) {
    if (scope.kind === 'authority') return [{ is: 'termed', value: [TERM.authority + scope.authority] }];
    if (scope.kind !== 'public' || scope.organisation === undefined) return [];
    return [{ is: 'termed', value: [TERM.declarant + scope.organisation.key] }];
  },
  filters: {
    number: whole(TERM.number, plainNumber),
    office: whole(TERM.office),
    declarant: whole(TERM.declarant),
    port: whole(TERM.port),
    despatch: whole(TERM.despatch),
    /** Beginning of a commodity code, two digits at a time. */
    commodity: (value) =>
      /^\d+$/.test(value) && value.length % 2 === 0
        ? [{ is: 'termed', value: [TERM.commodity + value] }]
        : undefined,
    /** A cited reference, however it is parted. */
    reference: whole(TERM.reference, plainNumber),
    transportDocument: whole(TERM.bill, plainNumber),
    container: whole(TERM.equipment, plainNumber),
    /** Code of a reason of the last decision. */
    reason: whole(TERM.reason),
    attention: (value) =>
      ATTENTIONS.some((known) => known === value)
        ? [{ is: 'termed', value: [TERM.attention + value] }]
        : undefined,
    words(value) {
      const words = wordsSought(value);
      return words.length === 0
        ? 'too-short'
        : [{ is: 'termed', value: words.map((word) => TERM.word + word) }];
    },
    /** One state, or several parted by commas. */
    state: oneOf('state', DECLARATION_STATES),
    outcome: oneOf('outcome', OUTCOMES),
    deadlineUntil: day('deadline', 'until'),
    lodgedFrom: day('lodged', 'from'),
    lodgedUntil: day('lodged', 'until'),
  },
});
