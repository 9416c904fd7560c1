import path from 'node:path';
import { utf8, uuidV7 } from '../base/index.ts';
import {
  certificatePem,
  issueAuthority,
  issueSealCertificate,
  readSealKey,
  sha256Hex,
  type SealKey,
} from '../crypto/index.ts';
import {
  ExchangeError,
  openReceipt,
  sealEnvelope,
  sealReceipt,
  type Envelope,
  type MessageType,
  type PartnerValue,
  type ReceiptOutcome,
} from '../exchange/index.ts';
import { exchangeKeyOf, keptSecret, sweepHouseAlarms, type House } from '../platform/index.ts';
import { approve } from './administration.ts';
import type { DemonstrationCertificate } from './certificates.ts';
import { demonstrationFolder, HOME_AUTHORITY } from './parties.ts';
import { certificatesByNumber, getDocument } from '../systems/ecert/index.ts';

const SYSTEM = { kind: 'system' } as const;
const DAY = 86_400_000;
const COMES_ITSELF = 'NL-NVWA';
const IS_AWAY = 'AU-DAFF';
const SPEAKS_ANOTHER = 'NZ-MPI';
const PARTNERS = [COMES_ITSELF, IS_AWAY, SPEAKS_ANOTHER] as const;
type PartnerName = (typeof PARTNERS)[number];
/** How long each partner's exchange certificate lasts: one ends soon, and nothing takes over. */
const LASTS: Readonly<Record<PartnerName, number>> = {
  [COMES_ITSELF]: 900,
  [IS_AWAY]: 20,
  [SPEAKS_ANOTHER]: 500,
};
const CERTIFICATES = 6;

/**
 * Three partners with some traffic: one that comes, takes and confirms, one that is away while its certificate runs out, and one
 * that cannot be told what it would have to be told. Done once.
 */
export async function fillExchange(
  house: House,
  certificates: readonly DemonstrationCertificate[],
): Promise<void> {
  const keys = await agreed(house);
  const there = await house.exchange.traffic.deliveries(SYSTEM, {}, { limit: 1 });
  if (there.items.length > 0) return;
  const own = certificates.filter(({ authority }) => authority === HOME_AUTHORITY);
  const taken = await send(house, COMES_ITSELF, own.slice(0, CERTIFICATES));
  await send(house, IS_AWAY, own.slice(CERTIFICATES, CERTIFICATES + 2));
  await send(house, SPEAKS_ANOTHER, own.slice(CERTIFICATES + 2, CERTIFICATES + 3));
  const key = keys.get(COMES_ITSELF);
  if (key === undefined) return;
  const said: readonly ReceiptOutcome[] = [
    'accepted',
    'accepted',
    'accepted',
    'accepted-with-warnings',
    'rejected',
  ];
  for (const [index, outcome] of said.entries()) {
    const message = taken[index];
    if (message !== undefined) await confirm(house, key, message, outcome);
  }
  await bring(house, key, { to: HOME_AUTHORITY, content: '<SPSCertificate>' });
  // Addressed to somebody whom nobody here serves: turned away at the door.
  await bring(house, key, { to: 'XX-NOBODY', content: '{}' }).catch((error: unknown) => {
    if (!(error instanceof ExchangeError)) throw error;
  });
  await sweepHouseAlarms(house);
}

/** Agreements, addresses and certificates, approved by two officials; answers the partners' keys. */
async function agreed(house: House): Promise<ReadonlyMap<PartnerName, SealKey>> {
  const now = house.clock();
  await exchangeKeyOf(path.resolve(house.configuration.dataFolder, 'keys'), HOME_AUTHORITY, now);
  await house.refreshExchangeKeys();
  const keys = new Map<PartnerName, SealKey>();
  for (const partner of PARTNERS) keys.set(partner, await partnerKey(house, partner));
  const from = new Date(now.getTime() - DAY).toISOString().slice(0, 10);
  const why = 'For the demonstration.';
  await approve(
    house,
    'exchange-partner',
    why,
    PARTNERS.map((partner) => ({
      key: { authority: HOME_AUTHORITY, partner },
      value: agreementWith(partner),
      from,
    })),
  );
  await approve(
    house,
    'exchange-address',
    why,
    PARTNERS.map((partner) => ({
      key: { partner, channel: 'rest' },
      // Where nothing answers, and without leaving this machine.
      value: { address: partner === IS_AWAY ? { url: 'http://127.0.0.1:9' } : { fetch: false } },
      from,
    })),
  );
  await approve(
    house,
    'exchange-certificate',
    why,
    [...keys].flatMap(([partner, { certificate }]) =>
      // Who comes itself signs its requests with it too.
      (partner === COMES_ITSELF ? ['seal', 'transport'] : ['seal']).map((use) => ({
        key: { partner, use, fingerprint: sha256Hex(certificate) },
        value: { certificate: certificatePem(certificate) },
        from,
      })),
    ),
  );
  house.exchange.partners.renew();
  return keys;
}

function agreementWith(partner: PartnerName): PartnerValue {
  const types: readonly MessageType[] = [
    'certificate',
    'certificate-status',
    'inquiry',
    'verification-result',
  ];
  const dialect = partner === SPEAKS_ANOTHER ? 'ecert-of-1998:1' : 'sps-certificate:17';
  return {
    state: 'live',
    contact: `exchange@${partner.toLowerCase()}.example`,
    scope: [],
    outgoing: [{ type: 'certificate', dialect, channel: 'rest' }],
    incoming: types.map((type) => ({ type, channel: 'rest' })),
  };
}

async function partnerKey(house: House, partner: PartnerName): Promise<SealKey> {
  const text = await keptSecret(
    path.join(demonstrationFolder(house), 'keys'),
    `${partner}.exchange.json`,
    async () => {
      const now = house.clock().getTime();
      const subject = {
        organisation: `${partner} (demonstration)`,
        country: partner.slice(0, 2),
        from: new Date(now - 300 * DAY).toISOString(),
        until: new Date(now + LASTS[partner] * DAY).toISOString(),
      };
      const authority = await issueAuthority({ ...subject, commonName: `${partner} exchange authority` });
      const { privateKey, certificate } = await issueSealCertificate(authority, {
        ...subject,
        commonName: `${partner} exchange`,
      });
      return JSON.stringify({ privateKey, certificates: certificate });
    },
  );
  // The file is of our own writing.
  return readSealKey(JSON.parse(text) as { readonly privateKey: string; readonly certificates: string });
}

async function send(
  { exchange, database }: House,
  to: PartnerName,
  certificates: readonly DemonstrationCertificate[],
): Promise<readonly string[]> {
  const sent: string[] = [];
  for (const { number, country, authority } of certificates) {
    const [entry] = await certificatesByNumber(database, SYSTEM, number, country);
    const document = entry === undefined ? undefined : await getDocument(database, SYSTEM, entry.id);
    if (document === undefined) continue;
    const posted = await database.transaction(SYSTEM, (transaction) =>
      exchange.post(transaction, {
        authority,
        to,
        type: 'certificate',
        subject: `${country}/${authority}/${number}`,
        render: (dialect) =>
          dialect === 'sps-certificate:17'
            ? { mediaType: 'application/xml', content: document.bytes }
            : undefined,
      }),
    );
    sent.push(...posted.map(({ id }) => id));
  }
  return sent;
}

/** What a partner does that comes itself: lists, takes, and says what became of it. */
async function confirm(
  { exchange, clock }: House,
  key: SealKey,
  message: string,
  outcome: ReceiptOutcome,
): Promise<void> {
  await exchange.box.list(COMES_ITSELF, { limit: 50 });
  const entry = await exchange.box.get(COMES_ITSELF, message);
  if (entry === undefined) return;
  const isGood = outcome === 'accepted';
  const receipt = await sealReceipt(
    {
      form: 'receipt:1',
      message,
      receipt: message,
      from: COMES_ITSELF,
      to: HOME_AUTHORITY,
      level: 'technical',
      outcome,
      digest: entry.envelope.digest,
      findings: isGood
        ? []
        : [
            {
              area: 'Mapping',
              level: outcome === 'rejected' ? 'SEVERE' : 'WARNING',
              code: 'exchange-content-malformed',
              path: '/SPSCertificate/SPSExchangedDocument/IssueDateTime',
              values: {},
            },
          ],
      at: clock().toISOString(),
    },
    key,
  );
  const statement = await openReceipt(receipt, COMES_ITSELF, [key.certificate]);
  await exchange.reception.acknowledge(COMES_ITSELF, statement);
}

/** A certificate that a partner brings, and that no reader can make anything of. */
async function bring(
  { exchange, clock, random }: House,
  key: SealKey,
  { to, content }: { readonly to: string; readonly content: string },
): Promise<void> {
  const bytes = utf8(content);
  const now = clock().getTime();
  const bare: Envelope = {
    id: uuidV7(now, random),
    from: COMES_ITSELF,
    to,
    type: 'certificate',
    dialect: 'sps-certificate:17',
    mediaType: 'application/xml',
    digest: sha256Hex(bytes),
    subject: `NL/${COMES_ITSELF}/NL-2026-0001`,
    sent: new Date(now).toISOString(),
    expires: new Date(now + DAY).toISOString(),
  };
  await exchange.reception.receive({
    partner: COMES_ITSELF,
    channel: 'rest',
    transportId: bare.id,
    envelope: await sealEnvelope(bare, key),
    mediaType: bare.mediaType,
    content: bytes,
  });
}
