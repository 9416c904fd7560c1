import type { DecisionTable } from '../../../src/verification/rules/index.ts';
import { forget, remember, remembered } from '../language/memory.ts';
import type { RuleOwner } from './owner.tsx';
import { tableOf } from './stored.ts';

function placeOf({ authority = '', office = '' }: RuleOwner, name: string): string {
  return `rule-draft.${authority}.${office}.${name}`;
}

/** What was being written of a table when its page was left, on this device; rules are no secret and name nobody. */
export function keptDraft(owner: RuleOwner, name: string): DecisionTable | undefined {
  try {
    return tableOf(JSON.parse(remembered(placeOf(owner, name)) ?? 'null'));
  } catch {
    return undefined;
  }
}

export function keepDraft(owner: RuleOwner, table: DecisionTable): void {
  remember(placeOf(owner, table.name), JSON.stringify(table));
}

export function forgetDraft(owner: RuleOwner, name: string): void {
  forget(placeOf(owner, name));
}
