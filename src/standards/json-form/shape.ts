import type { CompiledElement, CompiledStructure } from '../message/compiled.ts';
import type { MessageDefinition } from '../message/definition.ts';
import { compile } from '../message/compiled.ts';
import type { AttributeDefinition } from '../message/basic-types.ts';
import { BASIC_TYPES } from '../message/basic-types.ts';
import type { Dimension } from '../units/table.ts';

/** A member of a JSON object that holds an element of ours. */
export interface ElementMember {
  readonly json: string;
  readonly element: string;
  /** `list`: an array of all; `one`: an array of one at most; absent: the value itself, the first of ours. */
  readonly as?: 'list' | 'one';
  /** An object without it is not valid. */
  readonly required?: boolean;
  /** Attributes that stay beside the content, by their wire names; those of the form's basic type where absent. */
  readonly attributes?: readonly string[];
  /** The code list of the form, where it is another than ours: pairs of our code and theirs. */
  readonly codes?: readonly (readonly [ours: string, theirs: string])[];
  /** A day may stand as a day; elsewhere only a moment may. */
  readonly day?: boolean;
  /** The unit must be stated and measure this. */
  readonly dimension?: Dimension;
}

/** A member that exists in JSON only and holds elements of the structure around it. */
export interface GroupMember {
  readonly json: string;
  readonly group: readonly Member[];
  /** Whether the object stands in an array of one. */
  readonly as?: 'one';
}

/** A list of JSON objects, each of which holds one item of a repeatable element of ours. */
export interface EachMember {
  readonly json: string;
  readonly each: ElementMember;
}

export type Member = ElementMember | GroupMember | EachMember;

/** A form of a message in JSON as data: the members of each structure, and which attributes basic types keep. */
export interface JsonForm {
  readonly name: string;
  readonly title: string;
  readonly definition: MessageDefinition;
  /** Members of the root object; an element may be written as an array of one. */
  readonly root: readonly Member[];
  readonly structures: Readonly<Record<string, readonly Member[]>>;
  /** Attributes of a basic type that have a member; the member's name is the attribute's with `ID` as `Id`. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

export interface CompiledMember {
  readonly json: string;
  readonly as: 'list' | 'one' | undefined;
  readonly required: boolean;
  readonly element: CompiledElement | undefined;
  /** Members of the object below: of a group, or of the structure of the element. */
  readonly members: () => readonly CompiledMember[];
  /** The member inside an object of an `each`. */
  readonly each: CompiledMember | undefined;
  readonly attributes: readonly { readonly json: string; readonly property: string }[];
  readonly definition: Member;
}

export interface CompiledForm {
  readonly form: JsonForm;
  readonly root: readonly CompiledMember[];
}

const compiledForms = new WeakMap<JsonForm, CompiledForm>();

/** The lookup form of a JSON form, made at its first use. A member of an element that nobody defines is a programming fault. */
export function compileForm(form: JsonForm): CompiledForm {
  const known = compiledForms.get(form);
  if (known) return known;
  const message = compile(form.definition);
  const made = new Map<string, readonly CompiledMember[]>();
  const compiled = { form, root: compileMembers(form, form.root, message.root, made) };
  compiledForms.set(form, compiled);
  return compiled;
}

function compileMembers(
  form: JsonForm,
  members: readonly Member[],
  structure: CompiledStructure,
  made: Map<string, readonly CompiledMember[]>,
): readonly CompiledMember[] {
  return members.map((member) => compileMember(form, member, structure, made));
}

function compileMember(
  form: JsonForm,
  member: Member,
  structure: CompiledStructure,
  made: Map<string, readonly CompiledMember[]>,
): CompiledMember {
  const { json } = member;
  const base = {
    json,
    required: false,
    element: undefined,
    each: undefined,
    attributes: [],
    definition: member,
  };
  if ('group' in member) {
    const members = compileMembers(form, member.group, structure, made);
    return { ...base, as: member.as, members: () => members };
  }
  if ('each' in member) {
    const each = compileMember(form, member.each, structure, made);
    return { ...base, as: 'list', each, members: () => [each] };
  }
  const element = structure.byName.get(member.element);
  if (!element) throw new TypeError(`${structure.name} has no element ${member.element}`);
  const below = element.structure;
  return {
    ...base,
    as: member.as,
    required: member.required === true,
    element,
    members: () => (below ? structureMembers(form, below, made) : []),
    attributes: element.basic
      ? attributesOf(element, member.attributes ?? form.attributes[element.basic] ?? [])
      : [],
  };
}

/** Members of a structure, made when first asked for: a structure may contain itself. */
function structureMembers(
  form: JsonForm,
  structure: CompiledStructure,
  made: Map<string, readonly CompiledMember[]>,
): readonly CompiledMember[] {
  const known = made.get(structure.name);
  if (known) return known;
  const members = form.structures[structure.name];
  if (!members) throw new TypeError(`${form.name} has no structure ${structure.name}`);
  const compiled = compileMembers(form, members, structure, made);
  made.set(structure.name, compiled);
  return compiled;
}

function attributesOf(element: CompiledElement, names: readonly string[]) {
  const all: readonly AttributeDefinition[] = element.basic ? BASIC_TYPES[element.basic].attributes : [];
  return all
    .filter(({ name }) => names.includes(name))
    .map(({ name, property }) => ({ json: memberName(name), property }));
}

/** `languageID` is `languageId`, `listURI` is `listUri`. */
function memberName(attribute: string): string {
  return attribute.replace(/ID$/, 'Id').replace(/URI$/, 'Uri');
}
