import { canonicalJson, ordered, type CanonicalValue } from '../../base/index.ts';
import { graver, gravest, type Decision, type Drawing, type Facts, type Finding } from '../facts/index.ts';
import type { PlannedShare, QuantityPlan } from '../matching/index.ts';
import { builtIn } from './built-in.ts';
import type { CaseInput } from './case-input.ts';
import type { CompiledRuleBook } from './compiled-book.ts';
import { judge, type Verdict } from './lib/judging.ts';
import { isExceeding } from './lib/open-reasons.ts';
import { enterPaper } from './lib/paper.ts';
import { enterQuantities } from './lib/quantities.ts';
import { rowsOf, type Compared, type Row } from './lib/rows.ts';
import { worldOf } from './lib/world.ts';

interface Judged {
  readonly row: Row;
  readonly verdict: Verdict;
}

/**
 * Decides a case by a rule book. Pure, and the same whatever order links, accounts, partners, items and documents come in: the gravest
 * of an item's rows is its outcome, the gravest item that of the declaration, and what is not known never passes.
 */
export function decide(input: CaseInput, book: CompiledRuleBook): Decision {
  const world = worldOf(input);
  const rows = rowsOf(world, book);
  for (const row of rows) enterPaper(row, book);
  const plan = enterQuantities(rows, book);
  const judged = rows.map((row) => ({ row, verdict: judge(row, world, book) }));
  const items = outcomesOf(judged);
  const deadline = deadlineOf(judged);
  const findings = judged.length === 0 ? [EMPTY] : judged.map(findingOf);
  return {
    outcome: judged.length === 0 ? EMPTY.outcome : gravest(items.map(({ outcome }) => outcome)),
    items,
    findings,
    drawings: drawingsOf(judged, items, plan, input.overruled === 'pass'),
    waitsFor: waitsFor(judged),
    ...(deadline === undefined ? {} : { deadline }),
    ...(judged.some(({ verdict }) => verdict.isFallback) ? { fallback: true as const } : {}),
    versions: {
      declaration: input.declaration.version,
      certificates: certificatesOf(rows),
      parameters: book.versions,
      day: input.day,
    },
  };
}

/** The text that a decision is stored, signed and compared by, as UTF-8 (RFC 8785). */
export function decisionText(decision: Decision): string {
  // A decision is plain data: texts, integers, truths, lists and records of them.
  return canonicalJson(decision as unknown as CanonicalValue);
}

const EMPTY: Finding = {
  item: 0,
  outcome: 'hold',
  reasons: [builtIn('no-items')],
  shadow: [],
  outputs: {},
  facts: {},
};

type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

function findingOf({ row, verdict }: Judged): Finding {
  const finding: Writable<Finding> = {
    item: row.item.item,
    outcome: verdict.outcome,
    reasons: verdict.reasons,
    shadow: verdict.shadow,
    outputs: verdict.outputs,
    // Every name of the row is a field, and what is not stated stays undefined.
    facts: row.facts as Facts,
  };
  const document = documentOf(row);
  if (document !== undefined) finding.document = document;
  if (row.compared !== undefined) finding.certificate = certificateOf(row.compared);
  return finding;
}

function documentOf({ document, requirement, link, compared }: Row): Finding['document'] {
  const [missing] = requirement?.codes ?? [];
  if (document === undefined) return missing === undefined ? undefined : { code: missing };
  const { code, reference } = document;
  if (link === undefined) return { code, reference };
  return {
    code,
    reference,
    link: compared === undefined && link.state === 'linked' ? 'unknown' : link.state,
  };
}

/** The certificate, with its line where exactly one was chosen. */
function certificateOf({ certificate, choice }: Compared): NonNullable<Finding['certificate']> {
  const { country, authority, number, version } = certificate;
  const [chosen] = choice.lines;
  if (chosen === undefined || choice.lines.length > 1) return { country, authority, number, version };
  return { country, authority, number, version, line: chosen.line.line };
}

/** Outcomes of the items; rows stand in the order of items. */
function outcomesOf(judged: readonly Judged[]): Decision['items'] {
  const outcomes: Writable<Decision['items'][number]>[] = [];
  for (const { row, verdict } of judged) {
    const last = outcomes.at(-1);
    if (last?.item === row.item.item) last.outcome = graver(last.outcome, verdict.outcome);
    else outcomes.push({ item: row.item.item, outcome: verdict.outcome });
  }
  return outcomes;
}

/**
 * What is written off, of items that are not refused. All or none: where one of these has less than it needs, nothing is held for the
 * declaration, unless a rule lets it pass in so many words. Where officials let it pass, every item is written off as far as there is
 * something left: what was released on a certificate is not there for the next.
 */
function drawingsOf(
  judged: readonly Judged[],
  items: Decision['items'],
  { shares }: QuantityPlan,
  isLetThrough: boolean,
): readonly Drawing[] {
  const refused = isLetThrough ? NONE : refusedOf(items);
  const isShort = judged.some(
    ({ row, verdict }) => !refused.has(row.item.item) && isExceeding(row) && !verdict.isShortAccepted,
  );
  if (isShort && !isLetThrough) return [];
  const drawn = refused.size === 0 ? shares : shares.filter(({ claim }) => !refused.has(claim.item.item));
  return ordered(drawn, orderOfShares).map(({ claim, line, quantity, certified }) => {
    const { country, authority, number } = claim.certificate;
    const certificate = { country, authority, number };
    return { certificate, line, item: claim.item.item, code: claim.item.commodity, quantity, certified };
  });
}

const NONE: ReadonlySet<number> = new Set();

function refusedOf(items: Decision['items']): ReadonlySet<number> {
  if (items.every(({ outcome }) => outcome !== 'refuse')) return NONE;
  return new Set(items.flatMap(({ item, outcome }) => (outcome === 'refuse' ? [item] : [])));
}

function orderOfShares(left: PlannedShare, right: PlannedShare): number {
  return (
    order(left.claim.name, right.claim.name) ||
    left.line - right.line ||
    left.claim.item.item - right.claim.item.item
  );
}

/** References that are not found and are waited for, also where the goods went ahead or the issuer is asked. */
function waitsFor(judged: readonly Judged[]): Decision['waitsFor'] {
  if (judged.every(({ row }) => row.compared !== undefined)) return [];
  const waiting = new Map<string, { readonly code: string; readonly reference: string }>();
  for (const { row, verdict } of judged) {
    const { document, link } = row;
    if (document === undefined || link === undefined || row.compared !== undefined) continue;
    if (verdict.outcome === 'refuse' || (link.state !== 'unknown' && link.state !== 'linked')) continue;
    const { code, reference } = document;
    waiting.set(`${code} ${reference}`, { code, reference });
  }
  return [...waiting.keys()].toSorted().flatMap((key) => waiting.get(key) ?? []);
}

/** The first of the days until which is waited. */
function deadlineOf(judged: readonly Judged[]): string | undefined {
  let first: string | undefined;
  for (const { verdict } of judged) {
    const { outcome, deadline } = verdict;
    if (outcome !== 'hold' || deadline === undefined) continue;
    if (first === undefined || deadline < first) first = deadline;
  }
  return first;
}

type DocumentVersion = Decision['versions']['certificates'][number];

/** Certificates that were compared, by name. */
function certificatesOf(rows: readonly Row[]): Decision['versions']['certificates'] {
  const all: Compared[] = [];
  for (const { compared } of rows) if (compared !== undefined) all.push(compared);
  const found: DocumentVersion[] = [];
  const sorted = ordered(all, orderOfCompared);
  for (let place = 0; place < sorted.length; place++) {
    const compared = sorted[place];
    if (compared === undefined || sorted[place + 1]?.held === compared.held) continue;
    const { country, authority, number, version } = compared.certificate;
    found.push({ country, authority, number, version });
  }
  return found;
}

function orderOfCompared(left: Compared, right: Compared): number {
  return left.held === right.held ? 0 : order(left.held.name, right.held.name);
}

function order(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
