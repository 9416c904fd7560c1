/** One supplementary attribute of a basic type: its name on the wire and in our documents. */
export interface AttributeDefinition {
  readonly name: string;
  readonly property: string;
  readonly type: 'string' | 'token' | 'anyURI';
}

const attribute = (
  name: string,
  property: string,
  type: AttributeDefinition['type'] = 'token',
): AttributeDefinition => ({ name, property, type });

/**
 * Basic (unqualified) data types of the UN/CEFACT core component library, version 21, with their attributes. The
 * content of each is a text in our documents: numbers stay decimal texts, dates stay as written.
 */
export const BASIC_TYPES = {
  text: {
    xsd: 'TextType',
    content: 'string',
    attributes: [attribute('languageID', 'language'), attribute('languageLocaleID', 'locale')],
  },
  id: {
    xsd: 'IDType',
    content: 'token',
    attributes: [
      attribute('schemeID', 'scheme'),
      attribute('schemeName', 'schemeName', 'string'),
      attribute('schemeAgencyID', 'schemeAgency'),
      attribute('schemeAgencyName', 'schemeAgencyName', 'string'),
      attribute('schemeVersionID', 'schemeVersion'),
      attribute('schemeDataURI', 'schemeDataUri', 'anyURI'),
      attribute('schemeURI', 'schemeUri', 'anyURI'),
    ],
  },
  code: {
    xsd: 'CodeType',
    content: 'token',
    attributes: [
      attribute('listID', 'list'),
      attribute('listAgencyID', 'listAgency'),
      attribute('listAgencyName', 'listAgencyName', 'string'),
      attribute('listName', 'listName', 'string'),
      attribute('listVersionID', 'listVersion'),
      attribute('name', 'name', 'string'),
      attribute('languageID', 'language'),
      attribute('listURI', 'listUri', 'anyURI'),
      attribute('listSchemeURI', 'listSchemeUri', 'anyURI'),
    ],
  },
  measure: {
    xsd: 'MeasureType',
    content: 'decimal',
    attributes: [attribute('unitCode', 'unit'), attribute('unitCodeListVersionID', 'unitListVersion')],
  },
  quantity: {
    xsd: 'QuantityType',
    content: 'decimal',
    attributes: [
      attribute('unitCode', 'unit'),
      attribute('unitCodeListID', 'unitList'),
      attribute('unitCodeListAgencyID', 'unitListAgency'),
      attribute('unitCodeListAgencyName', 'unitListAgencyName', 'string'),
    ],
  },
  amount: {
    xsd: 'AmountType',
    content: 'decimal',
    attributes: [attribute('currencyID', 'currency')],
  },
  numeric: {
    xsd: 'NumericType',
    content: 'decimal',
    attributes: [attribute('format', 'format', 'string')],
  },
  binary: {
    xsd: 'BinaryObjectType',
    content: 'base64Binary',
    attributes: [
      attribute('format', 'format', 'string'),
      attribute('mimeCode', 'mimeCode'),
      attribute('encodingCode', 'encodingCode'),
      attribute('characterSetCode', 'characterSetCode'),
      attribute('uri', 'uri', 'anyURI'),
      attribute('filename', 'filename', 'string'),
    ],
  },
  dateTime: { xsd: 'DateTimeType', content: 'choice', attributes: [attribute('format', 'format', 'string')] },
  indicator: { xsd: 'IndicatorType', content: 'choice', attributes: [] },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly xsd: string;
      readonly content: 'string' | 'token' | 'decimal' | 'base64Binary' | 'choice';
      readonly attributes: readonly AttributeDefinition[];
    }
  >
>;

export type BasicTypeName = keyof typeof BASIC_TYPES;

/** Whether the content of a basic type is a decimal. */
export function isNumber(type: BasicTypeName | undefined): boolean {
  return type !== undefined && BASIC_TYPES[type].content === 'decimal';
}

export function isBasicType(name: string): name is BasicTypeName {
  return Object.hasOwn(BASIC_TYPES, name);
}

/** A text with the language it is in (BCP 47), where stated. */
export interface TextValue {
  readonly value: string;
  readonly language?: string;
  readonly locale?: string;
}

/** An identifier with the scheme that gives it, where stated. */
export interface IdValue {
  readonly value: string;
  readonly scheme?: string;
  readonly schemeName?: string;
  readonly schemeAgency?: string;
  readonly schemeAgencyName?: string;
  readonly schemeVersion?: string;
  readonly schemeDataUri?: string;
  readonly schemeUri?: string;
}

/** A code with its list, where stated; `name` is the sender's wording of it. */
export interface CodeValue {
  readonly value: string;
  readonly name?: string;
  readonly list?: string;
  readonly listName?: string;
  readonly listAgency?: string;
  readonly listAgencyName?: string;
  readonly listVersion?: string;
  readonly language?: string;
  readonly listUri?: string;
  readonly listSchemeUri?: string;
}

/** A decimal text with its Recommendation 20 unit. */
export interface MeasureValue {
  readonly value: string;
  readonly unit?: string;
  readonly unitListVersion?: string;
}

/** A decimal text counted in a Recommendation 20 unit; of pieces where none is stated. */
export interface QuantityValue {
  readonly value: string;
  readonly unit?: string;
  readonly unitList?: string;
  readonly unitListAgency?: string;
  readonly unitListAgencyName?: string;
}

/** A decimal text of money with its ISO 4217 currency. */
export interface AmountValue {
  readonly value: string;
  readonly currency?: string;
}

export interface NumericValue {
  readonly value: string;
  readonly format?: string;
}

/**
 * A moment or day as written. `form` is `dateTime` where the sender used the typed element; otherwise it is the string
 * form, whose `format` may name a UN/EDIFACT 2379 format.
 */
export interface DateTimeValue {
  readonly value: string;
  readonly form?: 'dateTime';
  readonly format?: string;
}

/** Base64 text (no white space) with its description; decode through {@link attachments}. */
export interface BinaryValue {
  readonly value: string;
  readonly filename?: string;
  readonly mimeCode?: string;
  readonly format?: string;
  readonly encodingCode?: string;
  readonly characterSetCode?: string;
  readonly uri?: string;
}

export interface IndicatorValue {
  readonly value: boolean;
}

/** The document type of each basic type. */
export interface BasicValues {
  readonly text: TextValue;
  readonly id: IdValue;
  readonly code: CodeValue;
  readonly measure: MeasureValue;
  readonly quantity: QuantityValue;
  readonly amount: AmountValue;
  readonly numeric: NumericValue;
  readonly binary: BinaryValue;
  readonly dateTime: DateTimeValue;
  readonly indicator: IndicatorValue;
}
