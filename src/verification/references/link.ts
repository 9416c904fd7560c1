import type { CertificateFacts, DocumentKey, Link, LinkState } from '../facts/index.ts';
import type { ReferenceReading } from './read-reference.ts';

/** What the ledger has of a reading, in whatever order it was found. */
export interface FoundReading {
  /** Documents that each reading means exactly, by its place in `readings`. */
  readonly found: readonly (readonly DocumentKey[])[];
  /** The same of the readings under other codes. */
  readonly foreign: readonly (readonly DocumentKey[])[];
  /** From the document cited to the one in force; the last is the certificate's. Only where exactly one was found. */
  readonly chain?: readonly DocumentKey[];
  /** The certificate at the end of the chain. */
  readonly certificate?: CertificateFacts;
  /** Documents that took the place of the one cited, where it was split into several. */
  readonly parts?: readonly DocumentKey[];
  readonly suggestions?: readonly DocumentKey[];
}

/**
 * The link of a reference: `linked` only where it has one reading and that means one document. Several readings are ambiguous even
 * where the ledger has only one of them today: the other may be the one that is still on its way.
 */
export function linkOf(reading: ReferenceReading, ledger: FoundReading): Link {
  const found = distinct(ledger.found.flat());
  const parts = distinct(ledger.parts ?? []);
  const state = stateOf(reading, found, parts, ledger);
  const linked = state === 'linked';
  return {
    code: reading.code,
    reference: reading.reference,
    state,
    readings: reading.readings,
    candidates: state === 'ambiguous' ? (parts.length > 1 ? parts : found) : [],
    suggestions: linked
      ? []
      : state === 'foreign-type'
        ? distinct(ledger.foreign.flat())
        : (ledger.suggestions ?? []),
    chain: linked || parts.length > 1 ? (ledger.chain ?? []) : [],
    ...(linked && ledger.certificate !== undefined ? { certificate: ledger.certificate } : {}),
  };
}

function stateOf(
  reading: ReferenceReading,
  found: readonly DocumentKey[],
  parts: readonly DocumentKey[],
  ledger: FoundReading,
): LinkState {
  if (reading.readings.length === 0) return ledger.foreign.flat().length > 0 ? 'foreign-type' : 'unreadable';
  if (reading.readings.length > 1 || found.length > 1 || parts.length > 1) return 'ambiguous';
  return found.length === 1 && ledger.certificate !== undefined ? 'linked' : 'unknown';
}

function distinct(keys: readonly DocumentKey[]): readonly DocumentKey[] {
  const byName = new Map(
    keys.map(({ country, authority, number }) => [
      `${country}/${authority}/${number}`,
      { country, authority, number },
    ]),
  );
  return [...byName.keys()].toSorted().flatMap((name) => byName.get(name) ?? []);
}
