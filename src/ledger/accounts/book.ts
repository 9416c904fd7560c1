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
  /** How many have something of it. */
  readonly claimants: number;
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

/** How an account is held from, where that differs: an account of another house that is emulated. */
export interface HoldPractice {
  /** Refusals after which the claimant loses the hold that it had; it keeps it after all others. */
  readonly dropped?: readonly HoldRefusal[];
  /** Whether the code was judged already, by rules that know more than its beginning. */
  readonly anyCode?: boolean;
}

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

/** What a claimant has really used of a line, for one of its items; zero for nothing. */
export interface Correction {
  readonly claimant: string;
  readonly item: number;
  readonly line: number;
  readonly code: string;
  /** In the unit of the line. */
  readonly quantity: Decimal;
}
/** `claimant-holds`: what it holds is finalised or given back first. */
export type CorrectResult = 'executed' | 'line-unknown' | 'quantity-insufficient' | 'claimant-holds';

/** Converts exactly, or not at all: pieces never become mass. */
export type ConvertQuantity = (value: Decimal, from: string, to: string) => Decimal | undefined;
