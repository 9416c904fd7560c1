import type { SealingKey, SealKey } from './seal-key.ts';

/** What is made of bytes and their signature: at once by a key in memory, later by one in a token. */
export function signedBy<Made>(
  key: SealKey,
  bytes: Uint8Array,
  finish: (signature: Uint8Array) => Made,
): Made;
export function signedBy<Made>(
  key: SealingKey,
  bytes: Uint8Array,
  finish: (signature: Uint8Array) => Made,
): Made | Promise<Made>;
export function signedBy<Made>(
  key: SealingKey,
  bytes: Uint8Array,
  finish: (signature: Uint8Array) => Made,
): Made | Promise<Made> {
  const signature = key.sign(bytes);
  return signature instanceof Uint8Array ? finish(signature) : signature.then(finish);
}
