import type { Clock } from '../../base/index.ts';
import { equalBytes, fromUtf8, utf8 } from '../../base/index.ts';
import { answerNow } from '../../crypto/index.ts';
import type { Checkpoint, Note, NoteKey } from '../../../verify/core/index.ts';
import {
  MAXIMUM_PROOF_HASHES,
  emptyRoot,
  formatSignatureLine,
  parseCheckpoint,
  parseLogHash,
  parseLogSize,
  parseNote,
  runNow,
  verifyConsistency,
  verifyNote,
} from '../../../verify/core/index.ts';
import type { NoteSigner } from '../signer.ts';
import type { SplitView, WitnessStore } from './store.ts';

export interface WitnessOptions {
  /** Cosigns; its kind is `cosignature`. */
  readonly signer: NoteSigner;
  /** Keys of the logs that are witnessed; a key's name is its log's origin. */
  readonly logs: readonly NoteKey[];
  readonly store: WitnessStore;
  readonly clock: Clock;
  /** Told when a log shows two faces. Both notes are kept by then. */
  readonly onSplitView?: (view: SplitView) => void;
}

/** An answer of the witness protocol (c2sp.org/tlog-witness). */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly type: string;
  readonly body: Uint8Array;
}

/** A request with the most proof lines and a generous checkpoint stays far below. */
export const MAXIMUM_REQUEST_BYTES = 65_536;

interface Request {
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  readonly note: Note;
  readonly text: string;
  readonly checkpoint: Checkpoint;
}

/** The body of `add-checkpoint`; undefined when it is not one. */
export function parseAddCheckpoint(body: Uint8Array): Request | undefined {
  if (body.length > MAXIMUM_REQUEST_BYTES) return undefined;
  const text = fromUtf8(body);
  const split = text?.indexOf('\n\n') ?? -1;
  if (text === undefined || split < 0) return undefined;
  const [oldLine = '', ...lines] = text.slice(0, split).split('\n');
  const oldSize = oldLine.startsWith('old ') ? parseLogSize(oldLine.slice(4)) : undefined;
  if (oldSize === undefined || lines.length > MAXIMUM_PROOF_HASHES) return undefined;
  const proof: Uint8Array[] = [];
  for (const line of lines) {
    const hash = parseLogHash(line);
    if (hash === undefined) return undefined;
    proof.push(hash);
  }
  const noteText = text.slice(split + 2);
  const note = parseNote(noteText);
  const checkpoint = note && parseCheckpoint(note.text);
  if (note === undefined || checkpoint === undefined) return undefined;
  return { oldSize, proof, note, text: noteText, checkpoint };
}

/** Answers `POST /add-checkpoint`. Whatever was cosigned is durable before the answer exists. */
export async function answerAddCheckpoint(options: WitnessOptions, body: Uint8Array): Promise<WitnessAnswer> {
  const request = parseAddCheckpoint(body);
  if (request === undefined) return plain(400, 'malformed request');
  const { checkpoint, note, oldSize } = request;
  const keys = options.logs.filter((key) => key.name === checkpoint.origin);
  if (keys.length === 0) return plain(404, 'unknown log');
  if (!runNow(verifyNote(note, keys), answerNow).accepted) return plain(403, 'no valid signature of the log');
  if (oldSize > checkpoint.size) return plain(400, 'old size above the size of the checkpoint');
  return judge(options, request);
}

async function judge(options: WitnessOptions, request: Request): Promise<WitnessAnswer> {
  const { store, signer, clock } = options;
  const { checkpoint, oldSize, proof } = request;
  const { origin, size, root } = checkpoint;
  const latest = await store.latest(origin);
  if (latest !== undefined && latest.size === size && !equalBytes(latest.root, root)) {
    const view = { origin, size, known: latest.note, offered: request.text };
    await store.keepSplitView(view);
    options.onSplitView?.(view);
    return sizeConflict(latest.size);
  }
  if (oldSize !== (latest?.size ?? 0)) return sizeConflict(latest?.size ?? 0);
  const oldRoot = latest?.root ?? runNow(emptyRoot(), answerNow);
  if (!runNow(verifyConsistency({ oldSize, oldRoot, size, root, proof }), answerNow)) {
    return plain(422, 'the consistency proof does not hold');
  }
  const at = clock();
  const next = { size, root, note: request.text, at };
  if (!(await store.advance(origin, latest?.size, next))) {
    return sizeConflict((await store.latest(origin))?.size ?? 0);
  }
  const signature = signer.sign(request.note.text, Math.floor(at.getTime() / 1000));
  return { status: 200, type: 'text/plain; charset=utf-8', body: utf8(formatSignatureLine(signature)) };
}

function plain(status: WitnessAnswer['status'], text: string): WitnessAnswer {
  return { status, type: 'text/plain; charset=utf-8', body: utf8(`${text}\n`) };
}

function sizeConflict(size: number): WitnessAnswer {
  return { status: 409, type: 'text/x.tlog.size', body: utf8(`${String(size)}\n`) };
}
