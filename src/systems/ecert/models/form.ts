/** An amount as it is typed: a decimal text and its Recommendation 20 unit. */
export interface FormQuantity {
  readonly value: string;
  readonly unit: string;
}

/** A text in each language of the certificate. */
export type FormTexts = Readonly<Record<string, string>>;

export type FormCell = string | FormTexts | FormQuantity;
/** One row of a list, by the keys of its columns. */
export type FormRow = Readonly<Record<string, FormCell>>;
/** What stands in a field: by its kind a text, texts by language, a quantity, chosen statements, or rows. */
export type FormValue = FormCell | readonly string[] | readonly FormRow[];
/** What an office has filled in, by the keys of the fields. What is empty is absent. */
export type Form = Readonly<Record<string, FormValue>>;
