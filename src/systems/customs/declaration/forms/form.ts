import type { Fault, Finding, FindingLevel } from '../../../../base/index.ts';
import type { DeclarationFacts } from '../../../../verification/facts/index.ts';

/** What a declaration says itself; who keeps it, and for whom, is told by how it came. */
export type StatedFacts = Omit<
  DeclarationFacts,
  'country' | 'authority' | 'declarant' | 'declarantClass' | 'version' | 'lodged'
>;

/** A declaration in one of the forms, as it was read: what it says, or all that is wrong with it. */
export type FormReading =
  | { readonly facts: StatedFacts; readonly findings: readonly Finding[] }
  /** Paths are JSON Pointers into the form; of a message in XML the paths of its elements. */
  | { readonly faults: readonly Fault[] };

/** Why a form is refused; each a key of the words. */
export const FORM_FAULTS = [
  'declaration-code-unknown',
  'declaration-unit-missing',
  'declaration-net-above-gross',
  'declaration-total-differs',
  'declaration-day-impossible',
  'declaration-changes-only',
  'declaration-element-missing',
] as const;

/** What is odd about a form without making it unfit; each a key of the words. */
export const FORM_FINDINGS = [
  'container-number-odd',
  'reference-number-odd',
  'office-differs',
  'quantity-without-unit',
  'item-count-differs',
] as const;

/** Those of the whole declaration and of the message have their sentences where they are from. */
export type FormFault =
  (typeof FORM_FAULTS)[number] | 'declaration-member' | 'declaration-item-repeated' | 'element-too-often';
export type FormFinding = (typeof FORM_FINDINGS)[number];

export function fault(
  code: FormFault,
  path: string,
  values: Readonly<Record<string, string | number>> = {},
): Fault {
  return { code, path, values };
}

export function finding(
  code: FormFinding,
  path: string,
  values: Readonly<Record<string, string>>,
  level: FindingLevel = 'WARNING',
): Finding {
  return { area: 'Mapping', level, code, path, values };
}

/** A member where there is a value, and none where there is not. */
export function stated<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [Name in Key]?: Value } {
  // One member of this name, or none.
  return (value === undefined ? {} : { [key]: value }) as { readonly [Name in Key]?: Value };
}
