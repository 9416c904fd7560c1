import { parseDecimal } from '../../../base/index.ts';
import { MEASURES, type Measure } from '../../facts/index.ts';
import {
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

const NONE = {};
const UNCERTIFIED: QuantityMatch = { status: 'absent-certified' };

/** What is compared where no table chooses: net mass, else what the tariff counts, else what was traded. */
const USUAL: readonly Measure[] = ['net-mass', 'statutory', 'second-statutory', 'transaction'];

/** Compares the quantities of all rows at once, and enters what came of it in their facts. */
export function enterQuantities(rows: readonly Row[], book: CompiledRuleBook): QuantityPlan {
  const claims: QuantityClaim[] = [];
  for (const row of rows) if (row.compared !== undefined) row.pool = poolOf(row, row.compared, claims, book);
  const plan = planQuantities(claims);
  for (const row of rows) {
    const { compared, pool, item } = row;
    if (compared === undefined) continue;
    const isCertified = compared.choice.lines.length > 0 && pool !== undefined;
    const match = (isCertified ? plan.matches.of(item.item, pool) : undefined) ?? UNCERTIFIED;
    enterQuantity(row.facts, match);
    row.status = match.status;
  }
  return plan;
}

/** The pool that a row's certificate is of; what has lines to draw on is entered in `claims`, once for each item. */
function poolOf(row: Row, compared: Compared, claims: QuantityClaim[], book: CompiledRuleBook): string {
  const { held } = compared;
  // Rows stand in the order of items, and items have numbers of their own.
  if (held.claim?.item === row.item) return held.claim.pool;
  const claim = claimOf(row, compared, book);
  held.claim = claim;
  if (claim.lines.length > 0) claims.push(claim);
  return claim.pool;
}

/** An item draws on a certificate once, however many documents and checks lead to it; the first of its rows says how. */
function claimOf(row: Row, { certificate, held, choice }: Compared, book: CompiledRuleBook): QuantityClaim {
  const quantity = row.document?.quantity;
  const pool = row.requirement?.pool ?? `type ${certificate.typeCode ?? ''}`;
  return {
    item: row.item,
    certificate,
    name: held.name,
    pool,
    lines: choice.lines,
    measures: measuresOf(row, book),
    tolerances: tolerancesOf(row, book),
    stated: quantity,
    balances: held.balances,
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
  const granted = readTolerance(national);
  return local === undefined ? [granted] : [granted, readTolerance(local)];
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
    if (unanswered.length > 0) row.reasons = [...row.reasons, ...unanswered.map(reasonOfUnanswered)];
    const [hit] = hits;
    if (hit !== undefined) return hit.row.outputs ?? NONE;
  }
  return undefined;
}
