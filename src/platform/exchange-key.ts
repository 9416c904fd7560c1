import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { issueAuthority, issueSealCertificate, readCertificatesPem, sha256Hex } from '../crypto/index.ts';
import { keptSecret } from './key-files.ts';
import { sealFileName } from './seal-keys.ts';

/** An exchange key's public part, as it is given to partners. */
export interface ExchangeKeyFace {
  /** PEM. */
  readonly certificate: string;
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
}

const YEARS = 3;

/**
 * The exchange key of an authority, made once: it seals envelopes and receipts and signs requests to partners. Partners trust the
 * certificate itself, by agreement, so that no further authority stands behind it.
 */
export async function exchangeKeyOf(
  keyFolder: string,
  authority: string,
  now: Date,
): Promise<ExchangeKeyFace> {
  const folder = path.join(keyFolder, 'exchange');
  const name = sealFileName(authority);
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + YEARS);
  const subject = {
    organisation: authority,
    country: authority.slice(0, 2),
    from: now.toISOString(),
    until: until.toISOString(),
  };
  const made = async () => {
    const issuer = await issueAuthority({ ...subject, commonName: `${authority} exchange` });
    return issueSealCertificate(issuer, { ...subject, commonName: `${authority} exchange key` });
  };
  // The certificate comes first: a key without one would be a fault of the folder, a certificate without a key is made good here.
  const kept = await readFile(path.join(folder, `${name}.key.pem`), 'utf8').catch(() => undefined);
  if (kept === undefined) {
    const { certificate, privateKey } = await made();
    await keptSecret(folder, `${name}.crt.pem`, () => certificate);
    await keptSecret(folder, `${name}.key.pem`, () => privateKey);
  }
  const certificate = await readFile(path.join(folder, `${name}.crt.pem`), 'utf8');
  const [der] = readCertificatesPem(certificate);
  return { certificate, fingerprint: der === undefined ? '' : sha256Hex(der) };
}
