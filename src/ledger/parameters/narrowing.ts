import type { Fault } from '../../base/index.ts';
import { canonicalText } from './change-record.ts';
import { levelOf, type AnyParameter, type ParameterOwner, type ProposedRow } from './definition.ts';
import { standardOf } from './preview.ts';
import { effectiveRows, type Assertion } from './resolution.ts';

/**
 * Where rows of a narrower level would allow more than what the wider levels say for any moment of their period. What the wider
 * levels come to say later is not known here: whoever reads such a parameter takes the narrower of the two.
 */
export function wideningFaults(
  definition: AnyParameter,
  assertions: readonly Assertion[],
  rows: readonly ProposedRow[],
  owner: ParameterOwner,
): readonly Fault[] {
  const level = levelOf(owner);
  if (definition.narrows === undefined || level === 'platform') return [];
  const wider: ParameterOwner =
    level === 'office' && owner.authority !== undefined ? { authority: owner.authority } : {};
  return rows.flatMap(({ key, value, from, until }, index): readonly Fault[] => {
    if (value === null) return [];
    const sought = canonicalText(key);
    const own = assertions.filter((assertion) => assertion.key === sought);
    const standard = new Map([...standardOf(definition)].filter(([each]) => each === sought));
    const start = Date.parse(from);
    const end = until === undefined ? Infinity : Date.parse(until);
    const turns = own
      .flatMap((assertion) => [assertion.from, assertion.until ?? start])
      .filter((moment) => moment > start && moment < end);
    const found = [start, ...turns].flatMap((at) => {
      const [above] = effectiveRows(own, standard, wider, { at });
      return above === undefined ? [] : (definition.narrows?.(above.value, value, level) ?? []);
    });
    return distinct(found).map((fault) => ({
      ...fault,
      path: `/rows/${String(index)}/value${fault.path}`,
    }));
  });
}

function distinct(faults: readonly Fault[]): readonly Fault[] {
  return [...new Map(faults.map((fault) => [`${fault.path} ${fault.code}`, fault])).values()];
}
