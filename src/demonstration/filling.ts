import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { permissionsOf } from '../access/index.ts';
import { say, utf8, type Language } from '../base/index.ts';
import { seal, type SealKey } from '../crypto/index.ts';
import type { LedgerCaller } from '../ledger/index.ts';
import { spsCertificate17, writeMessage } from '../standards/index.ts';
import { bundleOf, platformWords, trustPackOf, type House } from '../platform/index.ts';
import {
  certificatesByNumber,
  getDocument,
  securityCodeOf,
  type CertificateEntry,
} from '../systems/ecert/index.ts';
import { lodgeApplication } from './applicant.ts';
import { fillAdministration } from './administration.ts';
import {
  demonstrationCertificates,
  demonstrationHistory,
  type DemonstrationCertificate,
} from './certificates.ts';
import { fillCorrespondence } from './correspondence.ts';
import { fillDeclarations } from './declarations.ts';
import { fillDesks } from './desk.ts';
import { fillExchange } from './exchange.ts';
import { buildOrganisations } from './offices.ts';
import { demonstrationFolder, equipAuthorities, HOME_AUTHORITY, openAccounts } from './parties.ts';
import type { DemonstrationAccount } from './parties.ts';

/** How many certificates the demonstration has. */
const CERTIFICATES = 120;
/** And how many older ones, so that there are figures of three years. */
const OLDER = 150;
const SYSTEM = { kind: 'system' } as const;

export interface Filled {
  /** Certificates that went in now; 0 when they were there already. */
  readonly certificates: number;
  readonly accounts: readonly DemonstrationAccount[];
}

/**
 * Fills a new ledger so that there is something to see: authorities with real keys, accounts, certificates in every state,
 * and files to try. What is there already stays; a start that was cut short is completed by the next.
 */
export async function fillDemonstration(house: House, language: Language): Promise<Filled> {
  const keys = await equipAuthorities(house);
  await buildOrganisations(house, HOME_AUTHORITY);
  const accounts = await openAccounts(house, language);
  await lodgeApplication(house);
  await fillDesks(house);
  const marker = path.join(demonstrationFolder(house), 'paper.txt');
  const [oldest, ...others] = demonstrationCertificates(house.clock(), CERTIFICATES);
  if (oldest === undefined) return { certificates: 0, accounts };
  const there = await certificatesByNumber(house.database, SYSTEM, oldest.number, oldest.country);
  const older = there.length > 0 ? 0 : await lodgeHistory(house, keys);
  const lodged = there.length > 0 ? 0 : older + (await lodge(house, keys, [...others, oldest]));
  await fillAdministration(house);
  await fillExchange(house, others);
  await fillDeclarations(house, [oldest, ...others]);
  if (lodged > 0) {
    const [withdrawn, replaced, successor, draft, sample] = others.filter(
      ({ authority }) => authority === HOME_AUTHORITY,
    );
    if (!withdrawn || !replaced || !successor || !draft || !sample) return { certificates: lodged, accounts };
    await changeStates(house, { withdrawn, replaced, successor, draft });
    await fillCorrespondence(house, others);
    await writeFiles(house, { sample, withdrawn, marker, language });
  }
  return { certificates: lodged, accounts };
}

/** An office of the demonstration acting in its own name. */
function officeCaller(certificate: Pick<DemonstrationCertificate, 'authority' | 'country'>): LedgerCaller {
  const permissions: ReadonlySet<string> = permissionsOf(['supervisor']);
  const { authority, country } = certificate;
  return {
    actor: `demonstration/${authority}`,
    scope: { kind: 'authority', country, authority },
    may: (permission) => permissions.has(permission),
  };
}

function sealed({ document, issued, number }: DemonstrationCertificate, key: SealKey): string {
  const id = number.replace(/[^A-Za-z0-9]/g, '-');
  return seal(writeMessage(spsCertificate17, document), key, { time: issued.toISOString(), id });
}

/** Seals and enters certificates that are not in the ledger yet; the oldest last, as the sign that all are in. */
async function lodge(
  house: House,
  keys: ReadonlyMap<string, SealKey>,
  certificates: readonly DemonstrationCertificate[],
): Promise<number> {
  let stored = 0;
  for (const certificate of certificates) {
    const key = keys.get(certificate.authority);
    const there = await certificatesByNumber(house.database, SYSTEM, certificate.number, certificate.country);
    if (key === undefined || there.length > 0) continue;
    const [outcome] = await house.intake.accept(
      [{ bytes: utf8(sealed(certificate, key)), mediaType: 'application/xml' }],
      officeCaller(certificate),
    );
    if (outcome?.kind === 'refused') {
      throw new Error(`demonstration certificate ${certificate.number}: ${JSON.stringify(outcome.faults)}`);
    }
    stored += 1;
  }
  return stored;
}

/** Seals and enters older certificates, each authority's in one go. */
async function lodgeHistory(house: House, keys: ReadonlyMap<string, SealKey>): Promise<number> {
  const certificates: DemonstrationCertificate[] = [];
  for (const each of demonstrationHistory(house.clock(), OLDER)) {
    const there = await certificatesByNumber(house.database, SYSTEM, each.number, each.country);
    if (there.length === 0) certificates.push(each);
  }
  let stored = 0;
  for (const authority of new Set(certificates.map((each) => each.authority))) {
    const key = keys.get(authority);
    const own = certificates.filter((each) => each.authority === authority);
    const [first] = own;
    if (key === undefined || first === undefined) continue;
    const items = own.map((each) => ({
      bytes: utf8(sealed(each, key)),
      mediaType: 'application/xml' as const,
    }));
    const outcomes = await house.intake.accept(items, officeCaller(first));
    const refused = outcomes.find(({ kind }) => kind === 'refused');
    if (refused !== undefined)
      throw new Error(`a demonstration certificate was refused: ${JSON.stringify(refused)}`);
    stored += outcomes.length;
  }
  return stored;
}

/** One certificate withdrawn, one replaced by its successor, one draft: every state has an example. */
async function changeStates(
  house: House,
  certificates: Readonly<Record<'withdrawn' | 'replaced' | 'successor' | 'draft', DemonstrationCertificate>>,
): Promise<void> {
  const { withdrawn, replaced, successor, draft } = certificates;
  const caller = officeCaller(withdrawn);
  const take = async (of: DemonstrationCertificate, action: string, input: unknown) => {
    const [entry] = await certificatesByNumber(house.database, caller.scope, of.number, of.country);
    if (entry?.state === 'issued') await house.issuing.act({ id: entry.id, action, input }, caller);
  };
  await take(withdrawn, 'withdraw', { reason: 'Consignment returned to the exporter.' });
  await take(replaced, 'replace', { successor: successor.number, reason: 'Change of consignee.' });
  const number = `${draft.number.slice(0, -6)}900001`;
  const document = {
    ...draft.document,
    exchangedDocument: { ...draft.document.exchangedDocument, id: { value: number } },
  };
  await house.issuing.draft(document, caller);
}

/** Documents to try: sealed, altered by one digit, evidence bundles, whom to trust, and what the paper carries. */
async function writeFiles(
  house: House,
  {
    sample,
    withdrawn,
    marker,
    language,
  }: {
    readonly sample: DemonstrationCertificate;
    readonly withdrawn: DemonstrationCertificate;
    readonly marker: string;
    readonly language: Language;
  },
): Promise<void> {
  const folder = demonstrationFolder(house);
  await mkdir(folder, { recursive: true });
  const place = (name: string) => path.join(folder, name);
  const { entry, document } = await kept(house, sample);
  await writeFile(place('sealed.xml'), document.bytes);
  await writeFile(place('altered.xml'), altered(document.bytes));
  await writeFile(place('trust.json'), await trustPackOf(house));
  await writeFile(place('evidence.asice'), (await bundleOf(house, SYSTEM, { entry, document })).bytes);
  const other = await bundleOf(house, SYSTEM, await kept(house, withdrawn));
  await writeFile(place('withdrawn.asice'), other.bytes);
  await writeFile(marker, `${paperText(house, entry, language)}\n`);
}

async function kept(house: House, { number, country }: DemonstrationCertificate) {
  const [entry] = await certificatesByNumber(house.database, SYSTEM, number, country);
  const document = entry === undefined ? undefined : await getDocument(house.database, SYSTEM, entry.id);
  if (entry === undefined || document === undefined)
    throw new Error(`demonstration certificate ${number} is absent`);
  return { entry, document };
}

/** The same document with another weight: what a forger would do. */
function altered(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('utf8')
    .replace(
      /(<ram:NetWeightMeasure[^>]*>)(\d)/,
      (_, tag: string, digit: string) => `${tag}${digit === '9' ? '1' : '9'}`,
    );
}

function paperText(house: House, entry: CertificateEntry, language: Language): string {
  const code = securityCodeOf(house.keys.code, entry.id);
  return say(platformWords, language, 'demonstration-paper', { number: entry.number, code, path: '/check' });
}
