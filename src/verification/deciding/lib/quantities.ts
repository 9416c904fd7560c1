import { parseDecimal } from '../../../base/index.ts';
import { MEASURES, type Measure } from '../../facts/index.ts';
import {
  claimName,
  enterQuantity,
  planQuantities,
  type QuantityClaim,
  type QuantityMatch,
  type QuantityPlan,
  type Tolerance,
} from '../../matching/index.ts';
import { evaluate, reasonOfUnanswered, type CompiledTable } from '../../rules/index.ts';
import type { CompiledRuleBook } from '../compiled-book.ts';
import { listOf, readOnce } from './requirements.ts';
import type { Compared, Row } from './rows.ts';
import type { World } from './world.ts';

const NONE = {};
const UNCERTIFIED: QuantityMatch = { status: 'absent-certified' };

/** What is compared where no table chooses: net mass, else what the tariff counts, else what was traded. */
const USUAL: readonly Measure[] = ['net-mass', 'statutory', 'second-statutory', 'transaction'];

/** Compares the quantities of all rows at once, and enters what came of it in their facts. */
export function enterQuantities(rows: readonly Row[], world: World, book: CompiledRuleBook): QuantityPlan {
  const claims = new Map<string, QuantityClaim>();
  const pools = new Map<Row, string>();
  for (const row of rows) {
    const { compared } = row;
    if (compared === undefined) continue;
    const key = `${String(row.item.item)} ${compared.name}`;
    const known = claims.get(key);
    const claim = known ?? claimOf(row, compared, world, book);
    claims.set(key, claim);
    pools.set(row, claimName(row.item.item, claim.pool));
  }
  const plan = planQuantities([...claims.values()].filter(({ lines }) => lines.length > 0));
  for (const row of rows) {
    const { compared } = row;
    if (compared === undefined) continue;
    const match = compared.choice.lines.length === 0 ? undefined : plan.matches.get(pools.get(row) ?? '');
    enterQuantity(row.facts, match ?? UNCERTIFIED);
    row.status = (match ?? UNCERTIFIED).status;
  }
  return plan;
}

/** An item draws on a certificate once, however many documents and checks lead to it; the first of its rows says how. */
function claimOf(
  row: Row,
  { certificate, name, choice }: Compared,
  world: World,
  book: CompiledRuleBook,
): QuantityClaim {
  const { quantity } = row.document ?? {};
  return {
    item: row.item,
    certificate,
    name,
    pool: row.requirement === undefined ? `type ${certificate.typeCode ?? ''}` : row.requirement.codes.join(),
    lines: choice.lines,
    measures: measuresOf(row, book),
    tolerances: tolerancesOf(row, book),
    ...(quantity === undefined ? {} : { stated: quantity }),
    balances: world.balancesOf(name),
  };
}

function measuresOf(row: Row, book: CompiledRuleBook): readonly Measure[] {
  const outputs = firstOutputs(row, book.national.measure);
  return outputs === undefined ? USUAL : readMeasures(outputs);
}

const readMeasures = readOnce((outputs): readonly Measure[] => {
  const wanted = [...listOf(outputs['measure']), ...listOf(outputs['fallback'])];
  const measures = MEASURES.filter((measure) => wanted.includes(measure));
  return measures.length === 0
    ? USUAL
    : measures.toSorted((left, right) => wanted.indexOf(left) - wanted.indexOf(right));
});

/** The national tolerance; a narrower level may only take away of it. */
function tolerancesOf(row: Row, book: CompiledRuleBook): readonly Tolerance[] {
  const national = firstOutputs(row, book.national.tolerance);
  if (national === undefined) return [];
  const local = firstOutputs(row, book.local.tolerance);
  return [national, ...(local === undefined ? [] : [local])].map(readTolerance);
}

const readTolerance = readOnce((outputs): Tolerance => {
  const { absolute, unit, percent } = outputs;
  const share = percent === undefined ? undefined : parseDecimal(percent);
  return {
    ...(absolute === undefined || unit === undefined ? {} : { absolute: { value: absolute, unit } }),
    ...(share === undefined ? {} : { percent: share }),
  };
});

/** Outputs of the first row that holds, over the tables of a stage; a table that cannot answer holds the row back. */
export function firstOutputs(
  row: Row,
  tables: readonly CompiledTable[],
): Readonly<Record<string, string>> | undefined {
  for (const table of tables) {
    const { hits, unanswered } = evaluate(table, row.facts);
    for (const each of unanswered) row.reasons.push(reasonOfUnanswered(each));
    const [hit] = hits;
    if (hit !== undefined) return hit.row.outputs ?? NONE;
  }
  return undefined;
}
