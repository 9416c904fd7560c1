/**
 * A small language in which the service of the Hub is written down once: the WSDL, the readers, the writers and the types of the
 * program follow from it. Two namespaces, elements without any, attributes and extension are what the contract has and the
 * language of the web services of this house needs not.
 */
export type Occurrence = '0..1' | '1..1' | '0..n';

export interface Field {
  /** As it goes over the wire; the property of the program has the same name. */
  readonly name: string;
  /** A built-in type, a name of the definition, or `foreign`: a whole element of another namespace. */
  readonly type: string;
  readonly occurs: Occurrence;
  /** Without namespace, whatever its type's namespace is. */
  readonly plain?: true;
  readonly attribute?: true;
  /** A text that may be as long as the message. */
  readonly long?: true;
  /** Namespace of a foreign element. */
  readonly of?: string;
  /** Another spelling under which clients in use send it. */
  readonly also?: string;
}

export interface Structure {
  readonly space: 'hub' | 'entities';
  readonly extends?: string;
  readonly fields: readonly Field[];
}

export interface Choice {
  readonly space: 'hub' | 'entities';
  readonly values: readonly string[];
}

export type Types = Readonly<Record<string, Structure | Choice>>;

/** An act: the request element is named like it, that of the answer with `Response` behind. */
export interface Operation {
  readonly request: readonly Field[];
  readonly response: readonly Field[];
  /** Last part of its SOAPAction where the contract names another act there. */
  readonly action?: string;
}

interface BuiltIns {
  readonly string: string;
  readonly int: number;
  readonly boolean: boolean;
  readonly dateTime: string;
  readonly foreign: Uint8Array;
}

type Members<F extends Field, Occurs extends Occurrence> = Extract<F, { readonly occurs: Occurs }>;

/** What a list of fields is in the program. */
export type ValueOfFields<All, F extends Field> = {
  readonly [M in Members<F, '1..1'> as M['name']]: ValueOf<All, M['type']>;
} & {
  readonly [M in Members<F, '0..1'> as M['name']]?: ValueOf<All, M['type']>;
} & {
  readonly [M in Members<F, '0..n'> as M['name']]: readonly ValueOf<All, M['type']>[];
};

/** What a value of a named type is in the program. */
export type ValueOf<All, Name> = Name extends keyof BuiltIns
  ? BuiltIns[Name]
  : Name extends keyof All
    ? All[Name] extends { readonly values: readonly (infer Value)[] }
      ? Value
      : All[Name] extends {
            readonly extends: infer Base;
            readonly fields: readonly (infer F extends Field)[];
          }
        ? ValueOf<All, Base> & ValueOfFields<All, F>
        : All[Name] extends { readonly fields: readonly (infer F extends Field)[] }
          ? ValueOfFields<All, F>
          : never
    : never;
