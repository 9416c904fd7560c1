import type { NamedParty } from './declaration.ts';
import type { Amount } from './quantity.ts';

/** Permanent name of a document in the ledger. */
export interface DocumentKey {
  readonly country: string;
  readonly authority: string;
  readonly number: string;
}

/** One line of a certificate's goods. */
export interface CertifiedLine {
  /** 1 and up, in the order of the document where it does not number them. */
  readonly line: number;
  /** Commodity codes as certified, digits only, with the nomenclature they are of (`HS`, `CN`, `HTS`). */
  readonly codes: readonly { readonly system: string; readonly code: string }[];
  readonly names: readonly string[];
  readonly netMass?: Amount;
  readonly grossMass?: Amount;
  /** Other quantities certified: volumes, pieces, stems. */
  readonly quantities: readonly Amount[];
  readonly packages: readonly Amount[];
  readonly origins: readonly string[];
  /** Approval numbers of establishments. */
  readonly establishments: readonly string[];
  readonly produced?: string;
  readonly expires?: string;
}

/** A certificate in the ledger, as comparison reads it. */
export interface CertificateFacts extends DocumentKey {
  readonly id: string;
  /** Version of the record that was read. */
  readonly version: number;
  readonly state: string;
  /** UN/EDIFACT 1001: 851 phytosanitary, 852 sanitary, 853 veterinary … */
  readonly typeCode?: string;
  /** RFC 3339; the moment of issue, and the first moment at which it is no longer valid. */
  readonly issued: string;
  readonly expires?: string;
  readonly replaces?: string;
  /** Number of the certificate that took its place, where it was replaced. */
  readonly successor?: string;
  readonly exportCountry?: string;
  readonly importCountry?: string;
  readonly transitCountries: readonly string[];
  readonly consignor?: NamedParty;
  readonly consignee?: NamedParty;
  readonly transport: readonly {
    readonly mode?: string;
    readonly means?: string;
    readonly voyage?: string;
  }[];
  readonly containers: readonly string[];
  readonly seals: readonly string[];
  readonly references: readonly string[];
  readonly entryPort?: string;
  readonly lines: readonly CertifiedLine[];
  /** What an official of the importing country last said of it. */
  readonly result?: 'pass' | 'refuse' | 'request';
  /** What inspectors entered on it, in the codes of their practice; absent where its source does not tell. */
  readonly findings?: readonly string[];
}
