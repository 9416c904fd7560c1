import { Type } from 'typebox';
import type { Fault } from '../../base/index.ts';
import { defineParameter, type ParameterOwner } from '../../ledger/parameters/index.ts';
import { checkTable, DecisionTableSchema } from '../rules/index.ts';

const strict = { additionalProperties: false } as const;

/** Stages that an office may add to: what it says stands beside the national tables, so it can only ask for more and be graver. */
const LOCAL_STAGES: ReadonlySet<string> = new Set(['requirement', 'judgement']);

/** Decision tables, each under its name. An authority's are national; an office's are evaluated beside them. */
export const ruleTableParameter = defineParameter({
  name: 'rule-table',
  key: Type.Object(
    {
      table: Type.String({
        pattern: '^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$',
        maxLength: 80,
        title: 'parameter-field-rule-table',
      }),
    },
    strict,
  ),
  value: DecisionTableSchema,
  levels: ['platform', 'authority', 'office'],
  readers: 'declaration.decide',
  check: ({ key, value }, owner) => {
    if (value === null) return [];
    const named =
      value.name === key.table
        ? []
        : [{ code: 'rule-table-misnamed', path: '/value/name', values: { table: key.table } }];
    const found = checkTable(value).faults.map((fault) => ({ ...fault, path: `/value${fault.path}` }));
    return [...named, ...caseFaults(value, owner), ...localFaults(value, owner), ...found];
  },
});

/** A case is decided by the practice of an authority; the whole installation has none. */
function caseFaults({ cases = [] }: { readonly cases?: readonly object[] }, { authority }: ParameterOwner) {
  return authority !== undefined || cases.length === 0
    ? []
    : [{ code: 'rule-cases-nobodys', path: '/value/cases', values: {} }];
}

function localFaults(
  { stage, rows }: { readonly stage: string; readonly rows: readonly { outcome?: string; id: string }[] },
  { office }: ParameterOwner,
): readonly Fault[] {
  if (office === undefined) return [];
  if (!LOCAL_STAGES.has(stage))
    return [{ code: 'rule-table-widens', path: '/value/stage', values: { stage } }];
  return rows.flatMap(({ id, outcome }, place): readonly Fault[] =>
    outcome === 'pass'
      ? [{ code: 'rule-row-widens', path: `/value/rows/${String(place)}/outcome`, values: { row: id } }]
      : [],
  );
}
