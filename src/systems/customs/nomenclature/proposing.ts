import {
  canonicalText,
  type ParameterOwner,
  type ParameterTables,
  type ProposedRow,
} from '../../../ledger/parameters/index.ts';
import { nomenclatureParameter } from './nomenclature-parameter.ts';
import type { NomenclatureReading } from './reading.ts';

/** Chapters of a nomenclature that are not in force as they were read: what an official proposes who loads it. */
export function nomenclatureRows(
  parameters: Pick<ParameterTables, 'rows'>,
  { chapters }: Pick<NomenclatureReading, 'chapters'>,
  {
    nomenclature,
    owner,
    from,
  }: { readonly nomenclature: string; readonly owner: ParameterOwner; readonly from: string },
): readonly ProposedRow[] {
  const inForce = new Map(
    parameters
      .rows(nomenclatureParameter, { owner, at: new Date(`${from}T00:00:00Z`) })
      .map(({ key, value }) => [canonicalText(key), canonicalText(value)] as const),
  );
  return [...chapters].flatMap(([chapter, codes]): readonly ProposedRow[] => {
    const [key, value] = [{ nomenclature, chapter }, { codes }];
    return inForce.get(canonicalText(key)) === canonicalText(value) ? [] : [{ key, value, from }];
  });
}
