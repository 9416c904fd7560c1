/** How the text of a field becomes members of a declaration, and comes back from them. */
export interface FormField {
  /** Members from the outside inwards, parted by points; of a measure its name. */
  readonly name: string;
  readonly kind: FieldKind;
  /** Of an amount: where its unit or currency stands. */
  readonly unit?: string;
  readonly isCurrency?: true;
  readonly isRequired?: true;
  readonly longest?: number;
}

/** `measure`: one of a list of quantities, found by its name. `containers`: lines of a number and its seals. */
export type FieldKind =
  | 'text'
  | 'code'
  | 'number'
  | 'amount'
  | 'measure'
  | 'day'
  | 'country'
  | 'countries'
  | 'list'
  | 'direction'
  | 'truth'
  | 'containers';

/** A form in which declarations are lodged, as data. */
export interface FormDefinition {
  /** As the API names it. */
  readonly name: 'facts' | 'china';
  /** Keys of its labels: `<words>-<field>`, `<words>-item-<field>`. */
  readonly words: string;
  readonly header: readonly { readonly part: string; readonly fields: readonly FormField[] }[];
  readonly item: readonly FormField[];
  /** Whether the quantity of a document stands beside its unit, or holds it. */
  readonly documentQuantity: 'flat' | 'nested';
  /** Member that numbers the declaration, which an amendment leaves as it is. */
  readonly number: string;
  /** Members that the form does not show and that an amendment keeps. */
  readonly kept: { readonly header: readonly string[]; readonly item: readonly string[] };
}

export function headerFields({ header }: FormDefinition): readonly FormField[] {
  return header.flatMap(({ fields }) => fields);
}

/** `despatchCountry` and `consignee.name` as keys of words are written. */
export function wordOf(name: string): string {
  return name.replaceAll('.', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
