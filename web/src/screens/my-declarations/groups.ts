import type { Declaration } from '../../cases/reading.ts';

/** What a trader's declarations are to them, whatever state the office calls it. */
export const GROUPS = ['action', 'waiting', 'released', 'ended'] as const;
export type Group = (typeof GROUPS)[number];

/** States that a group is looked for in. */
export const GROUP_STATES: Readonly<Record<Group, string>> = {
  action: 'held,inquired,refused',
  waiting: 'lodged,held,inquired,refused',
  released: 'passed',
  ended: 'withdrawn,finalised,annulled',
};

const ENDED: ReadonlySet<string> = new Set(['withdrawn', 'finalised', 'annulled']);
const OPEN: ReadonlySet<string> = new Set(['held', 'inquired', 'refused']);

/** The group of a declaration: from what was decided and whose turn it is, not from the state alone. */
export function groupOf({ state, body }: Pick<Declaration, 'state' | 'body'>): Group {
  if (state === 'passed') return 'released';
  if (ENDED.has(state)) return 'ended';
  const isTheirs = body.overruled === undefined && body.reasons.some(({ actor }) => actor === 'trader');
  return OPEN.has(state) && isTheirs ? 'action' : 'waiting';
}
