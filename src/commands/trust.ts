import { readFile } from 'node:fs/promises';
import {
  addAnchor,
  AUTHORITY_FIELDS,
  isRole,
  keepAuthority,
  keepOffice,
  OPERATOR,
  type AuthorityField,
  type Role,
} from '../access/index.ts';
import { LANGUAGES, say, type Language } from '../base/index.ts';
import { readCertificatesPem } from '../crypto/index.ts';
import { PlatformError, programWords, type House } from '../platform/index.ts';
import type { World } from './command.ts';
import { openHouseFor } from './house.ts';
import { misused, parametersOf } from './parameters.ts';

const AUTHORITY_FORM = {
  command: 'authority',
  lists: ['name', 'alias', 'field', 'office'],
  flags: ['seal-required'],
  words: [1, 1],
} as const;

/** `authority KEY --name en=… [--name zh=…] [--alias …] [--field …] [--office KEY=NAME]`: enters or changes one. */
export async function authorityCommand(world: World): Promise<number> {
  const { words, list, flag } = parametersOf(AUTHORITY_FORM, world.parameters);
  const [key = ''] = words;
  const title = titleOf(list('name'));
  const fields = list('field').filter(isField);
  if (fields.length !== list('field').length || fields.length === 0) throw misused('authority');
  return withHouse(world, async (house) => {
    await keepAuthority(house, OPERATOR, {
      key,
      title,
      names: list('alias'),
      fields,
      sealRequired: flag('seal-required'),
    });
    for (const office of list('office')) {
      const [officeKey = '', name = ''] = office.split(/=(.*)/s);
      await keepOffice(house, OPERATOR, { key: officeKey, authority: key, names: [name] });
    }
    return say(programWords, world.language, 'authority-kept', { key });
  });
}

const TRUST_FORM = { command: 'trust', texts: ['from', 'until'], words: [2, 2] } as const;

/** `trust AUTHORITY CERTIFICATE.pem [--from TIME] [--until TIME]`: trusts a certificate for an authority's seals. */
export async function trustCommand(world: World): Promise<number> {
  const { words, text } = parametersOf(TRUST_FORM, world.parameters);
  const [authority = '', file = ''] = words;
  const pem = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new PlatformError('command-file-missing', { file }, { cause });
  });
  const [certificate] = readCertificatesPem(pem);
  if (certificate === undefined) throw new PlatformError('key-file-unreadable', { file });
  const moments = { ...momentOf('from', text('from')), ...momentOf('until', text('until')) };
  return withHouse(world, async (house) => {
    const fingerprint = await addAnchor(house, OPERATOR, { authority, certificate, ...moments });
    return say(programWords, world.language, 'trust-added', { authority, fingerprint });
  });
}

const ACCOUNT_FORM = {
  command: 'account',
  texts: ['name', 'authority', 'office', 'organisation', 'password-file', 'language'],
  lists: ['role'],
  flags: ['machine'],
  words: [1, 1],
} as const;

/** `account LOGIN --name … --role …`: opens an account. A password comes from a file, never from the command line. */
export async function accountCommand(world: World): Promise<number> {
  const { words, text, list, flag } = parametersOf(ACCOUNT_FORM, world.parameters);
  const [login = ''] = words;
  const roles = list('role').filter((role): role is Role => isRole(role));
  const language = LANGUAGES.find((known) => known === text('language'));
  const [name, authority, office] = [text('name'), text('authority'), text('office')];
  const organisation = text('organisation');
  if (name === undefined || roles.length !== list('role').length) throw misused('account');
  const file = text('password-file');
  const password = file === undefined ? undefined : (await readFile(file, 'utf8')).trim();
  return withHouse(world, async (house) => {
    await house.access.addAccount(OPERATOR, {
      login,
      name,
      kind: flag('machine') ? 'machine' : 'person',
      roles,
      ...(password === undefined ? {} : { password }),
      ...(authority === undefined ? {} : { authority }),
      ...(office === undefined ? {} : { office }),
      ...(organisation === undefined ? {} : { organisation }),
      ...(language === undefined ? {} : { language }),
    });
    if (!flag('machine')) return say(programWords, world.language, 'account-opened', { login });
    const expires = new Date(world.clock().getTime() + 365 * 86_400_000);
    const { token } = await house.access.issueToken(OPERATOR, { login, label: 'first', expires });
    return say(programWords, world.language, 'account-token', { login, token });
  });
}

async function withHouse(world: World, act: (house: House) => Promise<string>): Promise<number> {
  const house = await openHouseFor(world, { join: true });
  try {
    world.out.write(`${await act(house)}\n`);
    return 0;
  } finally {
    await house.close();
  }
}

function titleOf(names: readonly string[]): { en: string } & Partial<Record<Language, string>> {
  const title: Partial<Record<Language, string>> = {};
  for (const entry of names) {
    const [tag = '', name = ''] = entry.split(/=(.*)/s);
    const language = LANGUAGES.find((known) => known === tag);
    if (language === undefined || name === '') throw misused('authority');
    title[language] = name;
  }
  const { en } = title;
  if (en === undefined) throw misused('authority');
  return { ...title, en };
}

function momentOf<Name extends string>(name: Name, text: string | undefined): { [Key in Name]?: Date } {
  if (text === undefined) return {};
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) throw misused('trust');
  // The key is the name that was asked for.
  return { [name]: moment } as { [Key in Name]: Date };
}

function isField(text: string): text is AuthorityField {
  return AUTHORITY_FIELDS.some((field) => field === text);
}
