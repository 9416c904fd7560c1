import type { XmlRefusal } from '../../core/index.ts';

/** Leaves the parser from any depth; caught by the opener, which returns it as a value. */
export class XmlRefused extends Error {
  override readonly name = 'XmlRefused';
  readonly refusal: XmlRefusal;
  readonly values: Readonly<Record<string, string>>;

  constructor(refusal: XmlRefusal, values: Readonly<Record<string, string>> = {}) {
    super(refusal);
    this.refusal = refusal;
    this.values = values;
  }
}
