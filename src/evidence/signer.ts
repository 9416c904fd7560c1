import type { SigningKey } from '../crypto/index.ts';
import { answerNow } from '../crypto/index.ts';
import { utf8 } from '../base/index.ts';
import type { NoteKey, NoteKeyKind, NoteSignature } from '../../verify/core/index.ts';
import { cosignedMessage, formatCosignature, isKeyName, noteKeyOf, runNow } from '../../verify/core/index.ts';
import { EvidenceError } from './error.ts';

/** Signs notes under a name. The name of a log's signer is the log's origin. */
export interface NoteSigner {
  readonly key: NoteKey;
  /** Signs a note's text; a cosigner also swears to the time, in Unix seconds. */
  sign(text: string, time: number): NoteSignature;
}

/** A signer of notes from an Ed25519 key. A log, a witness and a seal each have a key of their own, used for nothing else. */
export function noteSigner(name: string, kind: NoteKeyKind, signingKey: SigningKey): NoteSigner {
  if (signingKey.kind !== 'ed25519') throw new EvidenceError('evidence-key-unsuitable', { name });
  if (!isKeyName(name)) throw new EvidenceError('evidence-name-unsuitable', { name });
  const key = runNow(noteKeyOf(name, kind, signingKey.rawPublicKey), answerNow);
  return {
    key,
    sign(text, time) {
      const { name: keyName, id } = key;
      if (kind === 'ed25519') return { name: keyName, id, signature: signingKey.sign(utf8(text)) };
      const signature = signingKey.sign(cosignedMessage(time, utf8(text)));
      return { name: keyName, id, signature: formatCosignature(time, signature) };
    },
  };
}
