import type { Finding, FindingArea, FindingLevel } from '../../base/index.ts';
import { CODE_LISTS } from '../codes/code-lists.ts';
import type { CompiledElement, CompiledStructure } from './compiled.ts';
import { compile } from './compiled.ts';
import type { FindingCode } from './finding-codes.ts';
import { readDate } from './date-reading.ts';
import type { MessageDefinition } from './definition.ts';
import type { Place } from './place.ts';
import { pathOf } from './place.ts';
import { isOfFormat } from './value-format.ts';
import { clip } from './wording.ts';

/** Takes a finding; the place is spelt only when there is one. */
export type Find = (
  area: FindingArea,
  level: FindingLevel,
  code: FindingCode,
  place: Place,
  values: Readonly<Record<string, string>>,
) => void;

/** A basic value before it has its type. */
interface AnyValue {
  readonly value?: unknown;
  readonly unit?: unknown;
  readonly list?: unknown;
  readonly format?: unknown;
}

/**
 * Grades the values of a document that did not come from a message: absent elements (MandatoryElements), unknown codes
 * and units, unreadable dates, negative amounts (Mapping). {@link readMessage} has done so already.
 */
export function gradeValues(definition: MessageDefinition, document: object): Finding[] {
  const findings: Finding[] = [];
  const find: Find = (area, level, code, place, values) => {
    findings.push({ area, level, code, path: pathOf(place), values });
  };
  const message = compile(definition);
  gradeTree(document, message.root, { parent: undefined, name: definition.root, position: 0 }, find);
  return findings;
}

function gradeTree(node: object, structure: CompiledStructure, place: Place, find: Find): void {
  for (const [property, content] of Object.entries(node) as [string, unknown][]) {
    const element = structure.byProperty.get(property);
    if (!element) continue;
    const several: readonly unknown[] = Array.isArray(content) ? content : [content];
    for (const [index, value] of several.entries()) {
      if (typeof value !== 'object' || value === null) continue;
      const at = { parent: place, name: element.name, position: element.repeatable ? index + 1 : 0 };
      if (element.structure) gradeTree(value, element.structure, at, find);
      else gradeValue(value, element, at, find);
    }
  }
  gradeAbsence(node, structure, place, find);
}

/** Reports what a structure lacks. */
export function gradeAbsence(node: object, structure: CompiledStructure, place: Place, find: Find): void {
  for (const element of structure.required) {
    if (Object.hasOwn(node, element.property)) continue;
    const at = { parent: place, name: element.name, position: 0 };
    const graded = element.definition.missing;
    if (graded) find('MandatoryElements', graded, 'missing-element', at, { element: element.name });
    else find('Schema', 'WARNING', 'missing-element', at, { element: element.name });
  }
}

/** Grades one basic value. */
export function gradeValue(value: AnyValue, element: CompiledElement, place: Place, find: Find): void {
  if (element.format !== undefined) gradeFormat(value, element, place, find);
  switch (element.basic) {
    case 'measure':
      gradeUnit(value, element, place, find);
      break;
    case 'quantity':
      if (value.unit !== undefined) gradeUnit(value, element, place, find);
      else gradeSign(value, element, place, find);
      break;
    case 'dateTime':
      gradeDate(value, element, place, find);
      break;
    case 'code':
    case 'id':
    case 'text':
      if (element.list) gradeCode(value, element, place, find);
      break;
    default:
  }
}

function gradeFormat(
  { value }: AnyValue,
  { format, definition }: CompiledElement,
  place: Place,
  find: Find,
): void {
  if (format === undefined || typeof value !== 'string' || isOfFormat(value, format)) return;
  find('Schema', 'WARNING', 'value-not-of-format', place, {
    value: clip(value),
    format: definition.format ?? '',
  });
}

function gradeUnit(value: AnyValue, element: CompiledElement, place: Place, find: Find): void {
  gradeSign(value, element, place, find);
  if (typeof value.unit !== 'string') {
    find('Mapping', 'WARNING', 'missing-unit', place, { element: element.name });
  } else if (!CODE_LISTS.unit.has(element.anyUnit ? withoutQualifier(value.unit) : value.unit)) {
    find('Mapping', 'WARNING', 'unknown-unit', place, { unit: clip(value.unit) });
  }
}

/** The unit of a qualified one: `KGM` of `KGM#G`. */
function withoutQualifier(unit: string): string {
  return /^[A-Z0-9]{2,3}(?=#)/.exec(unit)?.[0] ?? unit;
}

function gradeSign(value: AnyValue, element: CompiledElement, place: Place, find: Find): void {
  if (element.definition.nonNegative !== true || typeof value.value !== 'string') return;
  if (value.value.startsWith('-') && /[1-9]/.test(value.value)) {
    find('Mapping', 'SEVERE', 'negative-amount', place, { value: clip(value.value) });
  }
}

function gradeDate(value: AnyValue, element: CompiledElement, place: Place, find: Find): void {
  if (typeof value.value !== 'string') return;
  const format = typeof value.format === 'string' ? { format: value.format } : {};
  const reading = readDate({ value: value.value, ...format });
  if (reading?.precision === 'local') {
    find('Mapping', 'INFO', 'date-without-zone', place, { value: value.value });
  } else if (!reading) {
    // As grave as its absence: nobody can order or compare a date that cannot be read.
    const level = element.definition.missing ?? 'WARNING';
    find('Mapping', level, 'unreadable-date', place, { value: clip(value.value) });
  }
}

function gradeCode(value: AnyValue, element: CompiledElement, place: Place, find: Find): void {
  const { list } = element;
  if (!list || typeof value.value !== 'string' || list.has(value.value)) return;
  if (typeof value.list === 'string' && value.list !== list.listId) {
    find('Mapping', 'INFO', 'other-code-list', place, { found: clip(value.list), expected: list.title });
    return;
  }
  find('Mapping', list.complete ? 'WARNING' : 'INFO', 'unknown-code', place, {
    code: clip(value.value),
    list: list.title,
  });
}
