import type { ElementMember, JsonForm, Member } from '../json-form/shape.ts';
import type { CompiledElement, CompiledStructure } from '../message/compiled.ts';
import { compile } from '../message/compiled.ts';
import type { JsonSchema } from './json-schema.ts';

const DECIMAL = { type: 'string', pattern: '^[+-]?(\\d+|\\d*\\.\\d+)$' };

/** The JSON Schema (draft 2020-12) of a JSON form as it is written: what the form's own schema admits of our documents. */
export function formSchema(form: JsonForm, identifier: string): JsonSchema {
  const { root, structures } = compile(form.definition);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: identifier,
    title: form.title,
    ...objectOf(form, form.root, root),
    $defs: Object.fromEntries(
      Object.entries(form.structures).flatMap(([name, members]) => {
        const structure = structures.get(name);
        return structure ? [[name, objectOf(form, members, structure)]] : [];
      }),
    ),
  };
}

function objectOf(form: JsonForm, members: readonly Member[], structure: CompiledStructure): JsonSchema {
  const required = members.flatMap((member) => ('element' in member && member.required ? [member.json] : []));
  return {
    type: 'object',
    properties: Object.fromEntries(members.map((member) => [member.json, memberOf(form, member, structure)])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

function memberOf(form: JsonForm, member: Member, structure: CompiledStructure): JsonSchema {
  if ('group' in member) return arrayed(member.as, objectOf(form, member.group, structure));
  if ('each' in member) return { type: 'array', items: objectOf(form, [member.each], structure) };
  const element = structure.byName.get(member.element);
  if (!element) return {};
  const one = element.structure
    ? { $ref: `#/$defs/${element.structure.name}` }
    : valueOf(form, member, element);
  return {
    ...arrayed(member.as, one),
    description: `${element.definition.meaning} ${element.definition.unId}`.trim(),
  };
}

function arrayed(as: ElementMember['as'], items: JsonSchema): JsonSchema {
  if (as === undefined) return items;
  return { type: 'array', minItems: 1, ...(as === 'one' ? { maxItems: 1 } : {}), items };
}

function valueOf(form: JsonForm, member: ElementMember, element: CompiledElement): JsonSchema {
  switch (element.basic) {
    case 'indicator':
      return { type: 'boolean' };
    case 'dateTime':
      return member.day === true
        ? { type: 'string', anyOf: [{ format: 'date' }, { format: 'date-time' }] }
        : { type: 'string', format: 'date-time' };
    default:
  }
  const names = member.attributes ?? form.attributes[element.basic ?? ''] ?? [];
  const isNumber = element.basic === 'measure' || element.basic === 'quantity' || element.basic === 'numeric';
  return {
    type: 'object',
    properties: {
      content: member.codes
        ? { enum: member.codes.map(([, theirs]) => theirs) }
        : isNumber
          ? DECIMAL
          : { type: 'string' },
      ...Object.fromEntries(
        names.map((name) => [
          name.replace(/ID$/, 'Id').replace(/URI$/, 'Uri'),
          { type: 'string', minLength: 1 },
        ]),
      ),
    },
    required: ['content', ...(member.dimension === undefined ? [] : ['unitCode'])],
    additionalProperties: false,
  };
}
