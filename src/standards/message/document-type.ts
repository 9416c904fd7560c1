import type { BasicValues } from './basic-types.ts';
import type { ElementDefinition, MessageDefinition, StructureDefinition } from './definition.ts';

type Structures = Readonly<Record<string, StructureDefinition>>;

type WithoutInfix<Name extends string> = Name extends `${infer Before}SPS${infer After}`
  ? `${Before}${After}`
  : Name;

type WithId<Name extends string> = Name extends 'ID'
  ? 'id'
  : Name extends `${infer Before}ID`
    ? `${Before}Id`
    : Name;

type Lowered<Name extends string> = Name extends `WCO${infer After}`
  ? `wco${After}`
  : Name extends `LPCO${infer After}`
    ? `lpco${After}`
    : Name extends `AEO${infer After}`
      ? `aeo${After}`
      : Name extends `UNDG${infer After}`
        ? `undg${After}`
        : Name extends `UCR${infer After}`
          ? `ucr${After}`
          : Uncapitalize<Name>;

/** `IssuerSPSParty` is `issuerParty`, `CountryID` is `countryId`, `ID` is `id`, `LPCOExemptionCode` is `lpcoExemptionCode`. */
export type PropertyName<Name extends string> = Lowered<WithId<WithoutInfix<Name>>>;

type ValueOf<All extends Structures, Type extends string> = Type extends keyof BasicValues
  ? BasicValues[Type]
  : Type extends keyof All & string
    ? DocumentOf<All, Type>
    : never;

type PropertyValue<All extends Structures, Element extends ElementDefinition> = Element['wire'] extends
  '0..n' | '1..n'
  ? readonly ValueOf<All, Element['type']>[]
  : ValueOf<All, Element['type']>;

/**
 * The document type of a structure. Every property is optional, since real messages leave out what the schema
 * demands; absent repetition is an absent property, never an empty list.
 */
export type DocumentOf<All extends Structures, Name extends keyof All & string> = {
  readonly [Element in All[Name]['elements'][number] as PropertyName<Element['name']>]?: PropertyValue<
    All,
    Element
  >;
};

/** The document type of a message. */
export type MessageDocument<Definition extends MessageDefinition> = DocumentOf<
  Definition['structures'],
  Definition['root']
>;

/** The property of an element; the inverse is found by the definition. */
export function propertyName(name: string, infix: string): string {
  const bare = infix === '' ? name : name.replace(infix, '');
  const cased = bare === 'ID' ? 'id' : bare.replace(/ID$/, 'Id');
  return cased.replace(/^(?:WCO|LPCO|AEO|UNDG|UCR|[A-Z])/, (head) => head.toLowerCase());
}
