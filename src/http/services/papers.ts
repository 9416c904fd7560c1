import type { Language } from '../../base/index.ts';
import type { CertificateEntry } from '../../systems/ecert/index.ts';
import type { Caller } from './access.ts';
import type { StoredDocument } from './certificates.ts';

/** Which paper of a certificate is wanted. */
export interface PaperChoice {
  /** Serial number that `print` gave; a dash stands in its place where none was. */
  readonly paper?: string;
  /** Labels in these two; Chinese and English else. */
  readonly languages?: readonly [Language, Language];
}

/** Certificates on paper. What is printed is read from what the seal covers. */
export interface PaperService {
  /**
   * PDF/A-3 with the sealed document inside. With QR seal and signature where the seal key of its authority is installed
   * here; else a reading copy that says so across the sheet.
   *
   * @throws `certificate-not-found`, `paper-not-sealed`, `paper-number-unknown`, `paper-busy`.
   */
  pdf(caller: Caller, id: string, choice: PaperChoice): Promise<StoredDocument>;
  /** One page as SVG, from 1. @throws as `pdf`, and `paper-page-unknown`. */
  picture(
    caller: Caller,
    id: string,
    choice: PaperChoice & { readonly page: number },
  ): Promise<StoredDocument & { readonly pages: number }>;
  /** Allots a serial paper number to a certificate in force. */
  print(
    caller: Caller,
    request: { readonly id: string; readonly version?: number },
  ): Promise<{ readonly paper: string; readonly entry: CertificateEntry }>;
  /** A signed status list; undefined where there is none. */
  statusList(authority: string, list: number): Promise<StoredDocument | undefined>;
  /** The list of an address of this installation's own; no other is asked. */
  listAt(uri: string): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}
