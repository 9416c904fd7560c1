import { toHex } from '../base/index.ts';
import { describeCertificate } from '../crypto/index.ts';
import type { Session, Statement } from '../database/index.ts';
import type { AuthorityProfile, DirectoryOptions } from './directory.ts';
import { recordAct } from './lib/history.ts';
import { SYSTEM } from './lib/system.ts';

/** The public part of a key that seals, or once sealed, for an authority or one of its offices. */
export interface SealSigner {
  readonly owner: string;
  /** DER. */
  readonly certificate: Uint8Array;
  /** What stands between it and the anchor, nearest first (DER). */
  readonly intermediates: readonly Uint8Array[];
}

/** A kept signer with the validity period of its certificate, RFC 3339. */
export interface KeptSigner extends SealSigner {
  readonly from: string;
  readonly until: string;
}

const KEEP: Statement = {
  name: 'access-keep-signer',
  text: `insert into seal_signer (fingerprint, owner, certificate, intermediates, valid_from, valid_until, noted)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning owner`,
};
const KNOWN: Statement = {
  name: 'access-known-signers',
  text: `select encode(fingerprint, 'hex') as fingerprint, owner from seal_signer where owner = any ($1)`,
};
const SIGNERS: Statement = {
  name: 'access-signers',
  text: `select owner, certificate, intermediates, valid_from as from, valid_until as until
         from seal_signer order by owner, valid_from, fingerprint`,
};

/**
 * Keeps the certificates of seal keys for ever, so that papers verify after a key was renewed and destroyed. What is kept
 * already stays; what is new is evidence.
 */
export async function keepSigners(
  { database, clock, random }: DirectoryOptions,
  signers: Iterable<SealSigner>,
): Promise<void> {
  const given = [...signers].map((signer) => ({ ...signer, facts: describeCertificate(signer.certificate) }));
  const owners = given.map(({ owner }) => owner);
  const rows = await database.read<{ fingerprint: string; owner: string }>(SYSTEM, KNOWN, [owners]);
  const known = new Set(rows.map(({ fingerprint, owner }) => `${fingerprint} ${owner}`));
  const fresh = given.filter(({ owner, facts }) => !known.has(`${toHex(facts.fingerprint)} ${owner}`));
  if (fresh.length === 0) return;
  const at = clock();
  await database.transaction(SYSTEM, async (transaction) => {
    for (const { owner, certificate, intermediates, facts } of fresh) {
      const { fingerprint, begins, ends } = facts;
      const values = [fingerprint, owner, certificate, intermediates, begins, ends, at];
      // Another process may have seen it in the meantime.
      if ((await transaction.query(KEEP, values)).length === 0) continue;
      const state = { owner, from: begins.toISOString(), until: ends.toISOString() };
      const subject = `signer/${toHex(fingerprint)}`;
      await recordAct(
        transaction,
        { kind: 'trust.changed', actor: 'system/keys', subject, at, state },
        random,
      );
    }
  });
}

interface SignerRow extends SealSigner {
  readonly from: Date;
  readonly until: Date;
}

/** Every certificate that ever sealed here. */
export async function keptSigners(session: Session): Promise<readonly KeptSigner[]> {
  const rows = await session.query<SignerRow>(SIGNERS);
  return rows.map(({ from, until, ...row }) => ({
    ...row,
    from: from.toISOString(),
    until: until.toISOString(),
  }));
}

/** Certificates (DER) of an authority's and its offices' signers, each once, with what stands between them and the anchors. */
export function signersOfAuthority(
  { key, offices }: Pick<AuthorityProfile, 'key' | 'offices'>,
  signers: readonly SealSigner[],
): readonly Uint8Array[] {
  const owners = new Set([key, ...offices.map((office) => office.key)]);
  const its = signers.filter(({ owner }) => owners.has(owner) || owner.startsWith(`${key}/`));
  const certificates = its.flatMap(({ certificate, intermediates }) => [certificate, ...intermediates]);
  return [...new Map(certificates.map((each) => [toHex(each), each])).values()];
}
