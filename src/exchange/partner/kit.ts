import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Type, type Static } from 'typebox';
import { CryptoError, readCertificatesPem, readSealKey, type SealKey } from '../../crypto/index.ts';
import { shapeOf } from '../../shapes/index.ts';
import { AuthorityName } from './names.ts';
import { PartnerError } from './error.ts';

const strict = { additionalProperties: false } as const;
const Url = Type.String({ minLength: 8, maxLength: 500, pattern: '^https?://[^/]' });

/** `kit.json`: who exchanges with whom, and where. */
export const KitFacts = Type.Object(
  {
    form: Type.Literal('counterfoil-kit:1'),
    partner: AuthorityName,
    /** The installation's authority that the agreement is with. */
    authority: AuthorityName,
    rest: Url,
    soap: Url,
    /** Largest content of a message, in bytes. */
    largestBytes: Type.Integer({ minimum: 1_024 }),
    /** Other authorities of the installation, each with an agreement of its own for trying one thing. */
    trials: Type.Object({ testing: AuthorityName, suspended: AuthorityName, limited: AuthorityName }, strict),
  },
  strict,
);
export type KitFacts = Static<typeof KitFacts>;

/** Files of a kit that programs read; everything else in it is for people. */
export const KIT_FILES = {
  facts: 'kit.json',
  key: 'keys/partner.key.pem',
  certificate: 'keys/partner.crt.pem',
  installation: 'keys/installation.crt.pem',
  server: 'keys/server-authorities.crt.pem',
  certificateDraft: 'samples/certificate-unsealed.xml',
} as const;

/** The number that stands in the kit's unsealed certificate, to be replaced. */
export const DRAFT_NUMBER = 'SAMPLE-NUMBER';

export interface Kit extends KitFacts {
  /** Seals envelopes, receipts and certificates, and signs requests. */
  readonly key: SealKey;
  /** Certificates (DER) of the installation's exchange keys. */
  readonly installation: readonly Uint8Array[];
  /** Certificates (DER) by which its server is trusted beside the public ones. */
  readonly serverAuthorities: readonly Uint8Array[];
  /** A certificate of the partner's, to be given a number and sealed. */
  readonly certificateDraft: string;
}

/** Reads a kit's folder. @throws {PartnerError} `partner-kit-unreadable` with the file. */
export async function readKit(folder: string): Promise<Kit> {
  const text = (file: string) => read(folder, file);
  const facts = factsOf(await text(KIT_FILES.facts));
  const certificates = await text(KIT_FILES.certificate);
  const privateKey = await text(KIT_FILES.key);
  const installation = await text(KIT_FILES.installation);
  const server = (await readIfThere(folder, KIT_FILES.server)) ?? '';
  return {
    ...facts,
    key: within(KIT_FILES.key, () => readSealKey({ privateKey, certificates })),
    installation: within(KIT_FILES.installation, () => readCertificatesPem(installation)),
    serverAuthorities: server === '' ? [] : within(KIT_FILES.server, () => readCertificatesPem(server)),
    certificateDraft: await text(KIT_FILES.certificateDraft),
  };
}

/** What a file of keys or certificates is; the fault names it. One that holds none is none. */
function within<Read extends object>(file: string, read: () => Read): Read {
  try {
    const found = read();
    if (!Array.isArray(found) || found.length > 0) return found;
  } catch (cause) {
    if (!(cause instanceof CryptoError)) throw cause;
    const { code, values } = cause;
    const faults = [{ code, path: file, values }];
    throw new PartnerError('partner-kit-unreadable', { file }, { faults, cause });
  }
  throw new PartnerError('partner-kit-unreadable', { file });
}

async function read(folder: string, file: string): Promise<string> {
  const text = await readIfThere(folder, file);
  if (text === undefined) throw new PartnerError('partner-kit-unreadable', { file });
  return text;
}

/** Undefined where there is no such file: one that is there and cannot be read is not taken for none. */
async function readIfThere(folder: string, file: string): Promise<string | undefined> {
  return readFile(path.join(folder, file), 'utf8').catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new PartnerError('partner-kit-unreadable', { file }, { cause });
  });
}

function factsOf(text: string): KitFacts {
  const read = shapeOf(KitFacts).readJson(text);
  if ('misfit' in read) throw new PartnerError('partner-kit-unreadable', { file: KIT_FILES.facts });
  return read.value;
}
