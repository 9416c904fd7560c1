import path from 'node:path';
import type { Clock } from '../../base/index.ts';
import { issueAuthority, issueSealCertificate } from '../../crypto/index.ts';
import { KIT_FILES } from '../../exchange/partner/index.ts';
import { keptSecret } from '../../platform/index.ts';
import { SANDBOX_COUNTRY, SANDBOX_PARTNER } from './parts.ts';

/** The partner's keys, PEM. */
export interface PartnerKeys {
  readonly privateKey: string;
  readonly certificate: string;
  /** The certificate that issued it: the trust anchor of the partner's seals. */
  readonly root: string;
}

const YEAR = 365 * 86_400_000;
const ROOT = 'keys/partner-root.crt.pem';

/** The partner's keys in a kit's folder, made once: a kit that was handed out keeps its keys. */
export async function partnerKeys(kit: string, clock: Clock): Promise<PartnerKeys> {
  const now = clock().getTime();
  const subject = {
    organisation: SANDBOX_PARTNER,
    country: SANDBOX_COUNTRY,
    from: new Date(now - YEAR).toISOString(),
    until: new Date(now + 5 * YEAR).toISOString(),
  };
  const made = async (): Promise<PartnerKeys> => {
    const root = await issueAuthority({ ...subject, commonName: `${SANDBOX_PARTNER} root` });
    const issued = await issueSealCertificate(root, { ...subject, commonName: `${SANDBOX_PARTNER} key` });
    return { ...issued, root: root.certificate };
  };
  // One file holds all, so that a start that was cut short leaves no half.
  const all = await keptSecret(path.join(kit, 'keys'), 'partner.json', async () =>
    JSON.stringify(await made()),
  );
  // The file is of our own writing.
  const keys = JSON.parse(all) as PartnerKeys;
  for (const [file, text] of [
    [KIT_FILES.key, keys.privateKey],
    [KIT_FILES.certificate, keys.certificate],
    [ROOT, keys.root],
  ] as const)
    await keptSecret(path.join(kit, 'keys'), path.basename(file), () => text);
  return keys;
}
