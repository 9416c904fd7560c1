import type { Office } from './holding.ts';

export interface Branch {
  readonly office: Office;
  readonly below: readonly Branch[];
}

/** Offices in their tree: those that are wanted, with the ones above them. An office whose parent is out of sight is a root. */
export function treeOf(offices: readonly Office[], isWanted: (office: Office) => boolean): readonly Branch[] {
  const known = new Set(offices.map(({ key }) => key));
  const children = new Map<string, Office[]>();
  const roots: Office[] = [];
  for (const office of offices) {
    const { parent } = office;
    if (parent === undefined || !known.has(parent)) roots.push(office);
    else children.set(parent, [...(children.get(parent) ?? []), office]);
  }
  const branchOf = (office: Office): readonly Branch[] => {
    const below = (children.get(office.key) ?? []).flatMap(branchOf);
    return below.length > 0 || isWanted(office) ? [{ office, below }] : [];
  };
  return roots.flatMap(branchOf);
}
