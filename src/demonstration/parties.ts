import path from 'node:path';
import { AccessError, addAnchor, keepOffice, OPERATOR, type NewAccount } from '../access/index.ts';
import { say, toBase64Url, type Language } from '../base/index.ts';
import {
  issueAuthority,
  issueSealCertificate,
  readCertificatesPem,
  readSealKey,
  type SealKey,
} from '../crypto/index.ts';
import { keptSecret, platformWords, sealFileName, type House } from '../platform/index.ts';
import { EXPORTERS } from './trade.ts';

const YEAR = 365 * 86_400_000;

/** The authority whose own offices this installation serves; the other exporters stand for its partners. */
export const HOME_AUTHORITY = 'CN-GACC';

/** The trader whose people lodge the demonstration's declarations. */
export const IMPORTER = 'CN-PDCOLD';

/** Where the demonstration keeps its files: keys of the partners it plays, passwords, documents to try. */
export function demonstrationFolder(house: House): string {
  return path.resolve(house.configuration.dataFolder, 'demonstration');
}

/** A demonstration authority's own certification authority, and the seal key under it; PEM. */
interface KeyFiles {
  readonly authority: string;
  readonly privateKey: string;
  readonly certificates: string;
}

/**
 * Gives every exporter's authority its offices, a certification authority as trust anchor, and a seal key under it.
 * Made once and kept, so that a start that was cut short goes on with the same keys. Returns the keys by authority.
 */
export async function equipAuthorities(house: House): Promise<ReadonlyMap<string, SealKey>> {
  const known = new Set(house.trust.anchors().map(({ authority }) => authority));
  const keys = new Map<string, SealKey>();
  for (const { authority, country, offices } of EXPORTERS) {
    const files = await keyFiles(house, authority, country);
    keys.set(authority, readSealKey(files));
    if (authority === HOME_AUTHORITY) await installSealKey(house, authority, files);
    if (known.has(authority)) continue;
    for (const { key, name } of offices) {
      await keepOffice(house, OPERATOR, { key, authority, names: [name] });
    }
    const [certificate] = readCertificatesPem(files.authority);
    if (certificate !== undefined) await addAnchor(house, OPERATOR, { authority, certificate });
  }
  await house.refreshSealKeys();
  await house.trust.refresh();
  return keys;
}

async function keyFiles(house: House, authority: string, country: string): Promise<KeyFiles> {
  const text = await keptSecret(
    path.join(demonstrationFolder(house), 'keys'),
    `${authority}.json`,
    async () => {
      const now = house.clock().getTime();
      const period = {
        from: new Date(now - 4 * YEAR).toISOString(),
        until: new Date(now + 10 * YEAR).toISOString(),
        country,
        organisation: `${authority} (demonstration)`,
      };
      const root = await issueAuthority({ ...period, commonName: `${authority} demonstration root` });
      const seal = await issueSealCertificate(root, {
        ...period,
        commonName: `${authority} demonstration seal`,
      });
      const made: KeyFiles = {
        authority: root.certificate,
        privateKey: seal.privateKey,
        certificates: seal.certificate,
      };
      return JSON.stringify(made);
    },
  );
  // The file is of our own writing.
  return JSON.parse(text) as KeyFiles;
}

async function installSealKey(house: House, authority: string, files: KeyFiles): Promise<void> {
  const folder = path.resolve(house.configuration.dataFolder, 'keys/seals');
  await keptSecret(folder, `${sealFileName(authority)}.crt.pem`, () => files.certificates);
  await keptSecret(folder, `${sealFileName(authority)}.key.pem`, () => files.privateKey);
}

export interface DemonstrationAccount {
  readonly login: string;
  readonly password: string;
  readonly who: string;
}

type AccountPlan = Pick<NewAccount, 'login' | 'name' | 'roles' | 'authority' | 'office' | 'organisation'> & {
  readonly word: string;
};

const ACCOUNTS: readonly AccountPlan[] = [
  {
    login: 'issuer',
    name: 'Liu Haiyan',
    roles: ['officer'],
    authority: HOME_AUTHORITY,
    office: 'CN-GACC/4200',
    word: 'demonstration-issuer',
  },
  {
    login: 'reviewer',
    name: 'Wang Lin',
    roles: ['officer'],
    authority: HOME_AUTHORITY,
    office: 'CN-GACC/4200',
    word: 'demonstration-reviewer',
  },
  {
    login: 'issuer-shanghai',
    name: 'Xu Jing',
    roles: ['officer'],
    authority: HOME_AUTHORITY,
    office: 'CN-GACC/2200',
    word: 'demonstration-issuer-shanghai',
  },
  {
    login: 'reviewer-shanghai',
    name: 'He Ping',
    roles: ['officer'],
    authority: HOME_AUTHORITY,
    office: 'CN-GACC/2200',
    word: 'demonstration-reviewer-shanghai',
  },
  {
    login: 'supervisor',
    name: 'Chen Yiming',
    roles: ['supervisor'],
    authority: HOME_AUTHORITY,
    word: 'demonstration-supervisor',
  },
  {
    login: 'official-nz',
    name: 'Mere Tamatea',
    roles: ['official'],
    authority: 'NZ-MPI',
    word: 'demonstration-official',
  },
  {
    login: 'official-nl',
    name: 'Anneke de Wit',
    roles: ['official'],
    authority: 'NL-NVWA',
    word: 'demonstration-official-nl',
  },
  {
    login: 'declarant',
    name: 'Shen Yue',
    roles: ['declarant'],
    organisation: IMPORTER,
    word: 'demonstration-declarant',
  },
  {
    login: 'inspector',
    name: 'Zhao Rui',
    roles: ['inspector'],
    authority: HOME_AUTHORITY,
    office: 'CN-GACC/2200',
    word: 'demonstration-inspector',
  },
  {
    login: 'chief-inspector',
    name: 'Lin Hong',
    roles: ['chief-inspector'],
    authority: HOME_AUTHORITY,
    office: 'CN-GACC/2200',
    word: 'demonstration-chief-inspector',
  },
  { login: 'auditor', name: 'Fang Rong', roles: ['auditor'], word: 'demonstration-auditor' },
  {
    login: 'registrar',
    name: 'Zhou Min',
    roles: ['registrar'],
    authority: HOME_AUTHORITY,
    word: 'demonstration-registrar',
  },
  {
    login: 'approver',
    name: 'Sun Wenjing',
    roles: ['approver'],
    authority: HOME_AUTHORITY,
    word: 'demonstration-approver',
  },
  {
    login: 'administrator',
    name: 'Gao Lei',
    roles: ['administrator'],
    authority: HOME_AUTHORITY,
    word: 'demonstration-administrator',
  },
  {
    login: 'administrator-nz',
    name: 'Hana Te Rangi',
    roles: ['administrator'],
    authority: 'NZ-MPI',
    word: 'demonstration-administrator-nz',
  },
  { login: 'steward', name: 'Wu Lan', roles: ['steward'], word: 'demonstration-steward' },
  { login: 'steward-second', name: 'He Qiang', roles: ['steward'], word: 'demonstration-steward' },
  { login: 'operator', name: 'Ma Jun', roles: ['administrator'], word: 'demonstration-operator' },
];

/** Opens the demonstration's accounts. Every installation has passwords of its own, kept in a file for its owner alone. */
export async function openAccounts(
  house: House,
  language: Language,
): Promise<readonly DemonstrationAccount[]> {
  const accounts: DemonstrationAccount[] = [];
  for (const { word, ...plan } of ACCOUNTS) {
    const folder = path.join(demonstrationFolder(house), 'keys');
    const password = await keptSecret(folder, `${plan.login}.password`, () => toBase64Url(house.random(12)));
    await house.access.addAccount(OPERATOR, { ...plan, kind: 'person', password }).catch((error: unknown) => {
      if (!(error instanceof AccessError && error.code === 'account-exists')) throw error;
    });
    accounts.push({ login: plan.login, password, who: say(platformWords, language, word) });
  }
  return accounts;
}
