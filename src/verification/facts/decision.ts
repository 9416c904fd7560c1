import type { DocumentKey } from './certificate.ts';
import type { FieldValue } from './field.ts';
import type { LinkState } from './link.ts';
import type { Outcome, ReasonActor } from './outcome.ts';
import type { Amount } from './quantity.ts';

/** Why, in a form that a sentence can be made of in any language. */
export interface Reason {
  /** Stable; no two causes share one. */
  readonly code: string;
  readonly outcome: Outcome;
  readonly actor: ReasonActor;
  /** Rule that said so. */
  readonly table: string;
  readonly row: string;
  readonly basis?: string;
  /** Values the sentence names; of a difference both, as `declared` and `certified`. */
  readonly values: Readonly<Record<string, string>>;
  /** Sentences of the rule row by language, with the placeholders of `values`; the packs bring them. */
  readonly sentence: Readonly<Record<string, string>>;
}

/** One combination of goods item, document and certificate, and what the rules made of it. */
export interface Finding {
  readonly item: number;
  /** Code and reference as cited; of a missing document its code alone. */
  readonly document?: { readonly code: string; readonly reference?: string; readonly link?: LinkState };
  readonly certificate?: DocumentKey & { readonly version: number; readonly line?: number };
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
  /** What rules in shadow would have said; recorded, not acting. */
  readonly shadow: readonly Reason[];
  /** Further outputs of tables, as a decision code of another country's practice (`decision` → `C03`). */
  readonly outputs: Readonly<Record<string, string>>;
  /** Facts the rules were asked with. */
  readonly facts: Readonly<Record<string, FieldValue | undefined>>;
}

/** Quantity that the decision writes off a line of a certificate's account. */
export interface Drawing {
  readonly certificate: DocumentKey;
  readonly line: number;
  readonly item: number;
  readonly code: string;
  readonly quantity: Amount;
  /** What the line certifies, in the unit of `quantity`: the limit of an account that is yet to be opened. */
  readonly certified: Amount;
}

/** What was decided on one version of a declaration, and from what. Canonical: the same inputs give the same bytes. */
export interface Decision {
  readonly outcome: Outcome;
  readonly items: readonly { readonly item: number; readonly outcome: Outcome }[];
  readonly findings: readonly Finding[];
  /** All drawings or none: they are held where the outcome of their item is not `refuse`. */
  readonly drawings: readonly Drawing[];
  /** References that it waits for. */
  readonly waitsFor: readonly { readonly code: string; readonly reference: string }[];
  /** Last day by which what it waits for must have come. */
  readonly deadline?: string;
  /** Marked where it was made without a partner's road, to be verified afterwards. */
  readonly fallback?: true;
  /** What it went by. */
  readonly versions: {
    readonly declaration: number;
    readonly certificates: readonly (DocumentKey & { readonly version: number })[];
    /** Versions of the parameters, by name. */
    readonly parameters: Readonly<Record<string, number>>;
    /** Day for which parameters were asked. */
    readonly day: string;
  };
}
