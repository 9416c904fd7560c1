import type { XmlElement } from '../../src/base/index.ts';

/** Digest algorithms a verifier may ask for. SHA-1 is absent: a seal that needs it is refused before. */
export const DIGESTS = ['SHA-256', 'SHA-384', 'SHA-512'] as const;
export type DigestAlgorithm = (typeof DIGESTS)[number];

/** Signature algorithms; ECDSA signatures are P1363 (r‖s) here, as XML signatures carry them. */
export const SIGNATURES = [
  'ECDSA-P256-SHA-256',
  'ECDSA-P256-SHA-384',
  'ECDSA-P256-SHA-512',
  'ECDSA-P384-SHA-256',
  'ECDSA-P384-SHA-384',
  'ECDSA-P384-SHA-512',
  'RSA-SHA-256',
  'RSA-SHA-384',
  'RSA-SHA-512',
  'RSA-PSS-SHA-256',
  'RSA-PSS-SHA-384',
  'RSA-PSS-SHA-512',
  'ED25519',
] as const;
export type SignatureAlgorithm = (typeof SIGNATURES)[number];

/** What a plan asks of its host. `key` is a DER SubjectPublicKeyInfo. */
export type Question =
  | { readonly ask: 'digest'; readonly algorithm: DigestAlgorithm; readonly bytes: Uint8Array }
  | {
      readonly ask: 'verify';
      readonly algorithm: SignatureAlgorithm;
      readonly key: Uint8Array;
      readonly bytes: Uint8Array;
      readonly signature: Uint8Array;
    }
  | {
      /** What a zlib stream (RFC 1950) holds, at most so many bytes. */
      readonly ask: 'inflate';
      readonly bytes: Uint8Array;
      readonly maximum: number;
    };

/**
 * Answers: a digest's bytes, whether a signature verifies, or what a stream holds. An unusable key is `false`, never an
 * exception; so is a stream that is broken, holds more, or does not end where its bytes do.
 */
export type Answer = Uint8Array | boolean;

/**
 * A computation that asks its host for digests and signature checks instead of calling a library, so that one
 * verifier runs on the server (node:crypto, synchronous) and in a browser (WebCrypto, asynchronous).
 */
export type Plan<Result> = Generator<Question, Result, Answer>;

export type AnswerNow = (question: Question) => Answer;
export type AnswerLater = (question: Question) => Promise<Answer>;

export function runNow<Result>(plan: Plan<Result>, answer: AnswerNow): Result {
  let step = plan.next();
  while (step.done !== true) step = plan.next(answer(step.value));
  return step.value;
}

export async function runLater<Result>(plan: Plan<Result>, answer: AnswerLater): Promise<Result> {
  let step = plan.next();
  while (step.done !== true) step = plan.next(await answer(step.value));
  return step.value;
}

/** Asks for a digest inside a plan: `const hash = yield* digest('SHA-256', bytes)`. */
export function* digest(algorithm: DigestAlgorithm, bytes: Uint8Array): Plan<Uint8Array> {
  const answer = yield { ask: 'digest', algorithm, bytes };
  if (typeof answer === 'boolean') throw new TypeError('a digest was asked for');
  return answer;
}

/** Asks for a signature check inside a plan. */
export function* verifySignature(question: Omit<Extract<Question, { ask: 'verify' }>, 'ask'>): Plan<boolean> {
  return (yield { ask: 'verify', ...question }) === true;
}

/** Asks for what a zlib stream holds; undefined where it is broken, longer than allowed, or followed by anything. */
export function* inflated(bytes: Uint8Array, maximum: number): Plan<Uint8Array | undefined> {
  const answer = yield { ask: 'inflate', bytes, maximum };
  return typeof answer === 'boolean' ? undefined : answer;
}

/** The canonicalisations a seal may name, without comments. */
export const CANONICALISATIONS = ['c14n-1.0', 'c14n-1.1', 'c14n-exclusive'] as const;
export type Canonicalisation = (typeof CANONICALISATIONS)[number];

/** Why bytes are not a document we read; each a key of the words. */
export const XML_REFUSALS = [
  'xml-too-large',
  'xml-too-deep',
  'xml-too-many-attributes',
  'xml-doctype',
  'xml-entity',
  'xml-processing-instruction',
  'xml-encoding',
  'xml-not-well-formed',
  'xml-undeclared-prefix',
  'xml-relative-namespace',
  'xml-empty',
] as const;
export type XmlRefusal = (typeof XML_REFUSALS)[number];

/** An opened document. The tree that is canonicalised is the tree that `root` shows. */
export interface OpenXml {
  /** Plain data of the document element, as it stood when opened. */
  readonly root: XmlElement;
  /**
   * Remarks that do not refuse the document: `xml-processing-instruction-outside` (with its `target`) for each beside
   * the document element, and `xml-comment-in-signature` where a comment stands inside an element of that local name.
   */
  readonly warnings: readonly { readonly code: string; readonly values: Readonly<Record<string, string>> }[];
  /**
   * Canonical bytes of the document (the document element and any processing instructions beside it), or of the
   * element `of`, with the element `without` left out.
   * Both are elements of `root`, by identity. `inclusivePrefixes` is the PrefixList of exclusive C14N.
   */
  canonical(options: {
    readonly method: Canonicalisation;
    readonly of?: XmlElement;
    readonly without?: XmlElement;
    readonly inclusivePrefixes?: readonly string[];
  }): Uint8Array;
  /** Frees what the parser holds. */
  close(): void;
}

export type XmlOpening =
  | { readonly opened: true; readonly document: OpenXml }
  | {
      readonly opened: false;
      readonly refusal: XmlRefusal;
      readonly values: Readonly<Record<string, string>>;
    };

/** Bounds checked before any tree is built. */
export interface XmlBounds {
  readonly maximumBytes: number;
  readonly maximumDepth: number;
  readonly maximumAttributes: number;
}

/** 32 MiB, 64 levels, 64 attributes an element: several times what any real certificate needs. */
export const XML_BOUNDS: XmlBounds = { maximumBytes: 33_554_432, maximumDepth: 64, maximumAttributes: 64 };

/** A strict parser: refuses hostile input before it builds a tree, never throws on content. */
export type XmlOpener = (bytes: Uint8Array, bounds?: XmlBounds) => XmlOpening;
