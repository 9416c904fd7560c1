import type { Decimal } from '../../base/index.ts';

/** One counted thing of an account: a line of a certificate, a quota, a material of a handbook. */
export interface Line {
  /** 1 and up, as the document numbers it. */
  readonly line: number;
  /** Beginning of the commodity codes that it may be used for; empty for any. */
  readonly code: string;
  readonly unit: string;
  /** What the document grants, in `unit`. */
  readonly limit: Decimal;
  readonly held: Decimal;
  readonly consumed: Decimal;
}

/** Part of what a claimant holds or has consumed. */
export interface Share {
  readonly claimant: string;
  /** Number of the claimant's own item, 1 and up. */
  readonly item: number;
  readonly line: number;
  readonly code: string;
  /** As the claimant declared it. */
  readonly declared: Decimal;
  readonly declaredUnit: string;
  /** The same in the unit of the line. */
  readonly quantity: Decimal;
  readonly state: 'held' | 'consumed';
  /** When it was held, or consumed; RFC 3339. */
  readonly at: string;
  readonly office?: string;
}

/** An account: the lines of one document, and what each claimant has of them. */
export interface Book {
  readonly id: string;
  /** Country whose authorities keep it; ISO 3166-1 alpha-2. */
  readonly country: string;
  /** What kind of thing is counted: `certificate`, `quota`. */
  readonly kind: string;
  /** Permanent name of the document: `certificate/NZ/NZ-MPI/NZL2026/0001`. */
  readonly subject: string;
  /** Whether new quantities may be held; what is held already may still be consumed or given back. */
  readonly state: 'open' | 'closed';
  /** Number of movements so far. */
  readonly version: number;
  readonly lines: readonly Line[];
}

/** What a claimant wants of one line. */
export interface Allocation {
  readonly item: number;
  readonly line: number;
  readonly code: string;
  readonly quantity: Decimal;
  readonly unit: string;
}

/** Why nothing was held. */
export const HOLD_REFUSALS = [
  'account-closed',
  'claimant-consumed',
  'line-unknown',
  'item-repeated',
  'code-mismatch',
  'unit-mismatch',
  'quantity-not-positive',
  'quantity-insufficient',
] as const;
export type HoldRefusal = (typeof HOLD_REFUSALS)[number];

/**
 * What a refusal does to the hold that the claimant had: only who asked for more than there is loses it, as the customs
 * quantity service of TRACES NT was observed to answer (34 exchanges, September 2026).
 */
export const HOLD_AFTER_REFUSAL: Readonly<Record<HoldRefusal, 'kept' | 'dropped'>> = {
  'account-closed': 'kept',
  'claimant-consumed': 'kept',
  'line-unknown': 'kept',
  'item-repeated': 'kept',
  'code-mismatch': 'kept',
  'unit-mismatch': 'kept',
  'quantity-not-positive': 'kept',
  'quantity-insufficient': 'dropped',
};

/** One allocation that cannot be held; `item` and `line` where the refusal is about one. */
export interface HoldFailure {
  readonly refusal: HoldRefusal;
  readonly item?: number;
  readonly line?: number;
}

export type HoldResult =
  | { readonly outcome: 'held' }
  /** All failures, the one that decided first. */
  | {
      readonly outcome: 'refused';
      readonly failures: readonly [HoldFailure, ...HoldFailure[]];
      readonly before: 'kept' | 'dropped';
    };

/** `executed-closed`: executed, although the document is no longer in force: whoever asked should look. */
export type ConsumeResult = 'executed' | 'executed-closed' | 'no-hold' | 'already-consumed';
export type ReleaseResult = 'executed' | 'no-hold' | 'already-consumed';
export type ReverseResult = 'executed' | 'not-consumed';

/** Converts exactly, or not at all: pieces never become mass. */
export type ConvertQuantity = (value: Decimal, from: string, to: string) => Decimal | undefined;
