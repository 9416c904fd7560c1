import type { FindingLevel } from '../../base/index.ts';
import type { CodeListName } from '../codes/code-lists.ts';
import type { BasicTypeName } from './basic-types.ts';

export type Cardinality = '0..1' | '1..1' | '0..n' | '1..n';

/** One element of a structure, in the order it is written. */
export interface ElementDefinition<
  Name extends string = string,
  Type extends string = string,
  Wire extends Cardinality = Cardinality,
> {
  readonly name: Name;
  /** A basic type or the name of a structure of the same message. */
  readonly type: Type;
  /** Cardinality of the wire schema. */
  readonly wire: Wire;
  /** Identifier in the UN/CEFACT library; empty where it has none. */
  readonly unId: string;
  /** Cardinality in the UN/CEFACT library, where it differs from the wire schema. */
  readonly un?: Cardinality;
  /** One sentence. */
  readonly meaning: string;
  /** The code list that the content is taken from. */
  readonly list?: CodeListName;
  /**
   * Whether the wire schema enumerates the list: only its codes may be written, and the list attributes are fixed.
   * Otherwise the list is a convention of use.
   */
  readonly enumerated?: boolean;
  /** Whether it counts something that cannot be less than nothing. */
  readonly nonNegative?: boolean;
  /** The grade of its absence, where absence deserves one. */
  readonly missing?: FindingLevel;
  /** Versions whose schema has the element, where not all have it. It is read in any version and written in these. */
  readonly only?: readonly string[];
  /** The form that the schema demands of the content, where it demands one; see {@link parseFormat}. */
  readonly format?: string;
  /** How often it may stand, where the schema limits what repeats. */
  readonly most?: number;
  /** Namespace of the element, where it is not that of its structure. */
  readonly namespace?: string;
}

/** A structure: elements in order. */
export interface StructureDefinition<
  Elements extends readonly ElementDefinition[] = readonly ElementDefinition[],
> {
  readonly meaning: string;
  /** Which of the message's namespaces its child elements are in. */
  readonly namespace: string;
  readonly elements: Elements;
}

export interface NamespaceDefinition {
  readonly prefix: string;
  readonly uri: string;
  /** The URI up to its version; compared without regard to case. Any version of it is read. */
  readonly family: string;
  /** File name of its published schema. */
  readonly file: string;
}

/** What the schema of a message has otherwise than the unqualified data types of the UN/CEFACT library 21. */
export interface ValueProfile {
  /** Dates are strings; the attribute that names their format, and what may be written in each (UN/EDIFACT 2379). */
  readonly dates: { readonly attribute: string; readonly formats: Readonly<Record<string, RegExp>> };
  /** Properties of attributes that its schema has, by basic type; all others are read and never written. */
  readonly attributes: Readonly<Partial<Record<BasicTypeName, readonly string[]>>>;
  /** Whether units of national lists are written beside those of Recommendation 20; `KGM#G` is a unit with its qualifier. */
  readonly nationalUnits: boolean;
}

/** A message as data: from it come the reader, the writer, the schemas, the types and the mapping page. */
export interface MessageDefinition<
  Structures extends Readonly<Record<string, StructureDefinition>> = Readonly<
    Record<string, StructureDefinition>
  >,
> {
  /** Kebab-case name of the message, e.g. `sps-certificate-17`. */
  readonly name: string;
  readonly title: string;
  /** Name of the document element and of the structure that it has. */
  readonly root: keyof Structures & string;
  readonly version: string;
  /** Other versions that are read without remark. */
  readonly alsoRead: readonly string[];
  /** Namespace of the document element first; `data` is that of the date and indicator forms. */
  readonly namespaces: readonly NamespaceDefinition[];
  readonly rootNamespace: string;
  readonly dataNamespace: string;
  /** Infix of element names that our property names leave out, e.g. `SPS`. */
  readonly infix: string;
  readonly profile?: ValueProfile;
  readonly structures: Structures;
}

/** Declares an element. */
export function element<const Name extends string, const Type extends string, const Wire extends Cardinality>(
  name: Name,
  type: Type | BasicTypeName,
  wire: Wire,
  unId: string,
  meaning: string,
  more: Partial<
    Pick<
      ElementDefinition,
      'un' | 'list' | 'enumerated' | 'missing' | 'nonNegative' | 'only' | 'format' | 'most' | 'namespace'
    >
  > = {},
): ElementDefinition<Name, Type, Wire> {
  // The union in the parameter only serves completion while typing; the argument is a `Type`.
  return { name, type: type as Type, wire, unId, meaning, ...more };
}

/** Declares a structure. */
export function structure<const Elements extends readonly ElementDefinition[]>(
  meaning: string,
  namespace: string,
  elements: Elements,
): StructureDefinition<Elements> {
  return { meaning, namespace, elements };
}

export const isRepeatable = (wire: Cardinality): boolean => wire.endsWith('n');
export const isMandatory = (cardinality: Cardinality): boolean => cardinality.startsWith('1');
