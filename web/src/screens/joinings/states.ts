import type { Tone } from '../../pieces/state-badge.tsx';

export const JOINING_STATES = ['lodged', 'questioned', 'checked', 'approved', 'refused'] as const;

export const JOINING_TONES: Readonly<Record<string, Tone>> = {
  lodged: 'warning',
  questioned: 'unknown',
  checked: 'compare',
  approved: 'passed',
  refused: 'failed',
};
