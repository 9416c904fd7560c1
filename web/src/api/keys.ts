/** A key for one act, sent with each repetition of it, so that it has effect once. */
export function newKey(): string {
  return crypto.randomUUID();
}
