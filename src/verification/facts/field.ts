/** Kinds of values that a rule can ask about. A quantity carries its unit; a decimal has none. */
export const FIELD_KINDS = ['text', 'code', 'number', 'quantity', 'day', 'truth', 'list'] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** Values by kind: decimals and days (YYYY-MM-DD) are texts, quantities `{ value, unit }`, lists are of texts. */
export type FieldValue =
  string | boolean | readonly string[] | { readonly value: string; readonly unit: string };

/** Facts of one case row: a goods item, with a required or cited document, with a certificate. What was not stated is absent. */
export type Facts = Readonly<Record<string, FieldValue | undefined>>;

export interface Field {
  readonly kind: FieldKind;
  /** Closed list of values, where it has one. */
  readonly values?: readonly string[];
}

const COMPARED = ['equal', 'different', 'absent-declared', 'absent-certified', 'absent-both'] as const;
const compared: Field = { kind: 'text', values: COMPARED };
const code: Field = { kind: 'code' };
const number: Field = { kind: 'number' };
const quantity: Field = { kind: 'quantity' };
const day: Field = { kind: 'day' };
const truth: Field = { kind: 'truth' };
const list: Field = { kind: 'list' };

/**
 * Everything a rule can ask about: the one vocabulary of rule tables, of comparison and of the screens. Its words are
 * `field-<name>` with points as hyphens. `declaration.` and `item.` are always there; `document.` for a cited or required document;
 * `certificate.`, `match.` and `quantity.` where a certificate was found.
 */
export const FIELDS = {
  'declaration.country': code,
  'declaration.office': code,
  'declaration.direction': { kind: 'text', values: ['import', 'export', 'transit'] },
  'declaration.procedure': code,
  'declaration.declarant': code,
  'declaration.declarant-class': code,
  'declaration.lodged': day,
  'declaration.arrival': day,
  'declaration.despatch': code,
  'declaration.trade-country': code,
  'declaration.route': list,
  'declaration.port': code,
  'declaration.transport-mode': code,
  'item.number': number,
  'item.commodity': code,
  'item.origin': code,
  'item.net-mass': quantity,
  'item.statutory': quantity,
  'item.transaction': quantity,
  'item.value': number,
  'item.currency': code,
  'item.checks': list,
  'item.check': code,
  'item.documents': list,
  'document.code': code,
  'document.type': code,
  /** As the trader wrote it; for sentences to name. */
  'document.reference': code,
  /** `missing`: required and not cited. */
  'document.status': { kind: 'text', values: ['cited', 'missing'] },
  'document.paper': { kind: 'text', values: ['needed', 'not-needed'] },
  'document.link': {
    kind: 'text',
    values: ['linked', 'unknown', 'ambiguous', 'unreadable', 'foreign-type'],
  },
  /** Whether what was cited has been replaced by what is compared. */
  'document.followed': truth,
  /** Whole days since the reference was first cited and led to nothing. */
  'document.waiting-days': number,
  /** Number of the certificate compared; for sentences to name. */
  'certificate.number': code,
  'certificate.type': code,
  'certificate.country': code,
  'certificate.authority': code,
  'certificate.state': code,
  'certificate.issued': day,
  'certificate.expires': day,
  /** Days left on the day of arrival (or lodging); negative when it had expired. */
  'certificate.days-left': number,
  'certificate.result': { kind: 'text', values: ['pass', 'refuse', 'request'] },
  /** What inspectors entered on it, in the codes of their practice (`acceptable-internal-market`). */
  'certificate.findings': list,
  'certificate.export-country': code,
  'certificate.import-country': code,
  'agreement.in-force': truth,
  'agreement.paperless': truth,
  /** Whether the road by which the partner's certificates come is open. */
  'partner.reachable': truth,
  'match.type': compared,
  'match.destination': compared,
  'match.despatch': compared,
  'match.origin': compared,
  'match.route': compared,
  'match.port': compared,
  'match.commodity': {
    kind: 'text',
    values: ['equal', 'prefix', 'mapped', 'too-short', 'different', 'absent-declared', 'absent-certified'],
  },
  'match.commodity-digits': number,
  'match.consignor': compared,
  'match.consignee': compared,
  'match.establishment': compared,
  'match.containers': compared,
  'match.seals': compared,
  'match.transport': compared,
  'match.transport-document': compared,
  'match.issued-before-arrival': compared,
  'match.produced-before-issue': compared,
  'match.goods-expiry': compared,
  'quantity.status': {
    kind: 'text',
    values: [
      'within',
      'within-tolerance',
      'exceeds-line',
      'exceeds-account',
      'no-common-unit',
      'absent-declared',
      'zero-declared',
      'absent-certified',
    ],
  },
  'quantity.declared': quantity,
  'quantity.certified': quantity,
  /** Held and used by others. */
  'quantity.taken': quantity,
  'quantity.available': quantity,
  'quantity.excess': quantity,
  /** Share of the certified quantity that the excess is, in percent. */
  'quantity.excess-percent': number,
  'quantity.tolerance': quantity,
  /** Other declarations that draw on the same line. */
  'quantity.claimants': number,
} as const satisfies Readonly<Record<string, Field>>;

export type FieldName = keyof typeof FIELDS;

export function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name);
}

export function fieldOf(name: FieldName): Field {
  return FIELDS[name];
}
