import type { HttpRequestParts } from '../../crypto/index.ts';
import type { WireMessage } from '../channels/rest/asking/index.ts';
import type { Envelope } from '../protocol/index.ts';

/** How a message of the installation was judged: a sealed receipt that says so, or a refusal to take it at all. */
export type Judgement = { readonly receipt: string } | { readonly refused: string };

/** When a request is signed and until when that counts, seconds since 1970. */
export interface Signing {
  readonly created: number;
  readonly expires: number;
  readonly nonce: string;
}

/** What a partner's system does of its own; the conformance run does everything else. */
export interface PartnerSystem {
  /** The headers that sign a request (RFC 9421), beside those that it has. */
  sign(request: HttpRequestParts, signing: Signing): Promise<ReadonlyMap<string, string>>;
  /** The envelope with the partner's seal. */
  seal(envelope: Envelope): Promise<Envelope>;
  /** Takes a message that came, as if it had fetched it, and says what became of it. */
  receive(message: WireMessage): Promise<Judgement>;
  /** Signs a report: JWS (compact), ES256, `typ` as given, the payload inside. */
  signReport(type: string, payload: Uint8Array): Promise<string>;
  close(): Promise<void>;
}
