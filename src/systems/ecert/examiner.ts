// The thread that examines documents: some in a message, each answered by itself, in order.
import { parentPort } from 'node:worker_threads';
import { ASIC_E_TYPE, type LogPolicy, type TrustAnchor } from '../../../verify/core/index.ts';
import { examineBundle } from './bundle-examination.ts';
import type { MediaType } from './examination.ts';
import { examine, unexamined } from './examination.ts';
import { pack, type Packed } from '../../packing/index.ts';

export interface ExaminerTask {
  readonly bytes: Uint8Array;
  readonly mediaType: MediaType | typeof ASIC_E_TYPE;
  /** Milliseconds since 1970: the present moment. */
  readonly now: number;
  /** By which an evidence bundle is judged. */
  readonly policy?: LogPolicy;
}

export type ExaminerMessage =
  | { readonly kind: 'trust'; readonly anchors: readonly TrustAnchor[] }
  | { readonly kind: 'examine'; readonly tasks: readonly ExaminerTask[] };

let anchors: readonly TrustAnchor[] = [];

parentPort?.on('message', (message: ExaminerMessage) => {
  if (message.kind === 'trust') {
    anchors = message.anchors;
    return;
  }
  for (const task of message.tasks) parentPort?.postMessage(examined(task));
});

// Until now the thread was loading; its documents' time starts here.
parentPort?.postMessage('ready');

function examined({ bytes, mediaType, now, policy }: ExaminerTask): ReturnType<typeof examine> {
  try {
    if (mediaType === ASIC_E_TYPE)
      return examineBundle(bytes, {
        anchors,
        now: new Date(now),
        ...(policy === undefined ? {} : { policy }),
      });
    const examination = examine(bytes, mediaType, { anchors, now: new Date(now) });
    // What can be stored is packed here: it is less to send to the database and to keep.
    return examination.statement === undefined
      ? examination
      : { packed: byItself(pack(examination.made ?? bytes, 'brotli')), ...examination };
  } catch {
    // A fault of ours on somebody's document: that document is answered, the thread goes on.
    return unexamined('document-examination-failed');
  }
}

/** What is sent takes along all of the memory that it lies in: zlib's is five times as large as what it packed. */
function byItself(packed: Packed): Packed {
  return { ...packed, bytes: new Uint8Array(packed.bytes) };
}
