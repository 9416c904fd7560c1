import { sign } from 'node:crypto';
import type { TrustAnchor } from '../../../verify/core/index.ts';
import { utf8 } from '../../base/index.ts';
import { newParty, type Party, type PartyOptions } from './authority.ts';
import { forge, type Forgery } from './forge.ts';
import { broken, doubtful, PASSED, type Expected, type SealVector } from './vector.ts';
import { AU, NOW, NZ, type World } from './world.ts';

/** Who sealed, and whether they could: each reason a verdict of its own. */
export async function trustVectors(world: World): Promise<readonly SealVector[]> {
  const { root, seal, trust, certificate } = world;
  const document = certificate();
  const vector = (
    name: string,
    forgery: Omit<Forgery, 'document'>,
    expected: Expected,
    more: Partial<SealVector> = {},
  ): SealVector => ({
    name,
    xml: utf8(forge({ document, ...forgery })),
    trust,
    time: NOW,
    expected,
    ...more,
  });
  const trusting = (party: Party, more: Partial<TrustAnchor> = {}): readonly TrustAnchor[] => [
    { authority: NZ, certificate: party.certificate, ...more },
  ];
  const under = async (name: string, options: Omit<PartyOptions, 'name' | 'by'>): Promise<Party> =>
    newParty({ name, by: root, ...options });
  const noPath = (remark: string): Expected => doubtful('NO_CERTIFICATE_CHAIN_FOUND', remark);
  const notForSeals = doubtful('CHAIN_CONSTRAINTS_FAILURE', 'seal-key-usage');

  const expired = await under('expired', { from: '2020-01-01T00:00:00Z', until: '2026-06-30T23:59:59Z' });
  const future = await under('future', { from: '2027-01-01T00:00:00Z' });
  const revokedOn = (at: string): Partial<SealVector> => ({
    trust: trusting(root, { revoked: [{ serial: 'A11', at }] }),
  });
  const chain = await chains();
  return [
    vector('the right authority passes', { by: seal }, PASSED, { expectedAuthority: NZ }),
    vector(
      'a seal of another authority is a verdict of its own',
      { by: world.otherSeal },
      doubtful('CHAIN_CONSTRAINTS_FAILURE', 'seal-other-authority'),
      { expectedAuthority: NZ },
    ),
    vector(
      'a seal of another authority passes only as that authority’s',
      { by: world.otherSeal },
      { ...PASSED, authority: AU },
    ),
    vector(
      'a root and a seal under the names of the true ones are not them',
      { by: world.impostorSeal },
      noPath('seal-path-signature-wrong'),
    ),
    vector(
      'a root that a message brings along is not trusted',
      {
        by: world.impostorSeal,
        certificates: [world.impostorSeal.certificate, world.impostorRoot.certificate],
      },
      noPath('seal-path-signature-wrong'),
    ),
    vector(
      'a certificate that nobody of ours issued is unknown',
      { by: await newParty({ name: 'nobody' }) },
      noPath('seal-unknown-signer'),
    ),
    vector(
      'the true certificate over an impostor’s signature is seen',
      { by: seal, sign: (bytes) => impostorSignature(world, bytes) },
      broken('seal-signature-wrong', 'SIG_CRYPTO_FAILURE'),
    ),
    vector(
      'the true certificate in place of the one the seal names is seen',
      { by: world.impostorSeal, certificates: [seal.certificate] },
      doubtful('NO_SIGNING_CERTIFICATE_FOUND', 'seal-certificate-not-named'),
    ),
    vector(
      'no certificate is a verdict of its own',
      { by: seal, certificates: [] },
      doubtful('NO_SIGNING_CERTIFICATE_FOUND', 'seal-no-certificate'),
    ),
    vector(
      'a certificate that is none is refused',
      { by: seal, certificates: [new Uint8Array([48, 3, 2, 1, 1])] },
      broken('seal-certificate-unreadable'),
    ),
    vector(
      'a pinned seal certificate passes without any in the message',
      { by: seal, certificates: [] },
      PASSED,
      { trust: trusting(seal) },
    ),
    vector('a pinned seal certificate passes', { by: seal }, PASSED, { trust: trusting(seal) }),
    vector('no anchor is no trust', { by: seal }, noPath('seal-unknown-signer'), { trust: [] }),
    vector('an anchor whose time is over is not trusted', { by: seal }, noPath('seal-anchor-not-in-force'), {
      trust: trusting(root, { until: '2026-11-01T00:00:00Z' }),
    }),
    vector(
      'an anchor whose time is to come is not trusted',
      { by: seal },
      noPath('seal-anchor-not-in-force'),
      { trust: trusting(root, { from: '2026-12-01T00:00:00Z' }) },
    ),
    vector('an anchor in its time is trusted', { by: seal }, PASSED, {
      trust: trusting(root, { from: '2026-01-01T00:00:00Z', until: '2026-12-31T00:00:00Z' }),
    }),
    vector(
      'a certificate that had expired when it sealed fails',
      { by: expired, time: '2026-07-01T00:00:00Z' },
      { indication: 'TOTAL-FAILED', subIndication: 'EXPIRED', remark: 'seal-expired', reads: '100' },
    ),
    vector(
      'a certificate that has expired since the claimed time is doubtful',
      { by: expired, time: '2026-06-01T00:00:00Z' },
      doubtful('OUT_OF_BOUNDS_NO_POE', 'seal-expired-since'),
    ),
    vector(
      'the same seal passes as of a time within its validity',
      { by: expired, time: '2026-06-01T00:00:00Z' },
      PASSED,
      { time: '2026-06-02T00:00:00Z' },
    ),
    vector(
      'a certificate that is not yet valid fails',
      { by: future },
      { indication: 'TOTAL-FAILED', subIndication: 'NOT_YET_VALID', remark: 'seal-not-yet-valid' },
    ),
    vector(
      'a seal that claims a time before its certificate fails',
      { by: seal, time: '2025-12-31T00:00:00Z' },
      { indication: 'TOTAL-FAILED', subIndication: 'NOT_YET_VALID' },
    ),
    vector(
      'a certificate revoked before the claimed time fails',
      { by: seal },
      { indication: 'TOTAL-FAILED', subIndication: 'REVOKED', remark: 'seal-revoked' },
      revokedOn('2026-10-01T00:00:00Z'),
    ),
    vector(
      'a certificate revoked since the claimed time is doubtful',
      { by: seal },
      doubtful('REVOKED_NO_POE', 'seal-revoked-since'),
      revokedOn('2026-11-10T00:00:00Z'),
    ),
    vector(
      'a certificate revoked later passes as of now',
      { by: seal },
      { ...PASSED, remark: 'seal-revoked-later' },
      revokedOn('2026-12-10T00:00:00Z'),
    ),
    vector('another certificate’s revocation is not this one’s', { by: seal }, PASSED, {
      trust: trusting(root, { revoked: [{ serial: '0A110', at: NOW }] }),
    }),
    vector(
      'RSA 1024 is too weak',
      { by: await under('rsa 1024', { algorithm: 'RSA-1024' }) },
      doubtful('CRYPTO_CONSTRAINTS_FAILURE', 'seal-key-too-weak'),
    ),
    vector(
      'RSA 2048 passes with a warning',
      { by: await under('rsa 2048', { algorithm: 'RSA-2048' }) },
      { ...PASSED, remark: 'seal-key-weak' },
    ),
    vector('RSA 3072 passes', { by: await under('rsa 3072', { algorithm: 'RSA-3072' }) }, PASSED),
    vector(
      'P-384 passes',
      {
        by: await under('p-384', { algorithm: 'P-384' }),
        method: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384',
      },
      PASSED,
    ),
    vector(
      'a curve we do not verify is a verdict of its own',
      {
        by: await under('p-521', { algorithm: 'P-521' }),
        method: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512',
      },
      doubtful('CRYPTO_CONSTRAINTS_FAILURE', 'seal-key-unsupported'),
    ),
    vector(
      'a certificate that was signed with SHA-1 is in no path',
      { by: await under('sha-1', { digest: 'SHA-1' }) },
      noPath('seal-path-algorithm-refused'),
    ),
    vector(
      'a certificate with an unknown critical extension is in no path',
      { by: await under('critical', { unknownCritical: true }) },
      noPath('seal-path-critical-extension'),
    ),
    vector(
      'a key that may not sign documents is not for seals',
      { by: await under('agreement', { usage: 16 }) },
      notForSeals,
    ),
    vector(
      'a certificate of a TLS server is not for seals',
      { by: await under('server', { purposes: ['1.3.6.1.5.5.7.3.1'] }) },
      notForSeals,
    ),
    vector(
      'a certificate for signing documents is for seals',
      { by: await under('documents', { purposes: ['1.3.6.1.5.5.7.3.36'] }) },
      PASSED,
    ),
    vector(
      'an authority’s own key is not for seals',
      { by: await newParty({ name: 'sub', by: chain.root, authority: true, usage: 5 }) },
      notForSeals,
      { trust: trusting(chain.root) },
    ),
    vector(
      'a path through an intermediate passes',
      { by: chain.leaf, certificates: [chain.leaf.certificate, chain.middle.certificate] },
      PASSED,
      { trust: trusting(chain.root) },
    ),
    vector(
      'a path whose intermediate did not come along is not found',
      { by: chain.leaf },
      noPath('seal-unknown-signer'),
      { trust: trusting(chain.root) },
    ),
    vector(
      'a path longer than its root allows is refused',
      {
        by: chain.tooLow,
        certificates: [chain.tooLow.certificate, chain.lowest.certificate, chain.middle.certificate],
      },
      noPath('seal-path-too-long'),
      { trust: trusting(chain.root) },
    ),
    vector(
      'a certificate that a seal certificate issued is in no path',
      {
        by: chain.byLeaf,
        certificates: [chain.byLeaf.certificate, chain.leaf.certificate, chain.middle.certificate],
      },
      noPath('seal-path-not-authority'),
      { trust: trusting(chain.root) },
    ),
    vector(
      'a path through an expired intermediate is refused',
      { by: chain.underExpired, certificates: [chain.underExpired.certificate, chain.expired.certificate] },
      noPath('seal-path-not-in-force'),
      { trust: trusting(chain.root) },
    ),
  ];
}

/** By a key of the same kind as the true one: only the mathematics can tell. */
function impostorSignature({ impostorSeal }: World, bytes: Uint8Array): Uint8Array {
  return sign('sha256', bytes, { key: impostorSeal.key, dsaEncoding: 'ieee-p1363' });
}

async function chains(): Promise<
  Record<'root' | 'middle' | 'lowest' | 'leaf' | 'tooLow' | 'byLeaf' | 'expired' | 'underExpired', Party>
> {
  const root = await newParty({ name: 'Chain Root', authority: true, pathLength: 1 });
  const middle = await newParty({ name: 'Chain Middle', by: root, authority: true });
  const lowest = await newParty({ name: 'Chain Lowest', by: middle, authority: true });
  const leaf = await newParty({ name: 'Chain Leaf', by: middle });
  const expired = await newParty({
    name: 'Chain Expired',
    by: root,
    authority: true,
    until: '2026-02-01T00:00:00Z',
  });
  return {
    root,
    middle,
    lowest,
    leaf,
    tooLow: await newParty({ name: 'Chain Too Low', by: lowest }),
    byLeaf: await newParty({ name: 'By Leaf', by: leaf }),
    expired,
    underExpired: await newParty({ name: 'Under Expired', by: expired }),
  };
}
