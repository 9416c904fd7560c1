import type { SealReport, SubIndication } from '../../core/index.ts';
import type { Fact, Lamp } from '../lamp.ts';
import type { TrustPack } from '../trust-pack.ts';

/** What to do about a seal that could not be judged, or that was judged and does not count. */
const ADVICE: Readonly<Partial<Record<SubIndication, string>>> = {
  NO_CERTIFICATE_CHAIN_FOUND: 'lamp-advice-trust',
  NO_SIGNING_CERTIFICATE_FOUND: 'lamp-advice-issuer',
  OUT_OF_BOUNDS_NO_POE: 'lamp-advice-time',
  REVOKED_NO_POE: 'lamp-advice-time',
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: 'lamp-advice-time',
};

/**
 * The seal's lamp: who sealed exactly this content, by the reader's own trust list. `exportCountry` is what the content
 * says of the issuing side.
 */
export function sealLamp(
  seal: SealReport,
  pack: TrustPack | undefined,
  exportCountry: string | undefined,
): Lamp {
  const facts = sealFacts(seal);
  const common = { name: 'seal', asked: true, values: {}, facts, remarks: seal.remarks } as const;
  const reason = `lamp-seal-${(seal.subIndication ?? '').toLowerCase().replaceAll('_', '-')}`;
  switch (seal.indication) {
    case 'TOTAL-PASSED': {
      const authority = seal.authority ?? '';
      const country = pack?.authorities.find(({ key }) => key === authority)?.country;
      // Whoever holds a trusted key can seal a certificate that names another country's authority.
      if (exportCountry !== undefined && country !== undefined && country !== exportCountry) {
        const values = { authority, country: exportCountry };
        return {
          ...common,
          light: 'warning',
          code: 'lamp-seal-other-country',
          values,
          advice: 'lamp-advice-issuer',
        };
      }
      return { ...common, light: 'passed', code: 'lamp-seal-passed', values: { authority } };
    }
    case 'INDETERMINATE': {
      const code = seal.subIndication === undefined ? 'lamp-seal-undetermined' : reason;
      const advice = ADVICE[seal.subIndication ?? 'FORMAT_FAILURE'] ?? 'lamp-advice-issuer';
      return { ...common, light: 'unknown', code, advice };
    }
    case 'TOTAL-FAILED': {
      const code = seal.subIndication === undefined ? 'lamp-seal-failed' : reason;
      return { ...common, light: 'failed', code, advice: 'lamp-advice-broken' };
    }
    case 'NO-SEAL':
      return { ...common, light: 'failed', code: 'lamp-seal-absent', advice: 'lamp-advice-unsealed' };
  }
}

/** A document alone is silent on what was done with the certificate later. */
export function forceLampOfDocument(): Lamp {
  return {
    name: 'force',
    light: 'unknown',
    code: 'lamp-force-not-in-file',
    values: {},
    advice: 'lamp-advice-online',
    asked: false,
    facts: [],
    remarks: [],
  };
}

export function evidenceLampOfDocument(): Lamp {
  return {
    name: 'evidence',
    light: 'unknown',
    code: 'lamp-evidence-not-in-file',
    values: {},
    advice: 'lamp-advice-bundle',
    asked: false,
    facts: [],
    remarks: [],
  };
}

/** What only the reader can do; nothing to do where nothing may be shown. */
export function paperLamp(seal: SealReport | undefined, isCertificate: boolean): Lamp {
  const common = { name: 'paper', asked: false, values: {}, facts: [], remarks: [] } as const;
  if (seal?.content === undefined) return { ...common, light: 'failed', code: 'lamp-paper-hidden' };
  if (!isCertificate) return { ...common, light: 'unknown', code: 'lamp-paper-not-certificate' };
  if (seal.indication === 'NO-SEAL') return { ...common, light: 'unknown', code: 'lamp-paper-unsealed' };
  if (seal.indication !== 'TOTAL-PASSED') return { ...common, light: 'unknown', code: 'lamp-paper-unproven' };
  return { ...common, light: 'compare', code: 'lamp-paper-compare', advice: 'lamp-advice-compare' };
}

function sealFacts(seal: SealReport): Fact[] {
  const { signer, authority, claimedTime, algorithm, contentDigest, indication, subIndication } = seal;
  const facts: (Fact | undefined)[] = [
    authority === undefined ? undefined : { name: 'fact-authority', value: authority, kind: 'authority' },
    claimedTime === undefined ? undefined : { name: 'fact-claimed-time', value: claimedTime, kind: 'time' },
    signer && { name: 'fact-signer', value: signer.subject, kind: 'text' },
    {
      name: 'fact-indication',
      value: [indication, subIndication].filter(Boolean).join(' · '),
      kind: 'code',
      detail: true,
    },
    signer && { name: 'fact-issued-by', value: signer.issuer, kind: 'text', detail: true },
    signer && {
      name: 'fact-algorithm',
      value: [algorithm, signer.key].filter(Boolean).join(' · '),
      kind: 'code',
      detail: true,
    },
    signer && { name: 'fact-valid-from', value: signer.notBefore, kind: 'time', detail: true },
    signer && { name: 'fact-valid-until', value: signer.notAfter, kind: 'time', detail: true },
    signer && { name: 'fact-fingerprint', value: signer.fingerprint, kind: 'code', detail: true },
    contentDigest === undefined
      ? undefined
      : { name: 'fact-content-digest', value: contentDigest, kind: 'code', detail: true },
  ];
  return facts.filter((fact) => fact !== undefined);
}
