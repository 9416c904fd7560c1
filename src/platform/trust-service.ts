import { signersOfAuthority } from '../access/index.ts';
import { utf8 } from '../base/index.ts';
import { formatPolicy, type LogPolicy } from '../../verify/core/index.ts';
import { writeTrustPack } from '../../verify/inspection/index.ts';
import type { House } from './house.ts';

/** The policy by which a reader believes our log: the configured one, or the log alone. */
export function logPolicyOf({ policy, keys }: House): LogPolicy {
  return policy ?? { logs: [{ key: keys.log.key }], witnesses: [], groups: [], quorum: 'none' };
}

/**
 * Whom this installation trusts, as the file by which a verifier judges without us: the authorities that have anchors,
 * and the log's policy. Signed by a key of the installation's own, which readers remember.
 */
export async function trustPackOf(house: House): Promise<Uint8Array> {
  // Whoever takes a signer back by a command expects the next reader to be told, not the next but one.
  await house.trust.renew();
  const anchors = house.trust.anchors();
  const kept = house.trust.signers();
  const authorities = house.trust.authorities().flatMap((profile) => {
    const { key, country, title } = profile;
    const its = anchors.filter(({ authority }) => authority === key);
    const signers = signersOfAuthority(profile, kept);
    return its.length === 0 ? [] : [{ key, country, names: title, anchors: its, signers }];
  });
  const made = house.clock().toISOString();
  const pack = { made, authorities, policy: formatPolicy(logPolicyOf(house)) };
  return utf8(writeTrustPack(pack, house.keys.trustList));
}
