import type { ErrorValues } from '../base/index.ts';
import type { ConfigurationCode } from './error.ts';

/** What a setting's text means, or why it means nothing. */
export type Reading<Value> =
  { readonly value: Value } | { readonly code: ConfigurationCode; readonly values: ErrorValues };

export type Reader<Value> = (text: string) => Reading<Value>;

export const text: Reader<string> = (written) =>
  written.trim() === '' ? { code: 'configuration-empty', values: {} } : { value: written };

export function integer(minimum: number, maximum: number): Reader<number> {
  return (written) => {
    if (!/^-?\d{1,15}$/.test(written)) return { code: 'configuration-not-an-integer', values: {} };
    const value = Number(written);
    return value < minimum || value > maximum
      ? { code: 'configuration-out-of-range', values: { minimum, maximum } }
      : { value };
  };
}

export function choice<const Choice extends string>(...choices: readonly Choice[]): Reader<Choice> {
  return (written) => {
    const value = choices.find((known) => known === written);
    return value === undefined
      ? { code: 'configuration-not-a-choice', values: { choices: choices.join(', ') } }
      : { value };
  };
}

export const flag: Reader<boolean> = (written) => {
  if (written === 'yes' || written === 'true' || written === '1') return { value: true };
  if (written === 'no' || written === 'false' || written === '0') return { value: false };
  return { code: 'configuration-not-a-flag', values: {} };
};

/** A URL with one of the schemes, e.g. `postgres://user:secret@host/name`. Its text is kept as written. */
export function url(...schemes: readonly string[]): Reader<string> {
  const pattern = new RegExp(`^(?:${schemes.join('|')})://[^\\s]+$`);
  return (written) =>
    pattern.test(written)
      ? { value: written }
      : { code: 'configuration-not-a-url', values: { schemes: schemes.join(', ') } };
}

/** `https://host[:port]`: where this system is seen from outside. No path, no query. */
export const origin: Reader<string> = (written) =>
  /^https?:\/\/(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?$/.test(written)
    ? { value: written }
    : { code: 'configuration-not-an-origin', values: {} };

/** One plain e-mail address, `name@example.org`, as a notice is sent from. */
export const mailAddress: Reader<string> = (written) =>
  written.length <= 254 &&
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/.test(written)
    ? { value: written }
    : { code: 'configuration-not-a-mail-address', values: {} };

/** Addresses or CIDR ranges separated by commas; empty for none. */
export const addressRanges: Reader<readonly string[]> = (written) => {
  const ranges = written
    .split(',')
    .map((range) => range.trim())
    .filter((range) => range !== '');
  const wrong = ranges.find((range) => !isAddressRange(range));
  return wrong === undefined
    ? { value: Object.freeze(ranges) }
    : { code: 'configuration-not-an-address-range', values: { range: wrong } };
};

function isAddressRange(range: string): boolean {
  const [address = '', prefix, ...rest] = range.split('/');
  if (rest.length > 0) return false;
  const version4 = /^(?:\d{1,3})(?:\.\d{1,3}){3}$/.test(address);
  if (version4 && address.split('.').some((part) => Number(part) > 255)) return false;
  if (!version4 && !(address.includes(':') && /^[0-9A-Fa-f:.]{2,45}$/.test(address))) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version4 ? 32 : 128));
}
