import {
  issueAuthority,
  issueSealCertificate,
  readCertificatesPem,
  readSealKey,
  type SealKey,
} from '../../crypto/index.ts';
import { newParty } from '../../crypto/testing/index.ts';
import type { TrustAnchor } from '../../../verify/core/index.ts';

export interface TestSeal {
  readonly key: SealKey;
  readonly anchor: TrustAnchor;
}

/** A seal key under an authority of its own, trusted for the authority given. */
export async function testSeal(authority: string, country: string): Promise<TestSeal> {
  const period = {
    organisation: authority,
    country,
    from: '2024-01-01T00:00:00Z',
    until: '2034-01-01T00:00:00Z',
  };
  const root = await issueAuthority({ ...period, commonName: `${authority} root` });
  const issued = await issueSealCertificate(root, { ...period, commonName: `${authority} seal` });
  const [certificate] = readCertificatesPem(root.certificate);
  if (certificate === undefined) throw new Error('no certificate');
  return {
    key: readSealKey({ privateKey: issued.privateKey, certificates: issued.certificate }),
    anchor: { authority, certificate },
  };
}

/** A key of another kind than seals on paper may have. */
export async function rsaSealKey(): Promise<SealKey> {
  const { certificate } = await newParty({ name: 'RSA seal', algorithm: 'RSA-3072' });
  return { certificate, intermediates: [], sign: () => new Uint8Array(384) };
}
