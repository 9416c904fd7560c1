import {
  issueAuthority,
  issueSealCertificate,
  readCertificatesPem,
  readSealKey,
  seal,
} from '../../../crypto/index.ts';
import { utf8 } from '../../../base/index.ts';
import type { SealKey } from '../../../crypto/index.ts';
import type { TrustAnchor } from '../../../../verify/core/index.ts';
import type { SampleOptions } from './certificates.ts';
import { sampleXml } from './certificates.ts';

export interface TestSeal {
  readonly key: SealKey;
  readonly anchor: TrustAnchor;
}

/** A seal key under an authority of its own, trusted for the authority given. */
export async function testSeal(authority: string): Promise<TestSeal> {
  const period = {
    organisation: authority,
    country: authority.slice(0, 2),
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

export function sealedBytes(options: SampleOptions, { key }: TestSeal): Uint8Array {
  return utf8(seal(sampleXml(options), key, { time: '2026-03-01T08:00:00Z', id: 'test' }));
}
