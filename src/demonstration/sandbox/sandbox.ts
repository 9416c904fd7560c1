import path from 'node:path';
import { addAnchor, keepAuthority, OPERATOR } from '../../access/index.ts';
import type { Clock } from '../../base/index.ts';
import { readCertificatesPem, sha256Hex } from '../../crypto/index.ts';
import { exchangeKeyOf, type House } from '../../platform/index.ts';
import { agreeWithPartner, partnerPassword } from './agreements.ts';
import { sealingAuthorities } from './kit-files.ts';
import { partnerKeys, type PartnerKeys } from './partner-keys.ts';
import { SANDBOX_PARTNER } from './parts.ts';
import { SANDBOX_NAME } from './sample-certificates.ts';

/** What a sandbox has before its house is opened. */
export interface Sandbox {
  readonly kit: string;
  readonly keys: PartnerKeys;
}

/** Makes the keys of a sandbox: a house takes in what lies in its key folder when it is opened. */
export async function equipSandbox(options: {
  readonly dataFolder: string;
  readonly kit: string;
  readonly clock: Clock;
}): Promise<Sandbox> {
  const { dataFolder, kit, clock } = options;
  for (const authority of sealingAuthorities())
    await exchangeKeyOf(path.resolve(dataFolder, 'keys'), authority, clock());
  return { kit, keys: await partnerKeys(kit, clock) };
}

/** Enters the partner: its authority, the anchor of its seals, its agreements. What is there already stays. */
export async function fillSandbox(house: House, { kit, keys }: Sandbox): Promise<void> {
  await keepAuthority(house, OPERATOR, {
    key: SANDBOX_PARTNER,
    title: { en: SANDBOX_NAME },
    names: [SANDBOX_NAME],
    fields: ['phytosanitary', 'veterinary', 'food'],
  });
  const [root] = readCertificatesPem(keys.root);
  const known = house.trust.anchors().filter(({ authority }) => authority === SANDBOX_PARTNER);
  if (root !== undefined && !known.some(({ certificate }) => sha256Hex(certificate) === sha256Hex(root)))
    await addAnchor(house, OPERATOR, { authority: SANDBOX_PARTNER, certificate: root });
  await house.trust.refresh();
  const password = await partnerPassword(kit, house);
  await agreeWithPartner(house, { certificate: keys.certificate, password });
}
