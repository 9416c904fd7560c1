import { peopleOf } from '../../../access/index.ts';
import { canonicalJson, utf8 } from '../../../base/index.ts';
import { sha256Hex } from '../../../crypto/index.ts';
import type { Session, Transaction } from '../../../database/index.ts';
import { takeAction } from '../../../ledger/index.ts';
import {
  AttachmentError,
  attachmentFacts,
  citeUploads,
  MOST_ATTACHMENTS,
  readAttachments,
  takeUploads,
  type Attachment,
} from '../attachments/index.ts';
import type { AttachedFile } from '../models/index.ts';
import { applicationRecord } from './application-record.ts';
import { ApplicationError } from './error.ts';
import type { ApplicationEntry, ApplicationOptions, OfficeCaller } from './office.ts';

/** Bytes of all files of a certificate together: what is sealed is sent whole, to every partner and by every channel. */
const LARGEST_TOGETHER = 10_485_760;

/**
 * Says which files the certificate will carry, in order: those that it has and stay, and uploads of the caller's own. An act, as
 * saving the form is. Throws `attachment-not-found`, `attachment-too-many`, `application-attachments-too-large`.
 */
export async function attach(
  { database, clock, random }: ApplicationOptions,
  caller: OfficeCaller,
  {
    before,
    ids,
    version,
  }: { readonly before: ApplicationEntry; readonly ids: readonly string[]; readonly version: number },
): Promise<ApplicationEntry> {
  const now = clock();
  const { id } = before;
  const authors = [...new Set([...before.body.authors, ...peopleOf(caller)])];
  return database.transaction(caller.scope, async (transaction) => {
    const { all, added } = await gather(transaction, caller, before, ids);
    const digest = sha256Hex(utf8(canonicalJson(attachmentFacts(all))));
    const change = { attachments: all.map((file) => ({ ...file })), authors, touched: now.toISOString() };
    const { entry } = await takeAction(
      transaction,
      applicationRecord,
      { id, action: 'revise', input: {}, version, digest, change },
      { caller, now, random },
    );
    await citeUploads(transaction, added, { kind: 'application', id, version: entry.version });
    return entry;
  });
}

async function gather(
  transaction: Transaction,
  caller: OfficeCaller,
  { body }: ApplicationEntry,
  ids: readonly string[],
): Promise<{ readonly all: readonly Attachment[]; readonly added: readonly Attachment[] }> {
  if (ids.length > MOST_ATTACHMENTS || new Set(ids).size !== ids.length)
    throw new AttachmentError('attachment-too-many', { most: MOST_ATTACHMENTS });
  const kept = new Map((body.attachments ?? []).map((file) => [file.id, file]));
  const added = await takeUploads(
    transaction,
    ids.filter((id) => !kept.has(id)),
    caller,
  );
  const byId = new Map([...kept, ...added.map((file) => [file.id, file] as const)]);
  const all = ids.flatMap((id) => byId.get(id) ?? []);
  if (all.reduce((sum, { size }) => sum + size, 0) > LARGEST_TOGETHER)
    throw new ApplicationError('application-attachments-too-large', {
      megabytes: LARGEST_TOGETHER / 1_048_576,
    });
  return { all, added };
}

/** The files of an application with their bytes, in order. */
export async function attachedFiles(
  session: Session,
  { body }: Pick<ApplicationEntry, 'body'>,
): Promise<readonly AttachedFile[]> {
  const { attachments = [] } = body;
  if (attachments.length === 0) return [];
  const bytes = await readAttachments(
    session,
    attachments.map(({ id }) => id),
  );
  return attachments.map(({ id, name, mediaType }) => {
    const found = bytes.get(id);
    // A certificate that lacks what its reviewer saw is never made.
    if (found === undefined) throw new AttachmentError('attachment-not-found', { id });
    return { name, mediaType, bytes: found };
  });
}
