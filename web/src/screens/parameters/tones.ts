import type { Tone } from '../../pieces/state-badge.tsx';

export const CHANGE_TONES: Readonly<Record<string, Tone>> = {
  proposed: 'warning',
  approved: 'passed',
  refused: 'failed',
  withdrawn: 'unknown',
};
