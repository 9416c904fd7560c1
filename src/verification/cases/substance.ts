import { canonicalJson, utf8, type CanonicalValue } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import type { Decision } from '../facts/index.ts';

/** SHA-256 (hex) of a decision, by its text. */
export function decisionDigest(text: string): string {
  return sha256Hex(utf8(text));
}

/**
 * SHA-256 (hex) of what a decision says: without the versions it went by and without the facts that its rules were asked with, some of
 * which change by themselves (days, what others hold). Decisions alike in it are one decision.
 */
export function substanceDigest(decision: Decision): string {
  const { versions: _, findings, ...rest } = decision;
  return digestOf({
    ...rest,
    findings: findings.map(({ facts: _facts, certificate, ...finding }) => {
      if (certificate === undefined) return finding;
      const { version: _version, ...named } = certificate;
      return { ...finding, certificate: named };
    }),
  });
}

/** Whether an account had too little for it: what others give back may change it. */
export function isShort(decision: Decision): boolean {
  return decision.findings.some(({ facts }) => facts['quantity.status'] === 'exceeds-account');
}

function digestOf(value: unknown): string {
  // A decision is of texts, truths, whole numbers, lists and records; absent members do not count.
  return sha256Hex(utf8(canonicalJson(value as CanonicalValue)));
}
