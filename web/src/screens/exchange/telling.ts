import { toTenth } from '../../figures/rounding.ts';
import type { Reader } from '../../language/reader.tsx';
import type { Tone } from '../../pieces/state-badge.tsx';

/** How a message fares, by tone. */
export const MESSAGE_TONES: Readonly<Record<string, Tone>> = {
  pending: 'unknown',
  sent: 'compare',
  delivered: 'passed',
  'delivered-with-warnings': 'warning',
  'not-readable': 'failed',
  rejected: 'failed',
  failed: 'failed',
  expired: 'failed',
  kept: 'unknown',
  read: 'passed',
  'read-with-warnings': 'warning',
  conflict: 'failed',
};

export const PARTNER_TONES: Readonly<Record<string, Tone>> = {
  applied: 'unknown',
  testing: 'warning',
  live: 'passed',
  suspended: 'failed',
};

export const CHANNELS = ['rest', 'soap', 'wsdl', 'smtp', 'hub', 'traces', 'drop'] as const;

export function stateName({ sayFirst }: Reader, state: string): string {
  return sayFirst([`web-message-${state}`], state);
}

export function typeName({ sayFirst }: Reader, type: string | null): string {
  return type === null ? '—' : sayFirst([`web-message-type-${type}`], type);
}

export function channelName({ sayFirst }: Reader, channel: string): string {
  return sayFirst([`web-channel-${channel}`], channel);
}

/** A time that something took, in the largest unit that keeps it readable. */
export function duration({ say, number }: Reader, seconds: number | null): string {
  if (seconds === null) return '—';
  const rounded = (value: number): string => number(toTenth(value));
  if (seconds < 90) return say('web-seconds', { count: rounded(seconds) });
  if (seconds < 5_400) return say('web-minutes', { count: rounded(seconds / 60) });
  if (seconds < 172_800) return say('web-hours', { count: rounded(seconds / 3_600) });
  return say('web-days', { count: rounded(seconds / 86_400) });
}
