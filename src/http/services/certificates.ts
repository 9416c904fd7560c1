import type { Fault, Finding } from '../../base/index.ts';
import type { ProvenLeaf } from '../../evidence/index.ts';
import type { Entry, HistoryLine } from '../../ledger/index.ts';
import type { SealReport } from '../../../verify/core/index.ts';
import type { Caller } from './access.ts';

/** A verdict on a seal without the signed content. */
export type SealVerdict = Omit<SealReport, 'content'>;

export type MediaType = 'application/xml' | 'application/json';
/** A certificate as the ledger holds it; `body` is the summary by which it is listed and compared. */
export type Certificate = Entry<object, string>;

export interface Receipt {
  readonly id: string;
  readonly number: string;
  /** Permanent name in the evidence. */
  readonly key: string;
  readonly state: string;
  readonly version: number;
  /** SHA-256 of the bytes as received, hex. */
  readonly digest: string;
  readonly received: string;
  readonly findings: readonly Finding[];
  readonly seal: SealVerdict;
  /** Printed on paper; shown to who lodged or issued, once. */
  readonly securityCode?: string;
  /** Absent until the act is proven. */
  readonly proven?: ProvenLeaf;
}

/** Bytes with their media type and the name a person would save them under. */
export interface StoredDocument {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly fileName: string;
}

/** What an examination of bytes found, without storing any. */
export interface Graded {
  readonly digest: string;
  readonly seal: SealVerdict;
  readonly findings: readonly Finding[];
  /** Faults for which an intake would refuse the document. */
  readonly faults: readonly Fault[];
}

export interface CertificateService {
  /**
   * Reads, grades, verifies and enters a certificate, and waits at most so long for its proof. The same bytes again are
   * `known`. @throws `certificate-refused` with every fault, `certificate-number-conflict`.
   */
  lodge(
    caller: Caller,
    submission: { readonly bytes: Uint8Array; readonly mediaType: MediaType },
    waitMilliseconds: number,
  ): Promise<{ readonly outcome: 'created' | 'known'; readonly receipt: Receipt }>;
  search(
    caller: Caller,
    search: {
      readonly filters: Readonly<Record<string, string>>;
      readonly limit: number;
      readonly after?: string;
    },
  ): Promise<{ readonly items: readonly Certificate[]; readonly next?: string }>;
  export(caller: Caller, filters: Readonly<Record<string, string>>): AsyncIterable<Certificate>;
  /** Those of a country that bear a number, at most ten. */
  byNumber(caller: Caller, country: string, number: string): Promise<readonly Certificate[]>;
  /** @throws `certificate-not-found`, as the following do. */
  get(caller: Caller, id: string): Promise<Certificate>;
  document(caller: Caller, id: string): Promise<StoredDocument>;
  sealed(caller: Caller, id: string): Promise<StoredDocument>;
  bundle(caller: Caller, id: string): Promise<StoredDocument>;
  proof(caller: Caller, id: string): Promise<string | undefined>;
  history(caller: Caller, id: string): Promise<readonly HistoryLine[]>;
  receipt(caller: Caller, id: string, waitMilliseconds: number): Promise<Receipt>;
  /** Names of the actions that the caller may take now. */
  allowed(caller: Caller, certificate: Certificate): readonly string[];
  act(
    caller: Caller,
    request: { readonly id: string; readonly action: string; readonly input: unknown; readonly version?: number },
  ): Promise<Certificate>;
  examine(bytes: Uint8Array, mediaType: MediaType): Promise<Graded>;
  /** The certificate of a number and a security code; one and the same miss for whatever does not fit. */
  publicFace(number: string, securityCode: string): Promise<Certificate | undefined>;
}
