import type { Amount, Measured } from './quantity.ts';

/** A party as a document names it. */
export interface NamedParty {
  readonly name?: string;
  /** Registration number with the authority that keeps the document. */
  readonly id?: string;
  readonly country?: string;
}

/** A supporting document that a declaration cites, as it was written. */
export interface CitedDocument {
  /** Code of the declaration's own list: `A` of China's, `N853` of the European one. */
  readonly code: string;
  readonly reference: string;
  readonly quantity?: Amount;
  /** Line of the document that the goods item draws on, where it is stated. */
  readonly line?: number;
}

/** One goods item of a declaration. */
export interface GoodsItem {
  /** Number within the declaration, 1 and up. */
  readonly item: number;
  /** Commodity code of the importing country's tariff, digits only. */
  readonly commodity: string;
  readonly description?: string;
  /** ISO 3166-1 alpha-2. */
  readonly origin?: string;
  readonly quantities: readonly Measured[];
  readonly packages?: Amount;
  /** Customs value. */
  readonly value?: { readonly amount: string; readonly currency: string };
  readonly establishments?: readonly string[];
  /** Days, YYYY-MM-DD. */
  readonly produced?: string;
  readonly expires?: string;
  readonly documents: readonly CitedDocument[];
  /** Codes of checks that customs awaits for the item, where its practice has them (`H219`). */
  readonly checks?: readonly string[];
}

/** A version of a customs declaration, as comparison reads it, whatever form it came in. */
export interface DeclarationFacts {
  /** Country and authority that decide on it. */
  readonly country: string;
  readonly authority: string;
  /** Customs office it was lodged at. */
  readonly office?: string;
  readonly number: string;
  /** Counts the trader's versions from 1. */
  readonly version: number;
  readonly direction: 'import' | 'export' | 'transit';
  /** Customs procedure: supervision mode (监管方式) of China, procedure code elsewhere. */
  readonly procedure?: string;
  /** Key of the organisation that lodged it, and its class with customs. */
  readonly declarant: string;
  readonly declarantClass?: string;
  readonly consignor?: NamedParty;
  readonly consignee?: NamedParty;
  /** Days, YYYY-MM-DD. */
  readonly lodged: string;
  readonly arrival?: string;
  readonly despatchCountry?: string;
  readonly tradeCountry?: string;
  readonly routeCountries: readonly string[];
  /** Port or place of entry; UN/LOCODE or the country's own code. */
  readonly port?: string;
  readonly transportMode?: string;
  readonly transportMeans?: string;
  readonly voyage?: string;
  readonly transportDocuments: readonly string[];
  readonly containers: readonly string[];
  readonly seals: readonly string[];
  readonly items: readonly GoodsItem[];
  /** Documents cited for all items. */
  readonly documents: readonly CitedDocument[];
}
