import type { RandomBytes } from '../base/index.ts';
import type { Database, Statement } from '../database/index.ts';
import { systemCaller } from './caller.ts';
import type { RecordDefinition } from './record.ts';
import { takeAction } from './writing.ts';

/** What a sweep looks for: records in a state whose date has passed. */
export interface ExpiryRule {
  /** Action to take, one of those that are taken by rule. */
  readonly action: string;
  /** A column of type `timestamptz`: the first moment at which the record is no longer in force. */
  readonly column: string;
}

const PORTION = 200;

/**
 * Takes the rule's action on every record whose moment has passed, in small transactions. Any number of processes may
 * sweep at once; each record is taken by one. Returns how many were taken.
 */
export async function sweepExpired<Body, State extends string>(
  database: Database,
  definition: RecordDefinition<Body, State>,
  rule: ExpiryRule,
  context: { readonly now: Date; readonly random: RandomBytes },
): Promise<number> {
  const action = definition.lifecycle.actions.get(rule.action);
  if (action?.by !== 'rule' || definition.columns[rule.column]?.type !== 'timestamptz') {
    throw new Error(`${rule.action} by ${rule.column} is no rule of ${definition.name}`);
  }
  const caller = systemCaller('system/expiry');
  const states = action.from.map((state) => `'${state}'`).join(', ');
  const due: Statement = {
    name: `${definition.name}-${rule.action}-due-${rule.column}`,
    // The states stand in the text: an index over those that wait is of no use to a plan made for any states.
    text: `select id from ${definition.name} where ${rule.column} <= $1 and state in (${states})
           order by ${rule.column} limit ${String(PORTION)} for update skip locked`,
  };
  for (let swept = 0; ;) {
    const taken = await database.transaction({ kind: 'system' }, async (transaction) => {
      const rows = await transaction.query<{ id: string }>(due, [context.now.toISOString()]);
      for (const { id } of rows) {
        await takeAction(
          transaction,
          definition,
          { id, action: rule.action, input: {} },
          { caller, ...context },
        );
      }
      return rows.length;
    });
    swept += taken;
    if (taken < PORTION) return swept;
  }
}
