import type { NamedParty } from '../../facts/index.ts';
import { isSameParty } from '../../matching/index.ts';

/**
 * Gives parties names and numbers that nobody has, each time the same: two that are one party to a comparison stay one, and two
 * that are not stay two. A number keeps its shape, by which registers are told apart.
 */
export function unnaming(): (party: NamedParty) => NamedParty {
  const names: string[] = [];
  const numbers: string[] = [];
  const placeIn = (seen: string[], text: string, isSame: (other: string) => boolean): number => {
    const found = seen.findIndex(isSame);
    return found === -1 ? seen.push(text) - 1 : found;
  };
  return ({ name, id, country }) => {
    const named =
      name === undefined || name.trim() === ''
        ? undefined
        : placeIn(names, name, (other) => isSameParty({ name }, { name: other }) || other === name);
    const numbered =
      id === undefined || id.trim() === ''
        ? undefined
        : placeIn(numbers, id, (other) => isSameParty({ id }, { id: other }) || other === id);
    return {
      ...(named === undefined ? {} : { name: `Party ${String(named + 1)}` }),
      ...(numbered === undefined || id === undefined ? {} : { id: renumbered(id, numbered + 1) }),
      ...(country === undefined ? {} : { country }),
    };
  };
}

const COUNTING = [
  [/^\p{N}$/u, '0123456789'],
  [/^\p{L}$/u, 'XYZABCDEFGHIJKLMNOPQRSTUVW'],
] as const;

/** A serial number in the shape of another: it counts in the digits from the end on, where they are too few in the letters. */
function renumbered(id: string, serial: number): string {
  const signs = [...id];
  let rest = serial;
  for (const [shape, row] of COUNTING)
    for (const [at, sign] of [...signs.entries()].toReversed()) {
      if (!shape.test(sign)) continue;
      signs[at] = row[rest % row.length] ?? '';
      rest = Math.floor(rest / row.length);
    }
  return rest === 0 ? signs.join('') : `${signs.join('')}${String(rest)}`;
}
