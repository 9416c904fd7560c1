import type { CodeList } from '../codes/code-list.ts';
import { CODE_LISTS } from '../codes/code-lists.ts';
import type { BasicTypeName } from '../message/basic-types.ts';
import { BASIC_TYPES } from '../message/basic-types.ts';
import { basicTypesOf } from '../message/compiled.ts';
import type { ElementDefinition, MessageDefinition, StructureDefinition } from '../message/definition.ts';
import { isRepeatable } from '../message/definition.ts';
import { propertyName } from '../message/document-type.ts';

/** A JSON Schema or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const VALUES: Readonly<Record<BasicTypeName, JsonSchema>> = {
  text: { type: 'string', minLength: 1 },
  id: { type: 'string', minLength: 1 },
  code: { type: 'string', minLength: 1 },
  measure: { type: 'string', pattern: '^[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})$' },
  quantity: { type: 'string', pattern: '^[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})$' },
  amount: { type: 'string', pattern: '^[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})$' },
  numeric: { type: 'string', pattern: '^[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})$' },
  binary: { type: 'string', contentEncoding: 'base64' },
  dateTime: { type: 'string', minLength: 1 },
  indicator: { type: 'boolean' },
};

/**
 * The JSON Schema (draft 2020-12) of our documents. It demands nothing, since a draft may lack anything; what must be
 * there to be written the writer says. Long lists are named, not enumerated.
 */
export function jsonSchema(definition: MessageDefinition, identifier: string): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: identifier,
    title: definition.title,
    description: definition.structures[definition.root]?.meaning,
    $ref: `#/$defs/${definition.root}`,
    $defs: Object.fromEntries([
      ...Object.entries(definition.structures).map(([name, structure]) => [
        name,
        structureSchema(definition, structure),
      ]),
      ...basicTypesOf(definition).map((name) => [name, basicSchema(name)]),
    ]),
  };
}

function structureSchema(definition: MessageDefinition, structure: StructureDefinition): JsonSchema {
  return {
    type: 'object',
    description: structure.meaning,
    properties: Object.fromEntries(
      structure.elements.map((element) => [
        propertyName(element.name, definition.infix),
        elementSchema(element),
      ]),
    ),
    additionalProperties: false,
  };
}

function elementSchema(element: ElementDefinition): JsonSchema {
  const only = element.only === undefined ? '' : ` Only in version ${element.only.join(', ')}.`;
  const format = element.format === undefined ? '' : ` Format: ${element.format}.`;
  const description = `${element.meaning} ${element.unId}${only}`.trim() + format;
  const reference = `#/$defs/${element.type}`;
  const list: CodeList | undefined = element.list && CODE_LISTS[element.list];
  const one =
    list && element.enumerated === true && list.codes.length <= 50
      ? { $ref: reference, properties: { value: { enum: list.codes } } }
      : { $ref: reference };
  return isRepeatable(element.wire)
    ? {
        type: 'array',
        minItems: 1,
        ...(element.most === undefined ? {} : { maxItems: element.most }),
        items: one,
        description: withList(description, list),
      }
    : { ...one, description: withList(description, list) };
}

function withList(description: string, list: CodeList | undefined): string {
  return list ? `${description} Code list: ${list.title}.` : description;
}

function basicSchema(name: BasicTypeName): JsonSchema {
  const attributes = BASIC_TYPES[name].attributes.map(({ property, name: attribute }) => [
    property,
    { type: 'string', minLength: 1, description: `@${attribute}` },
  ]);
  return {
    type: 'object',
    properties: Object.fromEntries([
      ['value', VALUES[name]],
      ...(name === 'dateTime' ? [['form', { const: 'dateTime' }]] : []),
      ...attributes,
    ]),
    required: ['value'],
    additionalProperties: false,
  };
}
