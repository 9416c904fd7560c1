import type { CanonicalValue, RandomBytes } from '../../../base/index.ts';
import { isUuid, toHex, uuidV7 } from '../../../base/index.ts';
import { sha256 } from '../../../crypto/index.ts';
import type { Database, Scope, Session, Statement, Transaction } from '../../../database/index.ts';
import type { LedgerCaller, Performance } from '../../../ledger/index.ts';
import { AttachmentError } from './error.ts';
import { sniff, type AttachmentType } from './sniffing.ts';

export const LARGEST_ATTACHMENT = 5_242_880;
export const MOST_ATTACHMENTS = 8;
/** Uploads of one account that may wait for their act. */
const MOST_WAITING = 40;

/** A file that belongs to a result, a message or an application, without its bytes. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly mediaType: AttachmentType;
  readonly size: number;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
}

const UPLOAD: Statement = {
  name: 'attachment-upload',
  text: `insert into attachment_upload (id, country, authority, actor, name, media_type, digest, bytes, at)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9
         where (select count(*) from attachment_upload where actor = $4) < ${String(MOST_WAITING)} returning id`,
};

/**
 * Keeps a file until the act that cites it, for a day. The type is what the bytes are; what they were called counts only
 * as a name for saving. Throws `attachment-…`.
 */
export async function uploadAttachment(
  database: Database,
  file: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array },
  by: Performance,
): Promise<Attachment> {
  const { scope, actor } = by.caller;
  const { bytes } = file;
  if (scope.kind !== 'authority') throw new AttachmentError('attachment-not-found', { id: '' });
  if (bytes.length === 0) throw new AttachmentError('attachment-empty');
  if (bytes.length > LARGEST_ATTACHMENT)
    throw new AttachmentError('attachment-too-large', { megabytes: LARGEST_ATTACHMENT / 1_048_576 });
  const mediaType = sniff(bytes);
  if (mediaType === undefined || (mediaType !== 'damaged' && mediaType !== file.mediaType))
    throw new AttachmentError('attachment-media-type');
  if (mediaType === 'damaged') throw new AttachmentError('attachment-damaged');
  const id = uuidV7(by.now.getTime(), by.random);
  const digest = sha256(bytes);
  const name = cleanName(file.name, mediaType);
  const values = [
    id,
    scope.country,
    scope.authority,
    actor,
    name,
    mediaType,
    digest,
    bytes,
    by.now.toISOString(),
  ];
  const rows = await database.transaction(scope, (transaction) => transaction.query(UPLOAD, values));
  if (rows.length === 0) throw new AttachmentError('attachment-too-many', { most: MOST_WAITING });
  return { id, name, mediaType, size: bytes.length, digest: toHex(digest) };
}

const ENDINGS: Readonly<Record<AttachmentType, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'application/pdf': '.pdf',
};

/** A name without path, control or direction characters, and with the ending of what it is. */
function cleanName(name: string, mediaType: AttachmentType): string {
  const plain = [...name.replace(/[\p{C}\\/:*?"<>|]/gu, '_').trim()].slice(0, 120).join('');
  const stem = plain.replace(/(?:\.[A-Za-z0-9]{1,8})+$/, '').replace(/^\.+/, '');
  return `${stem === '' ? 'attachment' : stem}${ENDINGS[mediaType]}`;
}

const TAKE: Statement = {
  name: 'attachment-take',
  text: `select id, name, media_type, octet_length(bytes) as size, encode(digest, 'hex') as digest
         from attachment_upload where id = any($1::uuid[]) and actor = $2 for update`,
};
const CITE: Statement = {
  name: 'attachment-cite',
  text: `insert into attachment (id, country, owner_kind, owner, version, place, name, media_type, digest)
         select id, country, $2, $3, $4, place, name, media_type, digest
         from attachment_upload join unnest($1::uuid[]) with ordinality as given (cited, place) on cited = id`,
};
const KEEP: Statement = {
  name: 'attachment-keep',
  text: `insert into attachment_content (country, digest, bytes)
         select distinct on (digest, country) country, digest, bytes from attachment_upload where id = any($1::uuid[])
         on conflict (digest, country) do nothing`,
};
const FORGET: Statement = {
  name: 'attachment-forget-upload',
  text: 'delete from attachment_upload where id = any($1::uuid[])',
};

interface UploadRow {
  readonly id: string;
  readonly name: string;
  readonly media_type: AttachmentType;
  readonly size: number;
  readonly digest: string;
}

/** What the act's evidence says of its attachments: digests in order. */
export function attachmentFacts(attachments: readonly Attachment[]): CanonicalValue {
  return attachments.map(({ name, mediaType, digest }) => ({ name, mediaType, digest }));
}

/** The caller's own uploads by id, in the order given, locked for the act. Throws `attachment-not-found`. */
export async function takeUploads(
  transaction: Transaction,
  ids: readonly string[],
  caller: LedgerCaller,
): Promise<readonly Attachment[]> {
  if (ids.length === 0) return [];
  if (ids.length > MOST_ATTACHMENTS || new Set(ids).size !== ids.length)
    throw new AttachmentError('attachment-too-many', { most: MOST_ATTACHMENTS });
  const rows = ids.every((id) => isUuid(id))
    ? await transaction.query<UploadRow>(TAKE, [ids, caller.actor])
    : [];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = byId.get(id);
    if (row === undefined) throw new AttachmentError('attachment-not-found', { id: id.slice(0, 40) });
    return { id, name: row.name, mediaType: row.media_type, size: row.size, digest: row.digest };
  });
}

/** Gives taken uploads to the record that cites them. After the record is written: what sees the owner sees them. */
export async function citeUploads(
  transaction: Transaction,
  attachments: readonly Attachment[],
  owner: {
    readonly kind: 'verification_result' | 'inquiry' | 'application';
    readonly id: string;
    readonly version: number;
  },
): Promise<void> {
  if (attachments.length === 0) return;
  const ids = attachments.map(({ id }) => id);
  await transaction.query(CITE, [ids, owner.kind, owner.id, owner.version]);
  await transaction.query(KEEP, [ids]);
  await transaction.query(FORGET, [ids]);
}

const READ: Statement = {
  name: 'attachment-read',
  text: `select a.id, a.name, a.media_type, octet_length(c.bytes) as size, encode(a.digest, 'hex') as digest, c.bytes
         from attachment a join attachment_content c on c.digest = a.digest and c.country = a.country where a.id = $1`,
};

/** An attachment with its bytes, if the scope sees what it belongs to. */
export async function readAttachment(
  database: Database,
  scope: Scope,
  id: string,
): Promise<(Attachment & { readonly bytes: Uint8Array }) | undefined> {
  if (!isUuid(id)) return undefined;
  const [row] = await database.transaction(scope, (transaction) =>
    transaction.query<UploadRow & { readonly bytes: Uint8Array }>(READ, [id]),
  );
  if (row === undefined) return undefined;
  return {
    id,
    name: row.name,
    mediaType: row.media_type,
    size: row.size,
    digest: row.digest,
    bytes: row.bytes,
  };
}

const BYTES: Statement = {
  name: 'attachment-bytes',
  text: `select a.id, c.bytes from attachment a join attachment_content c on c.digest = a.digest and c.country = a.country
         where a.id = any($1::uuid[])`,
};

/** Bytes of cited attachments by their ids, as far as the transaction's scope sees them; at most {@link MOST_ATTACHMENTS} of one record. */
export async function attachmentBytes(
  transaction: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  if (ids.length === 0) return new Map();
  const rows = await transaction.query<{ id: string; bytes: Uint8Array }>(BYTES, [ids]);
  return new Map(rows.map(({ id, bytes }) => [id, bytes]));
}

const READ_SEVERAL: Statement = {
  name: 'attachment-read-several',
  text: `select a.id, c.bytes from attachment a
         join attachment_content c on c.digest = a.digest and c.country = a.country where a.id = any($1::uuid[])`,
};

/** Bytes of attachments by their ids; what the scope does not see is absent. At most {@link MOST_ATTACHMENTS}. */
export async function readAttachments(
  session: Session,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const rows = await session.query<{ readonly id: string; readonly bytes: Uint8Array }>(READ_SEVERAL, [
    ids.slice(0, MOST_ATTACHMENTS),
  ]);
  return new Map(rows.map(({ id, bytes }) => [id, bytes]));
}

const SWEEP: Statement = {
  name: 'attachment-sweep',
  text: `delete from attachment_upload where at < $1::timestamptz - interval '1 day'`,
};

/** Forgets uploads that no act cited within a day. */
export async function sweepUploads(
  database: Database,
  context: { readonly now: Date; readonly random: RandomBytes },
): Promise<void> {
  await database.transaction({ kind: 'system' }, (transaction) =>
    transaction.query(SWEEP, [context.now.toISOString()]),
  );
}
