import { fromBase64, toBase64, type Clock, type RandomBytes } from '../../../base/index.ts';
import { sha256Hex } from '../../../crypto/index.ts';
import type { Database, Transaction } from '../../../database/index.ts';
import type { LedgerCaller } from '../../../ledger/index.ts';
import {
  attachmentBytes,
  MOST_ATTACHMENTS,
  uploadAttachment,
  type Attachment,
} from '../attachments/index.ts';
import type { CorrespondenceForm } from './forms.ts';

type Carried = NonNullable<CorrespondenceForm['attachments']>[number];

/** Bytes of files that one message carries, before base64: with its frame it stays within what agreements usually allow. */
const MOST_CARRIED = 6_291_456;

/** Files as a message carries them, with their bytes as long as there is room; the others are named. */
export async function carriedFiles(
  transaction: Transaction,
  files: readonly Attachment[],
): Promise<{ readonly attachments?: Carried[] }> {
  if (files.length === 0) return {};
  let room = MOST_CARRIED;
  const fitting = files.filter(({ size }) => {
    if (size > room) return false;
    room -= size;
    return true;
  });
  const bytes = await attachmentBytes(
    transaction,
    fitting.map(({ id }) => id),
  );
  return {
    attachments: files.map(({ id, name, mediaType, size, digest }) => {
      const content = bytes.get(id);
      return {
        name,
        mediaType,
        size,
        digest,
        ...(content === undefined ? {} : { content: toBase64(content) }),
      };
    }),
  };
}

/** The first file whose bytes are not what is said of them. */
export function faultOfFiles({
  attachments = [],
}: CorrespondenceForm): { code: string; path: string } | undefined {
  const carried = attachments.filter(({ content }) => content !== undefined);
  if (carried.length > MOST_ATTACHMENTS) return { code: 'attachment-too-many', path: '/attachments' };
  for (const [index, { content, size, digest }] of attachments.entries()) {
    if (content === undefined) continue;
    const path = `/attachments/${String(index)}/content`;
    const bytes = fromBase64(content);
    if (bytes === undefined) return { code: 'exchange-content-malformed', path };
    if (bytes.length !== size || sha256Hex(bytes) !== digest)
      return { code: 'exchange-digest-differs', path };
  }
  return undefined;
}

/**
 * Keeps the files that a message carries as if its writer had handed them in at the window, with the same checks of what they are.
 * Returns their ids. @throws AttachmentError `attachment-…`.
 */
export async function keepFiles(
  {
    database,
    clock,
    random,
  }: { readonly database: Database; readonly clock: Clock; readonly random: RandomBytes },
  { attachments = [] }: CorrespondenceForm,
  caller: LedgerCaller,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { name, mediaType, content } of attachments) {
    const bytes = content === undefined ? undefined : fromBase64(content);
    if (bytes === undefined) continue;
    const { id } = await uploadAttachment(
      database,
      { name, mediaType, bytes },
      { caller, now: clock(), random },
    );
    ids.push(id);
  }
  return ids;
}
