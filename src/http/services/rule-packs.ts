import type { Clock } from '../../base/index.ts';
import {
  canonicalText,
  ownerOf,
  type ParameterOwner,
  type ParameterTables,
} from '../../ledger/parameters/index.ts';
import {
  proposalsOf,
  readPack,
  readPackFolder,
  shippedPackFolder,
  shippedPackNames,
  testPack,
  type Difference,
  type OwnCaseResult,
  type RulePack,
} from '../../verification/packs/index.ts';
import type { DecisionTable } from '../../verification/rules/index.ts';
import type { Caller } from './access.ts';
import type { CaseResult, PackShown, RulesService } from './rules.ts';

/** Rows of a pack that are told one by one. */
const MOST_TOLD = 1_000;

export interface Packs {
  all(): Promise<readonly RulePack[]>;
  list(caller: Caller): Promise<readonly PackShown[]>;
  propose: RulesService['packs']['propose'];
}

/** Packs of the release, read once; what they would change is compared with what is in force when somebody asks. */
export function openPacks(parameters: ParameterTables, clock: Clock): Packs {
  let read: Promise<readonly RulePack[]> | undefined;
  const all = (): Promise<readonly RulePack[]> => (read ??= readShipped());
  return {
    all,
    async list(caller) {
      const from = clock().toISOString().slice(0, 10);
      return (await all()).map((pack) => ({
        name: pack.manifest.name,
        version: pack.manifest.version,
        authority: pack.manifest.authority,
        title: pack.manifest.title,
        about: pack.manifest.description,
        tests: pack.tests.reduce((sum, { tests }) => sum + tests.cases.length, 0),
        rows: pack.tables.length + pack.references.length + pack.mappings.length + (pack.practice ? 1 : 0),
        changes: changesOf(parameters, pack, { owner: ownerFor(caller, pack), from }),
      }));
    },
    async propose(caller, { name, owner: named, from, reason }) {
      const pack = (await all()).find(({ manifest }) => manifest.name === name);
      if (pack === undefined) return undefined;
      const owner = named ?? ownerFor(caller, pack);
      const proposals = proposalsOf(parameters, pack, { owner, from });
      return parameters.proposeAll(
        caller,
        proposals.map((proposal) => ({ ...proposal, owner, reason })),
      );
    },
  };
}

/** What loading the pack would change, row by row; what is as it would be is left out. */
function changesOf(
  parameters: ParameterTables,
  pack: RulePack,
  { owner, from }: { readonly owner: ParameterOwner; readonly from: string },
): PackShown['changes'] {
  return proposalsOf(parameters, pack, { owner, from })
    .flatMap(({ parameter, rows }) => {
      const known = new Set(
        parameters.rows(parameters.definition(parameter), { owner }).map(({ key }) => canonicalText(key)),
      );
      return rows.map(({ key }) => ({
        parameter,
        key: nameOf(key, parameter),
        kind: known.has(canonicalText(key)) ? ('changed' as const) : ('added' as const),
      }));
    })
    .slice(0, MOST_TOLD);
}

/** How people call a row: by the values of its key, or by the parameter where it has only one. */
function nameOf(key: unknown, parameter: string): string {
  const values = typeof key === 'object' && key !== null ? Object.values(key).map(String) : [];
  return values.length === 0 ? parameter : values.join(' ');
}

/** A country's practice is that of its authority; an authority's official loads it as their own. */
function ownerFor(caller: Caller, { manifest }: RulePack): ParameterOwner {
  return caller.scope.kind === 'authority' ? ownerOf(caller) : { authority: manifest.authority };
}

async function readShipped(): Promise<readonly RulePack[]> {
  const names = await shippedPackNames();
  const readings = await Promise.all(
    names.map(async (name) => readPack(await readPackFolder(await shippedPackFolder(name)))),
  );
  return readings.flatMap((reading) => ('pack' in reading ? [reading.pack] : []));
}

/** Test cases of the packs that know the table, or that are the authority's own, decided with the draft in its place. */
export function caseResults(
  packs: readonly RulePack[],
  draft: DecisionTable,
  authority: string | undefined,
): readonly CaseResult[] {
  return packs.flatMap((pack) => {
    const isKnown = pack.tables.some(({ table }) => table.name === draft.name);
    if (!isKnown && pack.manifest.authority !== authority) return [];
    const tables = isKnown
      ? pack.tables.map((each) => (each.table.name === draft.name ? { ...each, table: draft } : each))
      : [...pack.tables, { file: '', table: draft }];
    return testPack({ ...pack, tables }).cases.map(
      ({ file, name, why, faults, differences, met, isPassed }) => ({
        pack: pack.manifest.name,
        name: `${file} ${name}`,
        title: why,
        passed: isPassed,
        rows: met.filter(({ table }) => table === draft.name).map(({ row }) => row),
        differences: [
          ...faults.map(({ code, path }) => ({ part: path, expected: '', found: code })),
          ...toldDifferences(differences),
        ],
      }),
    );
  });
}

/** Cases that stand beside the table itself. */
export function ownResults(results: readonly OwnCaseResult[]): readonly CaseResult[] {
  return results.map(({ name, why, differences, rows, found }) => ({
    name,
    title: why,
    passed: differences.length === 0,
    rows,
    comesTo: found,
    differences: toldDifferences(differences),
  }));
}

function toldDifferences(differences: readonly Difference[]): CaseResult['differences'] {
  return differences.map(({ what, item, expected, found }) => ({
    part: item === undefined ? what : `${what} (${item})`,
    expected: expected.join(', '),
    found: found.join(', '),
  }));
}
