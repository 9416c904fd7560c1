export { MOST_TABLE_CASES } from './case-bounds.ts';
export type { CertificateFacts, CertifiedLine, DocumentKey } from './certificate.ts';
export type { Decision, Drawing, Finding, Reason } from './decision.ts';
export type { CitedDocument, DeclarationFacts, GoodsItem, NamedParty } from './declaration.ts';
export {
  FIELD_KINDS,
  FIELDS,
  fieldOf,
  isFieldName,
  type Facts,
  type Field,
  type FieldKind,
  type FieldName,
  type FieldValue,
} from './field.ts';
export { LINK_STATES, type Link, type LinkState } from './link.ts';
export { ACTORS, graver, gravest, OUTCOMES, type Outcome, type ReasonActor } from './outcome.ts';
export { MEASURES, type Amount, type Measure, type Measured } from './quantity.ts';
