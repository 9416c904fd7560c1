/** How the server behaves; `standardOptions` suits a production server behind nothing. */
export interface ServerOptions {
  /** Version of the API, as its description names it. */
  readonly version: string;
  /** Largest document, in bytes. */
  readonly bodyLimitBytes: number;
  /** Longest time a client may take to send its headers, and the whole request. */
  readonly headersTimeoutMilliseconds: number;
  readonly requestTimeoutMilliseconds: number;
  /** How often the two are looked after. */
  readonly connectionsCheckMilliseconds: number;
  /** Longest time in which nothing passes on a connection while an answer is due or being taken. */
  readonly idleTimeoutMilliseconds: number;
  /** How long a closing server lets accepted requests finish. */
  readonly shutdownMilliseconds: number;
  /** Most requests a minute from one address, and how many of them at once. */
  readonly requestsPerMinute: number;
  /** Documents to read or verify a minute from one address that is not signed in. */
  readonly anonymousDocumentsPerMinute: number;
  /** Attempts to sign in a minute from one address: an office behind one address begins its day. */
  readonly loginsPerMinute: number;
  /** Guesses at a certificate's security code a minute, from one address and at one number. */
  readonly guessesPerMinute: number;
  /** Shortest time a wrong guess or a wrong password takes to be answered. */
  readonly wrongAnswerMilliseconds: number;
  /** How long an intake waits for its proof before it answers 202. */
  readonly proofWaitMilliseconds: number;
  /** Proxies whose X-Forwarded-For is believed: addresses or CIDR ranges. */
  readonly trustedProxies: readonly string[];
  /** Folder of the built offline verifier; absent where it is not served. */
  readonly verifierFolder?: string;
  /** Folder of the built portal; absent where it is not served. */
  readonly portalFolder?: string;
  /** Certificate chain and key (PEM); the server speaks HTTPS where given. */
  readonly tls?: {
    readonly certificate: string;
    readonly key: string;
    /** Authorities (PEM) whose client certificates are taken; nobody is asked for one where absent. */
    readonly clientAuthorities?: string;
  };
  /** Where this installation is seen from outside, e.g. `https://example.org`. */
  readonly publicOrigin?: string;
}

export const STANDARD_OPTIONS: ServerOptions = Object.freeze({
  version: '0.1.0',
  bodyLimitBytes: 33_554_432,
  headersTimeoutMilliseconds: 10_000,
  requestTimeoutMilliseconds: 60_000,
  connectionsCheckMilliseconds: 5_000,
  idleTimeoutMilliseconds: 120_000,
  shutdownMilliseconds: 20_000,
  requestsPerMinute: 60_000,
  anonymousDocumentsPerMinute: 120,
  loginsPerMinute: 60,
  guessesPerMinute: 10,
  wrongAnswerMilliseconds: 700,
  proofWaitMilliseconds: 2_000,
  trustedProxies: Object.freeze([]),
});
