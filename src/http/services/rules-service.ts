import type { Clock } from '../../base/index.ts';
import type { Database } from '../../database/index.ts';
import { recordKey } from '../../ledger/index.ts';
import {
  governs,
  ownerOf,
  ParameterError,
  type ParameterOwner,
  type ParameterTables,
} from '../../ledger/parameters/index.ts';
import { shadowReport, verificationFigures } from '../../verification/figures/index.ts';
import { expectationOf, givenOf } from '../../verification/packs/index.ts';
import { RuleShelf, ruleTableParameter } from '../../verification/parameters/index.ts';
import { checkTable, checkTogether, isTable, type DecisionTable } from '../../verification/rules/index.ts';
import { ownCases, readStoredCase } from '../../verification/simulation/index.ts';
import type { Caller } from './access.ts';
import { caseResults, openPacks, ownResults } from './rule-packs.ts';
import type { RulesService } from './rules.ts';

const DAY = 86_400_000;

export interface RulesParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly parameters: ParameterTables;
  readonly simulations: RulesService['simulations'];
}

/** The editor of rules as the API asks it: checks, packs, simulations and figures put together. */
export function rulesServiceOf(parts: RulesParts): RulesService {
  const { database, clock, parameters, simulations } = parts;
  const packs = openPacks(parameters, clock);
  const shelf = new RuleShelf(parameters);
  return {
    async check(caller, table, owner) {
      if (!mayHoldAgainst(caller, owner))
        throw new ParameterError('parameter-forbidden', { parameter: ruleTableParameter.name });
      const { faults, warnings } = checkTable(table);
      if (faults.length > 0 || !isTable(table)) return { faults, warnings, cases: [] };
      return {
        faults: beside(table, inForce(parameters, owner)),
        warnings,
        cases: [
          ...ownResults(await ownCases(table, owner, shelf, clock().toISOString().slice(0, 10))),
          ...caseResults(await packs.all(), table, owner.authority),
        ],
      };
    },
    async writtenCase({ scope }, { authority, number }) {
      const claimant = recordKey('declaration', { country: authority.slice(0, 2), authority, number });
      const stored = await database.transaction(scope, (session) => readStoredCase(session, claimant));
      return stored === undefined
        ? undefined
        : { given: givenOf(stored.input), expect: expectationOf(stored.decision) };
    },
    simulations,
    packs: {
      list: (caller) => packs.list(caller),
      propose: (caller, request) => packs.propose(caller, request),
    },
    figures: (caller, question) => verificationFigures(database, caller.scope, question),
    shadow(caller, days) {
      const now = clock();
      const first = new Date(now.getTime() - days * DAY).toISOString().slice(0, 7);
      const until = new Date(now.getTime() + DAY).toISOString().slice(0, 10);
      return shadowReport(database, caller.scope, { from: `${first}-01`, until });
    },
  };
}

/** What a draft comes to tells of the tables beside it: only to those who govern these, or whom they bind. */
function mayHoldAgainst(caller: Pick<Caller, 'scope'>, owner: ParameterOwner): boolean {
  const { authority, office } = owner;
  const binds = office === undefined && (authority === undefined || authority === ownerOf(caller).authority);
  return binds || governs(caller, owner);
}

function inForce(parameters: ParameterTables, owner: ParameterOwner): readonly DecisionTable[] {
  return parameters
    .rows(ruleTableParameter, { owner })
    .flatMap(({ value }) => (isTable(value) ? [value] : []));
}

/** What is wrong between the draft and the tables it would stand beside; paths are those of the draft. */
function beside(draft: DecisionTable, tables: readonly DecisionTable[]) {
  const others = tables.filter(({ name }) => name !== draft.name);
  const place = `/${String(others.length)}/`;
  return checkTogether([...others, draft])
    .filter(({ path }) => path.startsWith(place))
    .map((fault) => ({ ...fault, path: fault.path.slice(place.length - 1) }));
}
