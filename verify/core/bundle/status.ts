import { concatBytes, equalBytes, fromHex, parseInstant, toHex } from '../../../src/base/index.ts';
import type { NoteKey } from '../log/note-key.ts';
import { parseNote, verifyNote } from '../log/note.ts';
import type { Plan } from '../primitives.ts';
import { digest } from '../primitives.ts';

/**
 * What the ledger swears to when it produces a bundle: at that time the subject was in that state, and these were all
 * of its acts. Without it nobody could tell that a later act was left out.
 */
export interface StatusStatement {
  readonly origin: string;
  readonly subject: string;
  readonly state: string;
  /** RFC 3339. */
  readonly at: string;
  /** SHA-256 over the leaf hashes of all acts, in order. */
  readonly history: Uint8Array;
}

// Not the first line of any checkpoint: a log's key signs this and checkpoints, and neither can pass for the other.
const HEADER = 'counterfoil status v1';

/** The text that the log's key signs. */
export function formatStatus(statement: StatusStatement): string {
  const { origin, subject, state, at, history } = statement;
  return `${[HEADER, origin, subject, state, at, toHex(history)].join('\n')}\n`;
}

function parseStatus(text: string): StatusStatement | undefined {
  const [header, origin = '', subject = '', state = '', at = '', hex = '', end, ...rest] = text.split('\n');
  const history = fromHex(hex);
  if (header !== HEADER || end !== '' || rest.length > 0 || history?.length !== 32) return undefined;
  if (origin === '' || subject === '' || state === '' || parseInstant(at) === undefined) return undefined;
  return { origin, subject, state, at, history };
}

/** The digest of a history, from its leaf hashes. */
export function historyDigest(leafHashes: readonly Uint8Array[]): Plan<Uint8Array> {
  return digest('SHA-256', concatBytes(...leafHashes));
}

/** The statement of a note that one of the logs signed under its own name, over this very history; otherwise undefined. */
export function* readStatus(
  text: string,
  logs: readonly NoteKey[],
  history: Uint8Array,
): Plan<StatusStatement | undefined> {
  const note = parseNote(text);
  const statement = note && parseStatus(note.text);
  if (note === undefined || statement === undefined) return undefined;
  if (!equalBytes(statement.history, history)) return undefined;
  const verdict = yield* verifyNote(
    note,
    logs.filter((key) => key.name === statement.origin),
  );
  return verdict.accepted ? statement : undefined;
}
