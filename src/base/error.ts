export type ErrorValues = Readonly<Record<string, string | number>>;

/** One of several faults of a request, reported together. `path` is a JSON Pointer or an XPath. */
export interface Fault {
  readonly code: string;
  readonly path: string;
  readonly values: ErrorValues;
}

/**
 * The base of every error a room throws. A verdict is never an error; an error means the act did not take place.
 * `code` is stable and a key of the words; the sentence is made at the rim in the caller's language.
 */
export class CounterfoilError<Code extends string = string> extends Error {
  override readonly name: string = 'CounterfoilError';
  readonly code: Code;
  readonly values: ErrorValues;
  readonly faults: readonly Fault[];

  constructor(
    code: Code,
    values: ErrorValues = {},
    options: { cause?: unknown; faults?: readonly Fault[] } = {},
  ) {
    super(`${code} ${JSON.stringify(values)}`, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.values = values;
    this.faults = options.faults ?? [];
  }
}
