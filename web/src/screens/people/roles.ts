import type { Given } from '../../api/client.ts';
import type { Tone } from '../../pieces/state-badge.tsx';

export type Role = Given<'assign-role'>['body']['role'];

export const ROLES = [
  'reader',
  'official',
  'clerk',
  'officer',
  'supervisor',
  'registrar',
  'steward',
  'approver',
  'auditor',
  'declarant',
  'inspector',
  'chief-inspector',
  'administrator',
] as const satisfies readonly Role[];

export const PERSON_STATES = ['invited', 'active', 'suspended', 'expired'] as const;

export const PERSON_TONES: Readonly<Record<string, Tone>> = {
  invited: 'compare',
  active: 'passed',
  suspended: 'failed',
  expired: 'warning',
};
