import type { Fault, Finding } from '../../base/index.ts';
import type { HistoryLine } from '../../ledger/index.ts';
import type { Loss, SpsCertificate, Translation } from '../../standards/index.ts';
import type {
  BundleVerdict,
  CertificateEntry,
  ExaminationRequest,
  FoundCertificate,
  PublicCertificate,
  Receipt,
  SealVerdict,
  TranslationTask,
} from '../../systems/ecert/index.ts';
import type { Caller } from './access.ts';

/** Bytes with their media type and the name a person would save them under. */
export interface StoredDocument {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly fileName: string;
  /** Opaque text that changes with the bytes. */
  readonly tag: string;
}

/** What an examination of bytes found, without storing any. */
export interface Graded {
  readonly digest: string;
  readonly seal: SealVerdict;
  readonly findings: readonly Finding[];
  /** Faults for which an intake would refuse the document. */
  readonly faults: readonly Fault[];
  /** Of an evidence bundle. */
  readonly bundle?: BundleVerdict;
}

export interface CertificateService {
  search(
    caller: Caller,
    search: {
      readonly filters: Readonly<Record<string, string>>;
      readonly limit: number;
      readonly after?: string;
    },
  ): Promise<{ readonly items: readonly CertificateEntry[]; readonly next?: string }>;
  export(caller: Caller, filters: Readonly<Record<string, string>>): AsyncIterable<CertificateEntry>;
  /** Those of a country that bear a number, at most ten. */
  byNumber(caller: Caller, country: string, number: string): Promise<readonly FoundCertificate[]>;
  /** @throws `certificate-not-found`, as the following do. */
  get(caller: Caller, id: string): Promise<CertificateEntry>;
  document(caller: Caller, id: string): Promise<StoredDocument>;
  sealed(caller: Caller, id: string): Promise<StoredDocument>;
  bundle(caller: Caller, id: string): Promise<StoredDocument>;
  history(caller: Caller, id: string): Promise<readonly HistoryLine[]>;
  receipt(caller: Caller, id: string): Promise<Receipt>;
  /** The certificate in the older dialect, and what that form cannot say. */
  older(caller: Caller, id: string): Promise<{ readonly xml: string; readonly losses: readonly Loss[] }>;
  /** A document in another form, with the report of what is lost. @throws as `translate` of the standards room does. */
  translate(request: TranslationTask['request'], now: Date): Promise<Translation>;
  /** Enters a draft under the caller's office. @throws `certificate-draft-invalid`, `certificate-number-conflict`. */
  draft(caller: Caller, document: SpsCertificate): Promise<CertificateEntry>;
  revise(
    caller: Caller,
    draft: { readonly id: string; readonly document: SpsCertificate; readonly version: number },
  ): Promise<CertificateEntry>;
  act(
    caller: Caller,
    request: {
      readonly id: string;
      readonly action: string;
      readonly input: unknown;
      readonly version?: number;
    },
  ): Promise<CertificateEntry>;
  /** @throws `intake-busy` where too many ask at a time. */
  examine(bytes: Uint8Array, mediaType: ExaminationRequest['mediaType']): Promise<Graded>;
  /** A certificate with its newest document; a draft has none. */
  reading(caller: Caller, id: string): Promise<PublicCertificate>;
  /** The certificate of a number and a security code; one and the same miss for whatever does not fit. */
  publicFace(number: string, securityCode: string): Promise<PublicCertificate | undefined>;
  /** The code for the paper, for who keeps the certificate and may issue. */
  securityCode(caller: Caller, certificate: CertificateEntry): string | undefined;
}
