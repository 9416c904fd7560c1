import type { ParameterTables } from '../../ledger/parameters/index.ts';
import { traderClassParameter } from './trader-class.ts';

/** Whose cases are asked by other rules than before. */
export interface RuleChange {
  /** Everybody's where absent. */
  readonly authority?: string;
  /** Those of these traders alone; all where absent. */
  readonly traders?: readonly string[];
}

type Approved = ReturnType<ParameterTables['approvedSince']>[number];

/**
 * Whose cases are concerned by what was approved since versions of parameters were known and counts on a day (YYYY-MM-DD): each
 * authority once.
 */
export function ruleChanges(
  parameters: Pick<ParameterTables, 'approvedSince'>,
  definitions: readonly { readonly name: string }[],
  since: Readonly<Record<string, number>>,
  day: string,
): readonly RuleChange[] {
  const at = Date.parse(`${day}T00:00:00Z`);
  const all = new Set<string>();
  const traders = new Map<string, Set<string>>();
  for (const { name } of definitions) {
    const counting = parameters
      .approvedSince({ name }, since[name] ?? 0)
      .filter(({ from, until }) => from <= at && (until === undefined || at < until));
    for (const { authority, key } of counting)
      if (name === traderClassParameter.name)
        traders.set(authority, (traders.get(authority) ?? new Set()).add(traderOf(key)));
      else all.add(authority);
  }
  if (all.has('')) return [{}];
  return [
    ...[...all].map((authority) => ({ authority })),
    ...[...traders]
      .filter(([authority]) => !all.has(authority))
      .map(([authority, own]) => ({ ...(authority === '' ? {} : { authority }), traders: [...own] })),
  ];
}

function traderOf(key: Approved['key']): string {
  // Every row has passed the definition's own schema before it was written.
  return (JSON.parse(key) as { readonly trader: string }).trader;
}
