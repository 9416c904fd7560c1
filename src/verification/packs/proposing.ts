import {
  canonicalText,
  MOST_ROWS,
  type ParameterOwner,
  type ParameterTables,
  type ProposedRow,
} from '../../ledger/parameters/index.ts';
import { ruleTableParameter } from '../parameters/index.ts';
import type { RulePack } from './pack.ts';
import { MAPPINGS, PRACTICE, REFERENCES, splitEntry, type Part } from './parts.ts';

/** Rows of one parameter that a pack wants to be in force. */
export interface PackProposal {
  readonly parameter: string;
  readonly rows: readonly ProposedRow[];
}

/**
 * What an official proposes who loads a pack: of its tables, references, mappings and practice those that are not in force already,
 * from a day on. Another official approves each; what is in force beside them stays.
 */
export function proposalsOf(
  parameters: Pick<ParameterTables, 'rows'>,
  pack: RulePack,
  { owner, from }: { readonly owner: ParameterOwner; readonly from: string },
): readonly PackProposal[] {
  const { tables, references, mappings, practice } = pack;
  const row = (part: Part<unknown>) => (entry: unknown) => ({ ...splitEntry(part.key, entry), from });
  const ours = new Map(
    parameters
      .rows(ruleTableParameter, { owner, at: new Date(`${from}T00:00:00Z`) })
      .map(({ key, value }) => [key.table, value.cases] as const),
  );
  // Cases that officials keep beside a table are theirs: they stay, and judge what the pack brings.
  const casesInForce = (table: string) => {
    const cases = ours.get(table);
    return cases === undefined ? {} : { cases };
  };
  const wanted = [
    {
      definition: ruleTableParameter,
      rows: tables.map(({ table }) => ({
        key: { table: table.name },
        value: { ...table, ...casesInForce(table.name) },
        from,
      })),
    },
    { definition: REFERENCES.definition, rows: references.map(row(REFERENCES)) },
    { definition: MAPPINGS.definition, rows: mappings.map(row(MAPPINGS)) },
    { definition: PRACTICE.definition, rows: practice === undefined ? [] : [row(PRACTICE)(practice)] },
  ];
  return wanted.flatMap(({ definition, rows }) => {
    const inForce = new Map(
      parameters
        .rows(definition, { owner, at: new Date(`${from}T00:00:00Z`) })
        .map(({ key, value }) => [canonicalText(key), canonicalText(value)] as const),
    );
    const changed = rows.filter(({ key, value }) => inForce.get(canonicalText(key)) !== canonicalText(value));
    return portionsOf(changed).map((portion) => ({ parameter: definition.name, rows: portion }));
  });
}

/** As many rows as one change can hold. */
function portionsOf(rows: readonly ProposedRow[]): readonly (readonly ProposedRow[])[] {
  const count = Math.ceil(rows.length / MOST_ROWS);
  return Array.from({ length: count }, (_, place) => rows.slice(place * MOST_ROWS, (place + 1) * MOST_ROWS));
}
