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

/** The same letters, and digits that count instead of those that were there. */
function renumbered(id: string, serial: number): string {
  const width = id.replace(/\P{N}/gu, '').length;
  const digits = [...String(serial).padStart(width, '0')];
  return id.replace(/\p{N}/gu, () => digits.shift() ?? '0').replace(/\p{L}/gu, 'X');
}
