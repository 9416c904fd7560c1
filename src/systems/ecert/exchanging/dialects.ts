import type { Clock } from '../../../base/index.ts';
import type { Said, Translated } from '../../../exchange/index.ts';
import {
  dialectNamed,
  recogniseDialect,
  StandardsError,
  type DialectName,
  type Translation,
} from '../../../standards/index.ts';
import type { TrustSource } from '../authority.ts';
import { Translations } from '../translations.ts';

/** The dialect in which this system seals. */
export const SEALED_DIALECT = 'sps-certificate:17';

/** Dialects of certificates as agreements name them, and as the standards switch does. */
const AGREED: Readonly<Record<string, DialectName>> = {
  [SEALED_DIALECT]: 'sps-certificate-17',
  'sps-certificate:11': 'sps-certificate-11',
  'sps-certificate:8': 'sps-certificate-8',
  ched: 'ched',
  'ched:17': 'ched',
  'ecert-json': 'ecert-json',
  'ecert-json:D.23B': 'ecert-json',
  sancrt: 'sancrt',
  'older-dialect': 'older-ecert',
  'older-dialect:2009': 'older-ecert',
};
/** Whether an agreement's dialect is a version of SPSCertificate, which states its own status. */
export function isSpsCertificate(dialect: string): boolean {
  return AGREED[dialect]?.startsWith('sps-certificate-') === true;
}

/** What the intake reads as it comes, with its seal. */
const TAKEN_AS_IS: ReadonlySet<DialectName> = new Set([
  'sps-certificate-17',
  'sps-certificate-11',
  'sps-certificate-8',
  'older-ecert',
]);

/** Certificates in partners' dialects. */
export interface Translator {
  /** A certificate of ours in the dialect of an agreement; what it is where that is its own, and why where it cannot be. */
  outgoing(document: Uint8Array, dialect: string): Promise<Said>;
  /** A partner's certificate as the intake reads it; undefined where it does so as it came. */
  incoming(document: Uint8Array): Promise<Incoming | undefined>;
}

/** A certificate for the intake, or why there is none. */
export type Incoming =
  { readonly document: Uint8Array; readonly translated: Translated } | { readonly error: StandardsError };

/** Puts certificates into other dialects by the standards switch; large ones each on a thread, one after the other. */
export function openTranslator(options: {
  readonly trust: Pick<TrustSource, 'anchors'>;
  readonly clock: Clock;
}): Translator {
  const translations = new Translations();
  let last: Promise<unknown> = Promise.resolve();
  const translate = (bytes: Uint8Array, from: DialectName, to: DialectName): Promise<Translation> => {
    const task = {
      request: { bytes, from, to },
      anchors: options.trust.anchors(),
      now: options.clock().getTime(),
    };
    const turn = last.then(() => translations.translate(task));
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    async outgoing(document, dialect) {
      const to = AGREED[dialect];
      if (to === undefined) return { unsaid: 'dialect-unknown' };
      const from = recogniseDialect(document);
      if (from === undefined) return { unsaid: 'dialect-unknown' };
      if (from === to) return { mediaType: dialectNamed(to)?.mediaType ?? '', content: document };
      try {
        const translation = await translate(document, from, to);
        const { mediaType, bytes: content } = translation;
        return { mediaType: plainType(mediaType), content, translated: reportOf(document, translation) };
      } catch (error) {
        if (error instanceof StandardsError) return { unsaid: error.code };
        throw error;
      }
    },
    async incoming(document) {
      const from = recogniseDialect(document);
      if (from === undefined || TAKEN_AS_IS.has(from) || !Object.values(AGREED).includes(from))
        return undefined;
      try {
        const translation = await translate(document, from, 'sps-certificate-17');
        return { document: translation.bytes, translated: reportOf(document, translation) };
      } catch (error) {
        if (error instanceof StandardsError) return { error };
        throw error;
      }
    },
  };
}

function reportOf(original: Uint8Array, { from, to, losses, defaulted, omitted }: Translation): Translated {
  return { original, source: agreedName(from), target: agreedName(to), losses, defaulted, omitted };
}

function agreedName(name: DialectName): string {
  return Object.entries(AGREED).find(([, one]) => one === name)?.[0] ?? name;
}

/** Media types of envelopes are in small letters (RFC 2045 §5.1: their case says nothing). */
function plainType(mediaType: string): string {
  return mediaType.toLowerCase();
}
