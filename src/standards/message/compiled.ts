import type { CodeList } from '../codes/code-list.ts';
import { CODE_LISTS } from '../codes/code-lists.ts';
import type { BasicTypeName } from './basic-types.ts';
import { BASIC_TYPES, isBasicType, isNumber } from './basic-types.ts';
import type { ElementDefinition, MessageDefinition, StructureDefinition } from './definition.ts';
import { isMandatory, isRepeatable } from './definition.ts';
import { propertyName } from './document-type.ts';
import type { ValueFormat } from './value-format.ts';
import { parseFormat } from './value-format.ts';

/** An element of a definition, looked up once and for all. */
export interface CompiledElement {
  readonly definition: ElementDefinition;
  readonly name: string;
  readonly property: string;
  /** Position in its structure. */
  readonly order: number;
  readonly repeatable: boolean;
  readonly basic: BasicTypeName | undefined;
  /** The structure of a composed element; read only where `basic` is undefined. */
  readonly structure: CompiledStructure | undefined;
  readonly list: CodeList | undefined;
  readonly format: ValueFormat | undefined;
  /** Units of national lists are admitted. */
  readonly anyUnit: boolean;
  /** Demanded by the wire schema or by the UN/CEFACT library: written empty when there is nothing to say. */
  readonly demanded: boolean;
  /** Demanded by the wire schema. */
  readonly mandatory: boolean;
  /** Not in the schema of this version: read, never written. */
  readonly foreign: boolean;
  /** Whether it may be sent empty: texts, identifiers, free codes, date strings, and structures made of such. */
  readonly canBeEmpty: boolean;
  /** Opening of its start tag and its end tag, with the prefix it is written with. */
  readonly open: string;
  readonly close: string;
}

export interface CompiledStructure {
  readonly name: string;
  readonly definition: StructureDefinition;
  readonly elements: readonly CompiledElement[];
  /** Elements whose absence is reported: graded ones, and those the wire schema demands and that cannot be sent empty. */
  readonly required: readonly CompiledElement[];
  readonly byName: ReadonlyMap<string, CompiledElement>;
  readonly byProperty: ReadonlyMap<string, CompiledElement>;
}

export interface CompiledMessage {
  readonly definition: MessageDefinition;
  readonly root: CompiledStructure;
  readonly structures: ReadonlyMap<string, CompiledStructure>;
}

/** Basic types that the elements of a message have, in the order of the library. */
export function basicTypesOf(definition: MessageDefinition): readonly BasicTypeName[] {
  const used = new Set(
    Object.values(definition.structures).flatMap(({ elements }) => elements.map(({ type }) => type)),
  );
  return Object.keys(BASIC_TYPES).filter((name): name is BasicTypeName => used.has(name));
}

const compiled = new WeakMap<MessageDefinition, CompiledMessage>();

/** The lookup form of a definition, made at its first use. A definition that names a structure it lacks is a programming fault. */
export function compile(definition: MessageDefinition): CompiledMessage {
  const known = compiled.get(definition);
  if (known) return known;
  const made = new Map<string, CompiledStructure>();
  const root = compileStructure(definition, definition.root, made);
  const message = { definition, root, structures: made };
  compiled.set(definition, message);
  return message;
}

function compileStructure(
  message: MessageDefinition,
  name: string,
  made: Map<string, CompiledStructure>,
): CompiledStructure {
  const known = made.get(name);
  if (known) return known;
  const definition = message.structures[name];
  if (!definition) throw new TypeError(`${message.name} has no structure ${name}`);
  const elements: CompiledElement[] = [];
  const byName = new Map<string, CompiledElement>();
  const byProperty = new Map<string, CompiledElement>();
  const required: CompiledElement[] = [];
  const structure: CompiledStructure = { name, definition, elements, required, byName, byProperty };
  made.set(name, structure); // before its elements: a structure may contain itself
  for (const [order, element] of definition.elements.entries()) {
    const basic = isBasicType(element.type) ? element.type : undefined;
    const foreign = element.only !== undefined && !element.only.includes(message.version);
    const entry: CompiledElement = {
      definition: element,
      name: element.name,
      property: propertyName(element.name, message.infix),
      order,
      repeatable: isRepeatable(element.wire),
      basic,
      structure: basic ? undefined : compileStructure(message, element.type, made),
      list: element.list ? CODE_LISTS[element.list] : undefined,
      format: element.format === undefined ? undefined : parseFormat(element.format, isNumber(basic)),
      anyUnit: message.profile?.nationalUnits === true,
      demanded:
        !foreign && (isMandatory(element.wire) || (element.un !== undefined && isMandatory(element.un))),
      mandatory: !foreign && isMandatory(element.wire),
      foreign,
      canBeEmpty: canBeEmpty(message, element),
      open: `<${element.namespace ?? definition.namespace}:${element.name}`,
      close: `</${element.namespace ?? definition.namespace}:${element.name}>`,
    };
    elements.push(entry);
    if (element.missing || (entry.mandatory && !entry.canBeEmpty)) required.push(entry);
    byName.set(entry.name, entry);
    byProperty.set(entry.property, entry);
  }
  return structure;
}

function canBeEmpty(message: MessageDefinition, element: ElementDefinition): boolean {
  if (isBasicType(element.type)) {
    return ['text', 'id', 'code', 'dateTime'].includes(element.type) && element.enumerated !== true;
  }
  const structure = message.structures[element.type];
  return (
    structure !== undefined &&
    structure.elements.every((child) => !isMandatory(child.wire) || canBeEmpty(message, child))
  );
}
