import type { Finding } from '../../../../base/index.ts';
import type { Session, Statement, Transaction } from '../../../../database/index.ts';
import type { DeclarationFacts } from '../../../../verification/facts/index.ts';
import type { DeclarationVersion, FullVersion } from '../contract.ts';

const KEEP: Statement = {
  name: 'declaration-version-keep',
  text: `insert into declaration_version
           (country, declaration, revision, form, media_type, content, facts, findings, bytes, digest, actor, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
};
const COLUMNS = `revision, form, media_type, encode(digest, 'hex') as digest, actor, at`;
const LIST: Statement = {
  name: 'declaration-version-list',
  text: `select ${COLUMNS} from declaration_version where declaration = $1 order by revision limit 1000`,
};
const READ: Statement = {
  name: 'declaration-version-read',
  text: `select ${COLUMNS}, content, facts, findings from declaration_version where declaration = $1 and revision = $2`,
};
const BYTES: Statement = {
  name: 'declaration-version-bytes',
  text: 'select bytes, media_type from declaration_version where declaration = $1 and revision = $2',
};
const FACTS: Statement = {
  name: 'declaration-version-facts',
  text: `select d.number, d.authority, d.country, v.facts
         from jsonb_to_recordset($1::jsonb) as asked (country text, authority text, number text, revision integer)
         join declaration d on d.country = asked.country and d.authority = asked.authority and d.number = asked.number
         join declaration_version v on v.declaration = d.id and v.country = d.country and v.revision = asked.revision`,
};

/** A version about to be kept. */
export interface NewVersion {
  readonly country: string;
  readonly declaration: string;
  readonly revision: number;
  readonly form: string;
  readonly mediaType: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly facts: DeclarationFacts;
  readonly findings: readonly Finding[];
  readonly bytes: Uint8Array;
  /** SHA-256, lower-case hexadecimal. */
  readonly digest: string;
  readonly actor: string;
  readonly at: Date;
}

export async function keepVersion(transaction: Transaction, version: NewVersion): Promise<void> {
  await transaction.query(KEEP, [
    version.country,
    version.declaration,
    version.revision,
    version.form,
    version.mediaType,
    JSON.stringify(version.content),
    JSON.stringify(version.facts),
    JSON.stringify(version.findings),
    version.bytes,
    Buffer.from(version.digest, 'hex'),
    version.actor,
    version.at,
  ]);
}

interface VersionRow {
  readonly revision: number;
  readonly form: string;
  readonly media_type: string;
  readonly digest: string;
  readonly actor: string;
  readonly at: Date;
}

interface FullRow extends VersionRow {
  readonly content: Readonly<Record<string, unknown>>;
  readonly facts: DeclarationFacts;
  readonly findings: readonly Finding[];
}

/** The versions of a declaration, oldest first; none where the session may not see it. */
export async function listVersions(
  session: Session,
  declaration: string,
): Promise<readonly DeclarationVersion[]> {
  return (await session.query<VersionRow>(LIST, [declaration])).map(versionOf);
}

export async function readVersion(
  session: Session,
  declaration: string,
  revision: number,
): Promise<FullVersion | undefined> {
  const [row] = await session.query<FullRow>(READ, [declaration, revision]);
  if (row === undefined) return undefined;
  const { content, facts, findings } = row;
  return { ...versionOf(row), content, facts, findings };
}

/** The bytes of a version as they came. */
export async function readBytes(
  session: Session,
  declaration: string,
  revision: number,
): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string } | undefined> {
  const [row] = await session.query<{ bytes: Uint8Array | null; media_type: string }>(BYTES, [
    declaration,
    revision,
  ]);
  return row === undefined || row.bytes === null
    ? undefined
    : { bytes: row.bytes, mediaType: row.media_type };
}

/** Natural key of a declaration with a version of it. */
export interface VersionKey {
  readonly country: string;
  readonly authority: string;
  readonly number: string;
  readonly revision: number;
}

/** Facts of several versions, in one statement. */
export function factsOf(
  session: Session,
  keys: readonly VersionKey[],
): Promise<readonly (Omit<VersionKey, 'revision'> & { readonly facts: DeclarationFacts })[]> {
  return session.query(FACTS, [JSON.stringify(keys)]);
}

function versionOf({
  media_type: mediaType,
  at,
  revision,
  form,
  digest,
  actor,
}: VersionRow): DeclarationVersion {
  return { revision, form, mediaType, digest, actor, at: at.toISOString() };
}
