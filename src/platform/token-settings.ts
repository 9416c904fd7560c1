import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Fault } from '../base/index.ts';
import type { TokenSettings } from '../crypto/index.ts';
import { PlatformError } from './error.ts';

/** Faults of a token's file; each a key of the words, with the member's name as its path. */
export const TOKEN_FAULTS = [
  'token-member-missing',
  'token-member-unfit',
  'token-member-unknown',
  'token-pin-file',
] as const;

const LABEL = /^[^\0\r\n]{1,32}$/u;
const PLACE = /^[^\0\r\n]{1,1000}$/u;
/** What a text must look like; those with a standard may be absent. */
const TEXTS = {
  module: { form: PLACE },
  token: { form: LABEL },
  key: { form: /^(?:[0-9A-Fa-f]{2}){1,64}$/ },
  pinFile: { form: PLACE },
  program: { form: PLACE, standard: 'pkcs11-tool' },
} as const;
const NUMBERS = {
  sessions: { least: 1, most: 16, standard: 1 },
  timeLimit: { least: 1000, most: 30_000, standard: 10_000 },
} as const;
const MEMBERS: readonly string[] = [...Object.keys(TEXTS), ...Object.keys(NUMBERS), 'environment'];
const MOST_VARIABLES = 20;
const LONGEST_PIN = 255;

/**
 * Reads `NAME.token.json`: module, token, key, pinFile and, where they differ from the standard, program, sessions, timeLimit
 * (milliseconds) and environment. Places are relative to the file's own folder.
 *
 * @throws {PlatformError} `token-settings-unfit` with every fault.
 */
export async function readTokenSettings(file: string, text: string): Promise<TokenSettings> {
  const given = recordOf(text);
  const name = path.basename(file);
  if (given === undefined) throw new PlatformError('key-file-unreadable', { file: name });
  const faults: Fault[] = Object.keys(given)
    .filter((member) => !MEMBERS.includes(member))
    .map((member) => fault('token-member-unknown', member));
  const textOf = (member: keyof typeof TEXTS): string => {
    const demand: { readonly form: RegExp; readonly standard?: string } = TEXTS[member];
    const value = given[member] ?? demand.standard;
    if (typeof value === 'string' && demand.form.test(value)) return value;
    faults.push(fault(value === undefined ? 'token-member-missing' : 'token-member-unfit', member));
    return '';
  };
  const numberOf = (member: keyof typeof NUMBERS): number => {
    const { least, most, standard } = NUMBERS[member];
    const value = given[member] ?? standard;
    if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return Number(value);
    faults.push(fault('token-member-unfit', member));
    return standard;
  };
  const pinFile = textOf('pinFile');
  const settings = {
    program: textOf('program'),
    module: textOf('module'),
    token: textOf('token'),
    key: textOf('key'),
    sessions: numberOf('sessions'),
    timeLimit: numberOf('timeLimit'),
    environment: environmentOf(given['environment'], faults),
    pin: await pinOf(pinFile === '' ? undefined : path.resolve(path.dirname(file), pinFile), faults),
  };
  if (faults.length === 0) return settings;
  throw new PlatformError('token-settings-unfit', { file: name, count: faults.length }, { faults });
}

function environmentOf(given: unknown, faults: Fault[]): Readonly<Record<string, string>> {
  if (given === undefined) return {};
  const entries = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  const isFit =
    entries.length > 0 &&
    entries.length <= MOST_VARIABLES &&
    entries.every(([name, value]) => /^[A-Z][A-Z0-9_]{0,99}$/.test(name) && typeof value === 'string');
  if (isFit) return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  faults.push(fault('token-member-unfit', 'environment'));
  return {};
}

async function pinOf(file: string | undefined, faults: Fault[]): Promise<string> {
  if (file === undefined) return '';
  const pin = (await readFile(file, 'utf8').catch(() => '')).replace(/\r?\n$/, '');
  if (pin.length === 0 || pin.length > LONGEST_PIN || pin.includes('\0'))
    faults.push(fault('token-pin-file', 'pinFile'));
  return pin;
}

function recordOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    // A JSON object is a record of unknown members.
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function fault(code: (typeof TOKEN_FAULTS)[number], member: string): Fault {
  return { code, path: member.slice(0, 50), values: { member: member.slice(0, 50) } };
}
