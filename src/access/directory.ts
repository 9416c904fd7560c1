import { LANGUAGES, type Clock, type Language, type RandomBytes } from '../base/index.ts';
import { certificatePem, readCertificatesPem, sha256 } from '../crypto/index.ts';
import {
  DatabaseError,
  type Database,
  type Session,
  type Statement,
  type Transaction,
} from '../database/index.ts';
import type { LedgerCaller } from '../ledger/index.ts';
import { AUTHORITIES } from './authorities.ts';
import { AccessError } from './error.ts';
import { recordActs, type AccessAct } from './lib/history.ts';
import { SYSTEM } from './lib/system.ts';

/** What a competent authority certifies. */
export const AUTHORITY_FIELDS = ['phytosanitary', 'veterinary', 'food'] as const;
export type AuthorityField = (typeof AUTHORITY_FIELDS)[number];

export interface Authority {
  /** ISO 3166-1 alpha-2, hyphen, its own short name: `CN-GACC`. */
  readonly key: string;
  /** Its name by language; English at least. */
  readonly title: Readonly<{ en: string } & Partial<Record<Language, string>>>;
  /** Further names and identifiers by which certificates mention it. */
  readonly names?: readonly string[];
  readonly fields: readonly AuthorityField[];
  /** Whether its certificates are taken only under a valid seal of its own (default false). */
  readonly sealRequired?: boolean;
  /** Days for which its certificates are valid after issue; without limit where absent. */
  readonly validityDays?: number;
}

export interface Office {
  readonly key: string;
  readonly authority: string;
  /** The office above; absent directly under the authority. */
  readonly parent?: string;
  /** Places of issue and names by which certificates mention it; the first is its title. */
  readonly names: readonly string[];
}

/** A certificate whose holder, or whose issued certificates, may seal for an authority. */
export interface NewAnchor {
  readonly authority: string;
  /** DER. */
  readonly certificate: Uint8Array;
  /** Period of trust, independent of the certificate's own validity; open where absent. */
  readonly from?: Date;
  readonly until?: Date;
}

export interface DirectoryOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

const KEY = /^[A-Z]{2}-[A-Za-z0-9]{1,20}$/;
const OFFICE_KEY = /^[\p{L}\p{N}][\p{L}\p{N}._:/-]{0,63}$/u;
const SERIAL = /^[0-9A-F]{1,64}$/;

const KEEP_AUTHORITY: Statement = {
  name: 'access-keep-authority',
  text: `insert into authority as a (key, country, title, names, fields, seal_required, validity_days)
         values ($1, left($1, 2), $2, $3, $4, $5, $6)
         on conflict (key) do update set title = excluded.title, names = excluded.names, fields = excluded.fields,
           seal_required = excluded.seal_required, validity_days = excluded.validity_days
         where (a.title, a.names, a.fields, a.seal_required, a.validity_days)
           is distinct from (excluded.title, excluded.names, excluded.fields, excluded.seal_required, excluded.validity_days)
         returning key`,
};

const LOAD_AUTHORITIES: Statement = {
  name: 'access-load-authorities',
  text: `insert into authority (key, country, title, names, fields, seal_required, validity_days)
         select key, left(key, 2), title, array(select jsonb_array_elements_text(names)),
           array(select jsonb_array_elements_text(fields)), false, null
         from unnest($1::text[], $2::jsonb[], $3::jsonb[], $4::jsonb[]) as given (key, title, names, fields)
         on conflict (key) do nothing returning key`,
};

const KEEP_OFFICE: Statement = {
  name: 'access-keep-office',
  text: `insert into office as o (key, authority, parent, names) values ($1, $2, $3, $4)
         on conflict (key) do update set parent = excluded.parent, names = excluded.names
         where o.authority = excluded.authority returning key`,
};

const ADD_ANCHOR: Statement = {
  name: 'access-add-anchor',
  text: `insert into trust_anchor (fingerprint, authority, certificate, trusted_from, trusted_until)
         values ($1, $2, $3, $4, $5)`,
};

const END_ANCHOR: Statement = {
  name: 'access-end-anchor',
  text: 'update trust_anchor set trusted_until = $2 where fingerprint = $1 returning authority',
};

const REVOKE: Statement = {
  name: 'access-revoke-serial',
  text: `insert into trust_revocation (fingerprint, serial, revoked)
         select $1, serial, min(at) from unnest($2::text[], $3::timestamptz[]) as given (serial, at)
         where not exists (select from trust_revocation known
           where known.fingerprint = $1 and known.serial = given.serial and known.revoked <= given.at)
         group by serial order by serial
         on conflict do nothing returning serial, revoked`,
};

/** Enters an authority, or changes what is known of it. */
export async function keepAuthority(
  options: DirectoryOptions,
  by: LedgerCaller,
  authority: Authority,
): Promise<void> {
  const { key, title, names = [], fields, sealRequired = false, validityDays } = authority;
  if (!KEY.test(key)) throw new AccessError('authority-key-unfit', { key });
  await perform(options, by, async (transaction) => {
    const values = [key, JSON.stringify(title), names, fields, sealRequired, validityDays];
    const rows = await transaction.query(KEEP_AUTHORITY, values);
    if (rows.length === 0) return [];
    const state = { title: title.en, fields: [...fields], sealRequired, validityDays };
    return [{ kind: 'authority.changed', subject: `authority/${key}`, state }];
  });
}

/** Enters our list of national authorities; what is there already stays as it is. Returns the keys that were new. */
export async function loadAuthorities(
  { database }: Pick<DirectoryOptions, 'database'>,
  authorities: readonly Authority[] = AUTHORITIES,
): Promise<readonly string[]> {
  const rows = await database.transaction(SYSTEM, (transaction) =>
    transaction.query<{ key: string }>(LOAD_AUTHORITIES, [
      authorities.map(({ key }) => key),
      authorities.map(({ title }) => JSON.stringify(title)),
      authorities.map(({ names = [] }) => JSON.stringify(names)),
      authorities.map(({ fields }) => JSON.stringify(fields)),
    ]),
  );
  return rows.map(({ key }) => key);
}

/** Enters an office of an authority, or moves or renames it. */
export async function keepOffice(options: DirectoryOptions, by: LedgerCaller, office: Office): Promise<void> {
  const { key, authority, parent, names } = office;
  if (!OFFICE_KEY.test(key)) throw new AccessError('office-key-unfit', { key });
  await perform(options, by, async (transaction) => {
    const rows = await transaction
      .query(KEEP_OFFICE, [key, authority, parent, names])
      .catch((error: unknown) => {
        throw directoryFault(error, { authority, office: parent ?? '' });
      });
    // The key belongs to another authority's office.
    if (rows.length === 0) throw new AccessError('office-key-unfit', { key });
    const state = { authority, parent, names: [...names] };
    return [{ kind: 'authority.changed', subject: `office/${key}`, state }];
  });
}

/** Trusts a certificate for an authority's seals. Returns its SHA-256, hex, by which it is known from here on. */
export async function addAnchor(
  options: DirectoryOptions,
  by: LedgerCaller,
  anchor: NewAnchor,
): Promise<string> {
  const { authority, certificate, from, until } = anchor;
  assertReadable(certificate);
  if (from !== undefined && until !== undefined && until <= from) throw new AccessError('anchor-term-unfit');
  const fingerprint = sha256(certificate);
  const name = Buffer.from(fingerprint).toString('hex');
  await perform(options, by, async (transaction) => {
    await transaction
      .query(ADD_ANCHOR, [fingerprint, authority, certificate, from, until])
      .catch((error: unknown) => {
        throw directoryFault(error, { authority, fingerprint: name });
      });
    const state = { authority, from: from?.toISOString(), until: until?.toISOString() };
    return [{ kind: 'trust.changed', subject: `anchor/${name}`, state }];
  });
  return name;
}

/** Ends the trust in an anchor at a moment; seals from before stay as good as they were. */
export async function endAnchor(
  options: DirectoryOptions,
  by: LedgerCaller,
  fingerprint: string,
  at: Date,
): Promise<void> {
  await perform(options, by, async (transaction) => {
    const rows = await transaction
      .query(END_ANCHOR, [Buffer.from(fingerprint, 'hex'), at])
      .catch((error: unknown) => {
        throw directoryFault(error, {});
      });
    if (rows.length === 0) throw new AccessError('anchor-not-known', { fingerprint });
    const state = { until: at.toISOString() };
    return [{ kind: 'trust.changed', subject: `anchor/${fingerprint}`, state }];
  });
}

/** A certificate that an anchor has issued and takes back, by its serial number in hex. */
export interface Revocation {
  readonly serial: string;
  readonly at: Date;
}

/**
 * Takes back certificates that an anchor has issued, all or none. What was taken back before stays as it was, and is no act, unless
 * this is from an earlier moment on: then that counts. Returns how many acts there were.
 */
export async function revokeSerials(
  options: DirectoryOptions,
  by: LedgerCaller,
  fingerprint: string,
  revocations: readonly Revocation[],
): Promise<number> {
  const serials = revocations.map(({ serial }) => serial.toUpperCase().replace(/^0+(?=.)/, ''));
  const unfit = serials.find((serial) => !SERIAL.test(serial));
  if (unfit !== undefined) throw new AccessError('serial-unfit', { serial: unfit });
  return perform(options, by, async (transaction) => {
    const values = [Buffer.from(fingerprint, 'hex'), serials, revocations.map(({ at }) => at)];
    const entered = await transaction
      .query<{ readonly serial: string; readonly revoked: Date }>(REVOKE, values)
      .catch((error: unknown) => {
        throw directoryFault(error, { fingerprint });
      });
    return entered.map(({ serial, revoked }) => ({
      kind: 'trust.changed',
      subject: `anchor/${fingerprint}`,
      state: { revoked: serial, at: revoked.toISOString() },
    }));
  });
}

interface AnchorRow {
  readonly authority: string;
  readonly certificate: Uint8Array;
  readonly from: Date | null;
  readonly until: Date | null;
  readonly revoked: readonly { readonly serial: string; readonly at: string }[] | null;
}

export const ANCHORS: Statement = {
  name: 'access-anchors',
  text: `select a.authority, a.certificate, a.trusted_from as from, a.trusted_until as until,
           (select jsonb_agg(jsonb_build_object('serial', r.serial, 'at', to_char(r.first at time zone 'UTC',
              'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by r.serial)
            from (select serial, min(revoked) as first from trust_revocation where fingerprint = a.fingerprint
                  group by serial) r) as revoked
         from trust_anchor a order by a.authority, a.fingerprint`,
};

/** As the verifier takes it: see `TrustAnchor` of the verifier's core. */
export interface Anchor {
  readonly authority: string;
  readonly certificate: Uint8Array;
  readonly from?: string;
  readonly until?: string;
  readonly revoked?: readonly { readonly serial: string; readonly at: string }[];
}

/** All trust anchors. */
export async function trustAnchors(session: Session): Promise<readonly Anchor[]> {
  const rows = await session.query<AnchorRow>(ANCHORS);
  return rows.map(({ authority, certificate, from, until, revoked }) => ({
    authority,
    certificate,
    ...(from === null ? {} : { from: from.toISOString() }),
    ...(until === null ? {} : { until: until.toISOString() }),
    ...(revoked === null ? {} : { revoked }),
  }));
}

/** What intake needs to know of an authority. */
export interface AuthorityProfile {
  readonly key: string;
  readonly country: string;
  /** Titles in every language, then the other names. */
  readonly names: readonly string[];
  readonly title: Readonly<Partial<Record<Language, string>>>;
  readonly offices: readonly { readonly key: string; readonly names: readonly string[] }[];
  readonly sealRequired: boolean;
  readonly validityDays?: number;
}

interface AuthorityRow {
  readonly key: string;
  readonly country: string;
  readonly title: Readonly<Record<string, string>>;
  readonly names: readonly string[];
  readonly seal_required: boolean;
  readonly validity_days: number | null;
  readonly offices: readonly { readonly key: string; readonly names: readonly string[] }[];
}

const PROFILES: Statement = {
  name: 'access-authority-profiles',
  text: `select a.key, a.country, a.title, a.names, a.seal_required, a.validity_days,
           coalesce((select jsonb_agg(jsonb_build_object('key', o.key, 'names', o.names) order by o.key)
                     from office o where o.authority = a.key), '[]') as offices
         from authority a order by a.key`,
};

/** All authorities with their offices. */
export async function authorityProfiles(session: Session): Promise<readonly AuthorityProfile[]> {
  const rows = await session.query<AuthorityRow>(PROFILES);
  return rows.map((row) => ({
    key: row.key,
    country: row.country,
    names: [...new Set([...LANGUAGES.flatMap((language) => row.title[language] ?? []), ...row.names])],
    title: row.title,
    offices: row.offices,
    sealRequired: row.seal_required,
    ...(row.validity_days === null ? {} : { validityDays: row.validity_days }),
  }));
}

type Done = Pick<AccessAct, 'kind' | 'subject' | 'state'>;

/** Only an administrator of the platform changes whom it trusts; what was changed is evidence. Returns how many acts there were. */
async function perform(
  { database, clock, random }: DirectoryOptions,
  by: LedgerCaller,
  act: (transaction: Transaction) => Promise<readonly Done[]>,
): Promise<number> {
  if (!by.may('administration') || by.scope.kind !== 'system') {
    throw new AccessError('access-forbidden', { permission: 'administration' });
  }
  return database.transaction(SYSTEM, async (transaction) => {
    const done = await act(transaction);
    const acts = done.map((one) => ({ ...one, actor: by.actor, at: clock() }));
    await recordActs(transaction, acts, random);
    return acts.length;
  });
}

function assertReadable(certificate: Uint8Array): void {
  try {
    if (readCertificatesPem(certificatePem(certificate)).length === 1) return;
  } catch (cause) {
    throw new AccessError('anchor-unreadable', {}, { cause });
  }
  throw new AccessError('anchor-unreadable');
}

const BY_CONSTRAINT = {
  office_authority_fkey: 'authority-not-known',
  office_parent_fkey: 'office-not-known',
  office_check: 'office-not-known',
  trust_anchor_authority_fkey: 'authority-not-known',
  trust_anchor_pkey: 'anchor-exists',
  trust_anchor_check: 'anchor-term-unfit',
  trust_anchor_certificate_check: 'anchor-unreadable',
  trust_revocation_fingerprint_fkey: 'anchor-not-known',
} as const;

function directoryFault(error: unknown, values: Readonly<Record<string, string>>): unknown {
  if (!(error instanceof DatabaseError)) return error;
  const code = Object.entries(BY_CONSTRAINT).find(([constraint]) => constraint === error.constraint)?.[1];
  return code === undefined ? error : new AccessError(code, values, { cause: error });
}
