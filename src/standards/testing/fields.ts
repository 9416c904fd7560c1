import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { BASIC_TYPES } from '../message/basic-types.ts';
import type { CompiledElement, CompiledStructure } from '../message/compiled.ts';
import { compile } from '../message/compiled.ts';
import { readDate } from '../message/date-reading.ts';
import type { MessageDefinition } from '../message/definition.ts';
import type { Node } from '../switch/equality.ts';
import { itemsOf } from '../switch/equality.ts';
import { smallest, valueOf } from './arbitrary-document.ts';

/** A basic value of a message by the elements that lead to it. */
export interface Field {
  /** Names of the elements from the root, without positions. */
  readonly path: string;
  readonly steps: readonly CompiledElement[];
  readonly element: CompiledElement;
}

/** Every basic value of a message; a structure within itself is not entered again. */
export function fieldsOf(definition: MessageDefinition): readonly Field[] {
  const found: Field[] = [];
  const walk = (
    structure: CompiledStructure,
    steps: readonly CompiledElement[],
    around: readonly CompiledStructure[],
  ): void => {
    for (const element of structure.elements) {
      const inner = element.structure;
      const through = [...steps, element];
      if (!inner) {
        const path = `/${[definition.root, ...through.map(({ name }) => name)].join('/')}`;
        found.push({ path, steps: through, element });
      } else if (!around.includes(inner)) walk(inner, through, [...around, inner]);
    }
  };
  const { root } = compile(definition);
  walk(root, [], [root]);
  return found;
}

/**
 * Documents of a message that say what a base says and one value besides, which has every attribute of its type, and what its
 * schema demands beside it; several such where the innermost list on the way is to have several items.
 */
export function documentWith(
  definition: MessageDefinition,
  base: object,
  field: Field,
  content: Arbitrary<object> = describedValueOf(field.element, definition),
  several = 1,
): Arbitrary<object> {
  const innermost = field.steps.findLastIndex(({ repeatable }) => repeatable);
  const nested = (structure: CompiledStructure, around: Node, depth: number): Arbitrary<object> => {
    const step = field.steps[depth];
    if (!step) return content;
    const [first = {}] = itemsOf(around, step);
    const item = step.structure ? nested(step.structure, first, depth + 1) : content;
    const times = depth === innermost ? several : 1;
    const items = step.repeatable ? fc.array(item, { minLength: times, maxLength: times }) : item;
    const lacking = smallest(structure, definition, [step.property, ...Object.keys(around)]);
    return fc.tuple(lacking, items).map(([more, value]) => ({ ...more, ...around, [step.property]: value }));
  };
  return nested(compile(definition).root, base as Node, 0); // plain data, walked by its definition
}

const attributeText = fc.stringMatching(/^[A-Za-z][a-z0-9]{1,5}$/);

/** A value with all its attributes; those of an enumerated code are its schema's to fix. */
function describedValueOf(element: CompiledElement, definition: MessageDefinition): Arbitrary<object> {
  const plain = valueOf(element, element.basic ?? 'text', definition.profile);
  if (element.basic === undefined || element.basic === 'dateTime' || element.list) return plain;
  const described = BASIC_TYPES[element.basic].attributes.filter(
    ({ name }) => name !== 'unitCode' && name !== 'unitCodeListVersionID',
  );
  const attributes = fc.record(
    Object.fromEntries(
      described.map(({ property, type }): [string, Arbitrary<string>] => [
        property,
        type === 'anyURI' ? attributeText.map((text) => `urn:x:${text}`) : attributeText,
      ]),
    ),
  );
  return fc.tuple(attributes, plain).map(([more, value]) => ({ ...more, ...value }));
}

/** Every value of a document with its path, by another way than the one that losses are found by. */
export function leavesOf(definition: MessageDefinition, document: object): string[] {
  const found: string[] = [];
  const walk = (node: Node, structure: CompiledStructure, path: string): void => {
    for (const element of structure.elements) {
      for (const [index, item] of itemsOf(node, element).entries()) {
        const at = `${path}/${element.name}${element.repeatable ? `[${String(index + 1)}]` : ''}`;
        if (element.structure) walk(item, element.structure, at);
        else found.push(...leafOf(element, item, at));
      }
    }
  };
  walk(document as Node, compile(definition).root, `/${definition.root}`); // plain data, walked by its definition
  return found;
}

function leafOf(element: CompiledElement, item: Node, at: string): string[] {
  const { value } = item;
  if (element.basic === 'dateTime') {
    const { format } = item;
    const reading = readDate({ value: String(value), ...(typeof format === 'string' ? { format } : {}) });
    const text = reading?.instant?.toISOString() ?? reading?.text;
    return [`${at} ${text ?? String(value)}`];
  }
  const attributes = element.basic ? BASIC_TYPES[element.basic].attributes : [];
  const described = attributes.flatMap(({ name, property }) =>
    item[property] === undefined ? [] : [`${at}/@${name} ${JSON.stringify(item[property])}`],
  );
  const isNumber = ['measure', 'quantity', 'numeric'].includes(element.basic ?? '');
  return [`${at} ${isNumber ? String(Number(value)) : String(value)}`, ...described];
}
