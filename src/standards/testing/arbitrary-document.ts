import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { toBase64 } from '../../base/index.ts';
import { CODE_LISTS } from '../codes/code-lists.ts';
import { saysNothing } from '../message/absence.ts';
import type { BasicTypeName } from '../message/basic-types.ts';
import { readDate } from '../message/date-reading.ts';
import type { CompiledElement, CompiledStructure } from '../message/compiled.ts';
import { compile } from '../message/compiled.ts';
import type { MessageDefinition, ValueProfile } from '../message/definition.ts';
import type { MessageDocument } from '../message/document-type.ts';
import { isXmlText } from '../message/lexical.ts';
import type { ValueFormat } from '../message/value-format.ts';
import { isOfFormat } from '../message/value-format.ts';
import { collapse } from '../message/wording.ts';

/** Levels below which optional structures are left out, so that documents stay small. */
const DEPTH = 5;

const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('b', 'Z', '0', '9', ' ', '-', '.', '&', '<', '>', '"', "'") },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'é',
      'ß',
      '检',
      '疫',
      '\u00a0',
      '\u0085',
      '\u2028',
      '😀',
      ']',
      '\t',
      '\n',
      '\r',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
);
const written = fc
  .array(character, { minLength: 1, maxLength: 12 })
  .map((characters) => `a${characters.join('')}`)
  .filter((text) => isXmlText(text) && !saysNothing(text));
const token = written.map(collapse).filter((text) => text === collapse(text) && !saysNothing(text));

const digits = fc.stringMatching(/^[0-9]{1,8}$/);
const decimal = fc.tuple(fc.boolean(), digits, fc.option(digits)).map(([negative, whole, fraction]) => {
  const text = fraction === null ? whole : `${whole}.${fraction}`;
  return negative ? `-${text}` : text;
});
const day = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2090-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const zone = fc.constantFrom('Z', '+08:00', '-03:30');
const dateTime = fc.oneof(
  day.map((text) => ({ value: text.slice(0, 10) })),
  fc.tuple(day, zone).map(([text, offset]) => ({ value: text.slice(0, 19) + offset })),
  fc.tuple(day, zone).map(([text, offset]) => ({ value: text.slice(0, 23) + offset, form: 'dateTime' })),
  day.map((text) => ({ value: text.slice(0, 10).replaceAll('-', ''), format: '102' })),
);
/** Dates as the WCO has them: in this century only. */
const profiledDate = fc
  .oneof(
    day.map((text) => ({ value: `20${text.slice(2, 10).replaceAll('-', '')}`, format: '102' })),
    fc.tuple(day, fc.constantFrom('Z', '+08', '-03')).map(([text, offset]) => ({
      value: `20${text.slice(2, 19).replaceAll(/[-:T]/g, '')}${offset}`,
      format: '304',
    })),
  )
  .filter(({ value, format }) => readDate({ value, format }) !== undefined);
const base64 = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => toBase64(bytes));
const unit = fc.constantFrom(...CODE_LISTS.unit.codes);

/** Values of an element that its schema and its code list admit. */
export function valueOf(
  element: CompiledElement,
  type: BasicTypeName,
  profile: ValueProfile | undefined,
): Arbitrary<object> {
  if (element.format !== undefined) return formatted(element, type, element.format);
  return profile && type === 'dateTime' ? profiledDate : basic(element, type);
}

function basic(element: CompiledElement, type: BasicTypeName): Arbitrary<object> {
  const { list, definition } = element;
  const codes = list && definition.enumerated === true ? fc.constantFrom(...list.codes) : undefined;
  const amount = definition.nonNegative === true ? decimal.map((text) => text.replace('-', '')) : decimal;
  switch (type) {
    case 'amount':
      return fc.record(
        { value: decimal, currency: fc.constantFrom('CNY', 'NZD') },
        { requiredKeys: ['value'] },
      );
    case 'text':
      return codes
        ? codes.map((value) => ({ value }))
        : fc.record({ value: written, language: fc.constantFrom('en', 'zh') }, { requiredKeys: ['value'] });
    case 'id':
      if (codes) return codes.map((value) => ({ value }));
      if (list) return fc.constantFrom(...list.codes).map((value) => ({ value }));
      return fc.record({ value: token, scheme: token, schemeName: written }, { requiredKeys: ['value'] });
    case 'code':
      if (codes) return fc.record({ value: codes, name: written }, { requiredKeys: ['value'] });
      if (list) return fc.constantFrom(...list.codes).map((value) => ({ value }));
      return fc.record({ value: token, listName: written, name: written }, { requiredKeys: ['value'] });
    case 'measure':
      return fc.record({ value: amount, unit });
    case 'quantity':
      return fc.record({ value: amount, unit }, { requiredKeys: ['value'] });
    case 'numeric':
      return fc.record({ value: decimal });
    case 'binary':
      return fc.record({ value: base64, filename: written, mimeCode: token }, { requiredKeys: ['value'] });
    case 'dateTime':
      return dateTime;
    case 'indicator':
      return fc.record({ value: fc.boolean() });
  }
}

/** A value of a form that the schema demands, with the attributes that all profiles have. */
function formatted(element: CompiledElement, type: BasicTypeName, format: ValueFormat): Arbitrary<object> {
  const value = contentOf(element, format);
  switch (type) {
    case 'measure':
      return fc.record({ value, unit });
    case 'quantity':
      return fc.record({ value, unit }, { requiredKeys: ['value'] });
    case 'amount':
      return fc.record({ value, currency: fc.constantFrom('CNY', 'NZD') }, { requiredKeys: ['value'] });
    default:
      return fc.record({ value });
  }
}

function contentOf({ basic, list, definition }: CompiledElement, format: ValueFormat): Arbitrary<string> {
  if (format.kind === 'choice') return fc.constantFrom(...format.values);
  if (list) return fc.constantFrom(...list.codes.filter((code) => isOfFormat(code, format)));
  if (format.kind === 'number') {
    const amount = definition.nonNegative === true ? decimal.map((text) => text.replace('-', '')) : decimal;
    return amount
      .map((text) => (format.fraction === 0 ? text.replace(/\..*/, '') : text))
      .map((text) => (isOfFormat(text, format) ? text : '7'));
  }
  const { most, least } = format;
  if (isOfFormat('A1', { ...format, least: 1, most: 2 })) {
    return (basic === 'text' ? written : token)
      .map((text) => Array.from(text.slice(0, most)).join('').padEnd(least, 'x'))
      .map((text) =>
        isOfFormat(text, format) && text === collapse(text) && isXmlText(text) ? text : 'x'.repeat(most),
      );
  }
  const characters = isOfFormat('a', { ...format, least: 1, most: 1 }) ? 'abYZ' : '0189';
  return fc
    .array(fc.constantFrom(...characters), { minLength: least, maxLength: most })
    .map((parts) => parts.join(''));
}

function structure(
  of: CompiledStructure,
  depth: number,
  profile: ValueProfile | undefined,
): Arbitrary<object> {
  const members: Record<string, Arbitrary<unknown>> = {};
  const required: string[] = [];
  for (const element of of.elements) {
    const isRequired = of.required.includes(element);
    if (element.foreign || (element.structure && depth >= DEPTH && !isRequired)) continue;
    const one = element.structure
      ? structure(element.structure, depth + 1, profile)
      : valueOf(element, element.basic ?? 'text', profile);
    // An empty structure is never written: its absence says the same.
    const filled = element.structure ? one.filter((value) => Object.keys(value).length > 0) : one;
    members[element.property] = element.repeatable
      ? fc.array(filled, { minLength: 1, maxLength: 2 })
      : filled;
    if (isRequired) required.push(element.property);
  }
  const optional = Object.keys(members).filter((property) => !required.includes(property));
  // A subset is drawn first, so that most documents say little and some say much.
  return fc
    .subarray(optional, { maxLength: Math.min(optional.length, depth < 2 ? optional.length : 5) })
    .chain((chosen) =>
      fc.record(
        Object.fromEntries(
          [...required, ...chosen].map((property) => [property, members[property] ?? fc.constant(undefined)]),
        ),
      ),
    );
}

/** Structures that say what their schema demands and no more, without some of their properties. */
export function smallest(
  of: CompiledStructure,
  definition: MessageDefinition,
  without: readonly string[] = [],
): Arbitrary<object> {
  const demanded = of.elements.filter(
    ({ mandatory, canBeEmpty, property }) => mandatory && !canBeEmpty && !without.includes(property),
  );
  return fc.record(
    Object.fromEntries(
      demanded.map((element): [string, Arbitrary<unknown>] => {
        const one = element.structure
          ? smallest(element.structure, definition)
          : valueOf(element, element.basic ?? 'text', definition.profile);
        return [element.property, element.repeatable ? one.map((item) => [item]) : one];
      }),
    ),
  );
}

/** Documents of a message that can be written: every value within its schema and its code lists. */
export function arbitraryDocument<const Definition extends MessageDefinition>(
  definition: Definition,
): Arbitrary<MessageDocument<Definition>> {
  // Built from the definition that the type is made of.
  return structure(compile(definition).root, 0, definition.profile) as Arbitrary<MessageDocument<Definition>>;
}
