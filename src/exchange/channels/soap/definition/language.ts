/**
 * A small language in which the service is written down once: from it come the schema, the WSDL, the readers, the writers and
 * the types of the program.
 */
export interface SimpleType {
  readonly kind: 'simple';
  readonly base: 'string' | 'token' | 'integer' | 'boolean' | 'dateTime' | 'base64Binary' | 'anyURI';
  readonly meaning: string;
  readonly enumeration?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly shortest?: number;
  readonly longest?: number;
}

export type Occurrence = '0..1' | '1..1' | '0..n';

/** An element inside another; its type is a name of the definition, or `certificate`: a whole SPSCertificate. */
export interface Field {
  readonly name: string;
  readonly type: string;
  readonly occurs: Occurrence;
  readonly meaning: string;
  /** The property that holds it where that is not its name with a small first letter: lists have plural names. */
  readonly property?: string;
}

/** Elements in a fixed order, or exactly one of them. */
export interface ComplexType {
  readonly kind: 'sequence' | 'choice';
  readonly meaning: string;
  readonly fields: readonly Field[];
}

export type Types = Readonly<Record<string, SimpleType | ComplexType>>;

/** An act of the service: the element of the request is named like it, that of the answer with `Response` behind. */
export interface Operation {
  readonly meaning: string;
  readonly request: string;
  readonly response: string;
}

type SimpleValue<Type> = Type extends { readonly enumeration: readonly (infer Value)[] }
  ? Value
  : Type extends { readonly base: 'integer' }
    ? number
    : Type extends { readonly base: 'boolean' }
      ? boolean
      : Type extends { readonly base: 'base64Binary' }
        ? Uint8Array
        : string;

type PropertyOf<F> = F extends { readonly property: infer P extends string }
  ? P
  : F extends { readonly name: infer N extends string }
    ? Uncapitalize<N>
    : never;

type Members<F extends Field, Occurs extends Occurrence> = Extract<F, { readonly occurs: Occurs }>;

/** What a value of a named type is in the program. */
export type ValueOf<All, Name> = Name extends 'certificate'
  ? Uint8Array
  : Name extends keyof All
    ? All[Name] extends { readonly kind: 'simple' }
      ? SimpleValue<All[Name]>
      : All[Name] extends { readonly kind: 'choice'; readonly fields: readonly (infer F extends Field)[] }
        ? F extends Field
          ? { readonly [P in PropertyOf<F>]: ValueOf<All, F['type']> }
          : never
        : All[Name] extends { readonly kind: 'sequence'; readonly fields: readonly (infer F extends Field)[] }
          ? {
              readonly [M in Members<F, '1..1'> as PropertyOf<M>]: ValueOf<All, M['type']>;
            } & {
              readonly [M in Members<F, '0..1'> as PropertyOf<M>]?: ValueOf<All, M['type']>;
            } & {
              readonly [M in Members<F, '0..n'> as PropertyOf<M>]: readonly ValueOf<All, M['type']>[];
            }
          : never
    : never;

/** The property of the program that holds a field. */
export function propertyOf({ name, property }: Field): string {
  return property ?? name.charAt(0).toLowerCase() + name.slice(1);
}
