import path from 'node:path';
import { toBase64Url } from '../../base/index.ts';
import { readCertificatesPem, sha256Hex } from '../../crypto/index.ts';
import { MESSAGE_TYPES } from '../../exchange/index.ts';
import { REPORT_DIALECT, USUAL_FORMS } from '../../exchange/partner/index.ts';
import { sealPassword } from '../../exchange/channels/soap/index.ts';
import type { ProposedRow } from '../../ledger/parameters/index.ts';
import { keptSecret, partnerPasswordKey, type House } from '../../platform/index.ts';
import { putInForce } from '../administration.ts';
import { HOME_AUTHORITY } from '../parties.ts';
import { SANDBOX_AUTHORITIES, SANDBOX_BYTES, SANDBOX_COUNTRY, SANDBOX_PARTNER } from './parts.ts';

const DAY = 86_400_000;
const CHANNELS = ['rest', 'soap'] as const;

/** The partner's agreements, address and certificates, proposed by one official of the sandbox and approved by another. */
export async function agreeWithPartner(
  house: House,
  { certificate, password }: { readonly certificate: string; readonly password: string },
): Promise<void> {
  const from = new Date(house.clock().getTime() - DAY).toISOString().slice(0, 10);
  const reason = 'Sandbox.';
  const { partners } = house.exchange;
  partners.renew();
  if (partners.of(SANDBOX_PARTNER).length === 0)
    await putInForce(house, 'exchange-partner', reason, agreements(from));
  if (partners.addressOf(SANDBOX_PARTNER, 'soap') === undefined)
    await putInForce(house, 'exchange-address', reason, [await soapAddress(house, password, from)]);
  if (partners.certificates(SANDBOX_PARTNER, 'seal').length > 0) return;
  const [der = new Uint8Array()] = readCertificatesPem(certificate);
  const fingerprint = sha256Hex(der);
  await putInForce(
    house,
    'exchange-certificate',
    reason,
    (['seal', 'transport'] as const).map((use) => ({
      key: { partner: SANDBOX_PARTNER, use, fingerprint },
      value: { certificate },
      from,
    })),
  );
}

/** How the partner proves itself by SOAP: any of the three ways. */
async function soapAddress(house: House, password: string, from: string): Promise<ProposedRow> {
  const key = await partnerPasswordKey(path.resolve(house.configuration.dataFolder, 'keys'), house.random);
  const sealed = sealPassword({ key }, password, { partner: SANDBOX_PARTNER, random: house.random });
  const address = { ways: ['digest', 'signature', 'mutual-tls'], user: SANDBOX_PARTNER, password: sealed };
  return { key: { partner: SANDBOX_PARTNER, channel: 'soap' }, value: { address }, from };
}

/** The password of the partner's UsernameToken, made once. */
export function partnerPassword(kit: string, { random }: Pick<House, 'random'>): Promise<string> {
  return keptSecret(path.join(kit, 'keys'), 'soap-password.txt', () => toBase64Url(random(18)));
}

function agreements(from: string): readonly ProposedRow[] {
  const outgoing = MESSAGE_TYPES.map((type) => ({
    type,
    dialect: USUAL_FORMS[type].dialect,
    channel: 'rest',
  }));
  const incoming = CHANNELS.flatMap((channel) => MESSAGE_TYPES.map((type) => ({ type, channel })));
  const ways = [
    [SANDBOX_COUNTRY, HOME_AUTHORITY.slice(0, 2)],
    [HOME_AUTHORITY.slice(0, 2), SANDBOX_COUNTRY],
  ] as const;
  const scope = ways.map(([one, other]) => ({ from: one, to: other, commodity: '', paperless: true }));
  const shared = { contact: 'sandbox', largestBytes: SANDBOX_BYTES };
  const agreed = (authority: string, value: object): ProposedRow => ({
    key: { authority, partner: SANDBOX_PARTNER },
    value: { ...shared, scope: [], outgoing, incoming, ...value },
    from,
  });
  const report = { type: 'inquiry', dialect: REPORT_DIALECT, channel: 'rest' };
  return [
    agreed(SANDBOX_AUTHORITIES.live, { state: 'live', scope }),
    agreed(SANDBOX_AUTHORITIES.testing, { state: 'testing', incoming: [...incoming, report] }),
    agreed(SANDBOX_AUTHORITIES.suspended, { state: 'suspended' }),
    agreed(SANDBOX_AUTHORITIES.limited, {
      state: 'live',
      outgoing: [],
      incoming: [{ type: 'certificate-status', channel: 'rest' }],
    }),
  ];
}
