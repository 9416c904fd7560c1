import { graver, type FieldName, type Outcome, type Reason } from '../../facts/index.ts';
import { sidesOf } from '../../matching/index.ts';
import {
  evaluate,
  reasonOf,
  reasonOfUnanswered,
  type CompiledTable,
  type Hit,
  type TwoSides,
} from '../../rules/index.ts';
import { builtIn } from '../built-in.ts';
import type { CompiledRuleBook } from '../compiled-book.ts';
import { asks, isCounted, isRoadDown, openReasons } from './open-reasons.ts';
import type { Row } from './rows.ts';
import type { World } from './world.ts';

/** What was made of a row. */
export interface Verdict {
  readonly outcome: Outcome;
  /** From grave to mild. */
  readonly reasons: readonly Reason[];
  readonly shadow: readonly Reason[];
  readonly outputs: Readonly<Record<string, string>>;
  /** Whether it was let through while the partner's road is down. */
  readonly isFallback: boolean;
  /** Last day by which what it waits for must have come. */
  readonly deadline: string | undefined;
  /** Whether it passes although quantities are not enough: a rule of officials says so in so many words. */
  readonly isShortAccepted: boolean;
}

/** What tables say of a row, gathered. */
interface Said {
  hits: readonly Hit[];
  reasons: readonly Reason[];
  shadow: readonly Reason[];
}

/** Judges a row by all tables of its stage, and holds what they leave open. */
export function judge(row: Row, world: World, book: CompiledRuleBook): Verdict {
  const sides: TwoSides = (field) => bothSides(field, row, world);
  const said: Said = { hits: NONE, reasons: row.reasons, shadow: NONE };
  for (const table of book.national.judgement) ask(table, row, sides, said, false);
  for (const table of book.local.judgement) ask(table, row, sides, said, true);
  const { hits } = said;
  const open = openReasons(row, hits, gravestOf(said.reasons) !== 'pass', world, book);
  let reasons = together(said.reasons, open.reasons);
  if (reasons.length === 0) reasons = [silence(row, book)];
  const outcome = gravestOf(reasons);
  return {
    outcome,
    reasons: inOrder(outcome === 'pass' ? reasons : reasons.filter((reason) => reason.outcome !== 'pass')),
    shadow: inOrder(said.shadow),
    outputs: outputsOf(row, hits, outcome),
    isFallback: open.isFallback && outcome === 'pass',
    deadline: open.deadline,
    isShortAccepted: outcome === 'pass' && !isCounted(row),
  };
}

const NONE: readonly never[] = [];

/**
 * Asks a table. A narrower level can only be graver: what it lets pass it does not decide. Rules about references that lead to nothing
 * step aside while nothing can be looked up, unless they ask about the road too.
 */
function ask(table: CompiledTable, row: Row, sides: TwoSides, said: Said, isLocal: boolean): void {
  const { hits, shadow, unanswered } = evaluate(table, row.facts);
  const counting = isLocal || isRoadDown(row) ? hits.filter((hit) => isCounting(hit, row, isLocal)) : hits;
  if (counting.length > 0) {
    said.hits = together(said.hits, counting);
    said.reasons = together(said.reasons, told(counting, row, sides));
  }
  if (shadow.length > 0) said.shadow = together(said.shadow, told(shadow, row, sides));
  if (unanswered.length > 0) said.reasons = together(said.reasons, unanswered.map(reasonOfUnanswered));
}

function isCounting(hit: Hit, row: Row, isLocal: boolean): boolean {
  if (isLocal && hit.row.outcome === 'pass') return false;
  return !(isRoadDown(row) && asks(hit, 'document.link') && !asks(hit, 'partner.reachable'));
}

function told(hits: readonly Hit[], { facts }: Row, sides: TwoSides): readonly Reason[] {
  return hits.map((hit) => reasonOf(hit, facts, sides));
}

function together<Each>(some: readonly Each[], more: readonly Each[]): readonly Each[] {
  if (more.length === 0) return some;
  return some.length === 0 ? more : [...some, ...more];
}

/** What is decided where no rule says anything. */
function silence(row: Row, book: CompiledRuleBook): Reason {
  const asksForDocuments = book.national.requirement.length > 0;
  const { commodity } = row.item;
  if (row.document === undefined && row.requirement === undefined && asksForDocuments)
    return builtIn('nothing-required', { commodity });
  return builtIn('no-rule', { commodity });
}

/** Outputs of the rows that made the outcome, of one name the first's: what a milder row puts out is not what was decided. */
function outputsOf(row: Row, hits: readonly Hit[], outcome: Outcome): Readonly<Record<string, string>> {
  let { outputs } = row;
  for (let place = hits.length - 1; place >= 0; place--) {
    const rule = hits[place]?.row;
    if (rule?.outputs !== undefined && (rule.outcome ?? 'pass') === outcome)
      outputs = { ...outputs, ...rule.outputs };
  }
  return outputs;
}

const GRAVITY: Readonly<Record<Outcome, number>> = { pass: 0, hold: 1, inquire: 2, refuse: 3 };

function gravestOf(reasons: readonly Reason[]): Outcome {
  let worst: Outcome = 'pass';
  for (const { outcome } of reasons) worst = graver(worst, outcome);
  return worst;
}

function inOrder(reasons: readonly Reason[]): readonly Reason[] {
  if (reasons.length < 2) return reasons;
  return reasons.toSorted(
    (left, right) =>
      GRAVITY[right.outcome] - GRAVITY[left.outcome] ||
      order(left.table, right.table) ||
      order(left.row, right.row),
  );
}

function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function bothSides(field: FieldName, { compared, item, facts }: Row, world: World): ReturnType<TwoSides> {
  if (compared === undefined) return undefined;
  const { certificate, choice, types } = compared;
  const { declaration } = world.input;
  return sidesOf(field, { declaration, item, certificate, choice, types }, facts);
}
