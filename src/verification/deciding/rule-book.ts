import type { DecisionTable } from '../rules/table.ts';

/** How a country decides, beyond its tables; one parameter row. */
export interface Practice {
  /** Days for which a missing certificate is waited for before its issuer is asked. */
  readonly waitingDays: number;
  /** Fewest digits of a certified commodity code that may match as a prefix. */
  readonly leastDigits: number;
  /** Nomenclatures of certificates that are not the tariff's own: their first six digits count, as the Harmonized System's. */
  readonly foreignNomenclatures?: readonly string[];
  /** What is decided of a certificate that cannot be looked up because the partner's road is down. */
  readonly fallback: 'hold' | 'pass-and-verify';
  /** Customs value from which an overruling needs a second official, with its currency. */
  readonly secondOfficialFrom?: { readonly amount: string; readonly currency: string };
  /** Minutes a paper check takes, by which the saving is counted. */
  readonly baselineMinutes: number;
}

/** How references to a type of document are written; one parameter row. */
export interface ReferencePattern {
  /** Code of the declaration's list. */
  readonly code: string;
  /** Key within the code: an issuer, a style. */
  readonly style: string;
  /** UN/EDIFACT 1001 of the document meant. */
  readonly type: string;
  /**
   * Parts in their order, as data: never a regular expression of an official. `literal` alternatives, `country` (two letters),
   * `year` (4 digits), `digits` and `letters` with lengths, `any` of letters and digits; separators between parts are optional where
   * they are named.
   */
  readonly parts: readonly {
    readonly kind: 'literal' | 'country' | 'year' | 'digits' | 'letters' | 'any';
    readonly values?: readonly string[];
    readonly least?: number;
    readonly most?: number;
    /** What the part is of the document. */
    readonly as?: 'country' | 'authority' | 'year' | 'number' | 'suffix';
    readonly optional?: boolean;
    /** Digits this part is filled up to with zeros; more than this many lose leading zeros only. Without it zeros stay as written. */
    readonly pad?: number;
  }[];
  /** Country and authority of the issuer where the reference does not say it. */
  readonly country?: string;
  readonly authority?: string;
  /** How the issuer's own number is made of the parts: `{number}` or `NZL{year}/{number}`. */
  readonly number: string;
}

/** Correspondence of two nomenclatures; one parameter row. */
export interface CommodityMapping {
  readonly system: string;
  readonly from: string;
  readonly to: string;
}

/** Which way a procedure moves an account: its goods are drawn on the certificate, or are not. */
export const MOVEMENT_SIGNS = ['draw', 'none'] as const;
export type MovementSign = (typeof MOVEMENT_SIGNS)[number];

/** Everything officials own that a decision goes by, of one owner on one day. */
export interface RuleBook {
  readonly tables: readonly DecisionTable[];
  /** Tables of a narrower level (office): evaluated beside, their outcomes can only be graver. */
  readonly local: readonly DecisionTable[];
  readonly patterns: readonly ReferencePattern[];
  readonly mappings: readonly CommodityMapping[];
  readonly practice: Practice;
  /** By procedure; one that is not named draws. */
  readonly movements?: Readonly<Record<string, MovementSign>>;
  /** Versions of the parameters, by name. */
  readonly versions: Readonly<Record<string, number>>;
  readonly day: string;
}
