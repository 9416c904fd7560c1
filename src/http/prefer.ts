/** Longest wait that a caller may ask for, in milliseconds. */
const LONGEST_WAIT = 10_000;

/**
 * How long to wait for an act's proof, in milliseconds, by the Prefer header (RFC 7240): `respond-async` is not at all,
 * `wait=N` is N seconds up to ten; otherwise what the server is set to.
 */
export function waitPreferred(prefer: string | string[] | undefined, standard: number): number {
  const header = typeof prefer === 'string' ? prefer : (prefer?.join(',') ?? '');
  if (header === '') return standard;
  const preferences = header
    .slice(0, 500)
    .split(',')
    .map((preference) => preference.split(';')[0]?.trim().toLowerCase() ?? '');
  if (preferences.includes('respond-async')) return 0;
  const seconds = preferences
    .map((text) => /^wait\s*=\s*"?(\d{1,6})"?$/.exec(text)?.[1])
    .find((text) => text !== undefined);
  return seconds === undefined ? standard : Math.min(Number(seconds) * 1000, LONGEST_WAIT);
}
