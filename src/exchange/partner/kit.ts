import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Type, type Static } from 'typebox';
import { readCertificatesPem, readSealKey, type SealKey } from '../../crypto/index.ts';
import { shapeOf } from '../../shapes/index.ts';
import { AuthorityName } from './names.ts';
import { PartnerError } from './error.ts';

const strict = { additionalProperties: false } as const;
const Url = Type.String({ minLength: 8, maxLength: 500 });

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
  return {
    ...facts,
    key: readSealKey({ privateKey: await text(KIT_FILES.key), certificates }),
    installation: readCertificatesPem(await text(KIT_FILES.installation)),
    serverAuthorities: readCertificatesPem(await text(KIT_FILES.server).catch(() => '')),
    certificateDraft: await text(KIT_FILES.certificateDraft),
  };
}

async function read(folder: string, file: string): Promise<string> {
  return readFile(path.join(folder, file), 'utf8').catch((cause: unknown) => {
    throw new PartnerError('partner-kit-unreadable', { file }, { cause });
  });
}

function factsOf(text: string): KitFacts {
  const read = shapeOf(KitFacts).readJson(text);
  if ('misfit' in read) throw new PartnerError('partner-kit-unreadable', { file: KIT_FILES.facts });
  return read.value;
}
