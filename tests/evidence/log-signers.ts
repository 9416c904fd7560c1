import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { concatBytes, utf8 } from '../../src/base/index.ts';
import type { AnswerNow, NoteKey, NoteKeyKind, NoteSignature } from '../../verify/core/index.ts';
import {
  cosignedMessage,
  formatCosignature,
  formatNote,
  noteKeyOf,
  rawEd25519,
  runNow,
} from '../../verify/core/index.ts';

export const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest());

/** Answers the questions of a log: SHA-256 and Ed25519. */
export const answer: AnswerNow = (question) => {
  if (question.ask === 'digest') return sha256(question.bytes);
  if (question.ask !== 'verify') return false;
  const key = createPublicKey({ key: Buffer.from(question.key), format: 'der', type: 'spki' });
  return verify(null, question.bytes, key, question.signature);
};

export interface TestSigner {
  readonly key: NoteKey;
  sign(text: string, time?: number): NoteSignature;
}

/** A signer whose key follows from its seed, so that every run has the same keys. */
export function testSigner(name: string, kind: NoteKeyKind = 'ed25519', seed = name): TestSigner {
  const pkcs8 = concatBytes(
    Uint8Array.of(
      0x30,
      0x2e,
      0x02,
      0x01,
      0x00,
      0x30,
      0x05,
      0x06,
      0x03,
      0x2b,
      0x65,
      0x70,
      0x04,
      0x22,
      0x04,
      0x20,
    ),
    sha256(utf8(seed)),
  );
  const secret = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  const raw = rawEd25519(new Uint8Array(spki)) ?? new Uint8Array();
  const key = runNow(noteKeyOf(name, kind, raw), answer);
  return {
    key,
    sign(text, time = 0) {
      const bytes = kind === 'cosignature' ? cosignedMessage(time, utf8(text)) : utf8(text);
      const signature = new Uint8Array(sign(null, bytes, secret));
      const { name: keyName, id } = key;
      return {
        name: keyName,
        id,
        signature: kind === 'cosignature' ? formatCosignature(time, signature) : signature,
      };
    },
  };
}

/** A note over a text by these signers; cosigners swear to `time`. */
export function signedNote(text: string, signers: readonly TestSigner[], time = 1_795_000_000): string {
  return formatNote({ text, signatures: signers.map((signer) => signer.sign(text, time)) });
}
