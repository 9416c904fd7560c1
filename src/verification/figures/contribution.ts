import { textWithin } from '../../base/index.ts';
import type { CaseState } from '../cases/index.ts';
import type { Decision, DeclarationFacts, Finding, Outcome } from '../facts/index.ts';
import type { Counted } from './measures.ts';

/** A case with its last decision, as it is counted. */
export interface CountedCase {
  readonly id: string;
  readonly country: string;
  readonly authority: string;
  readonly office: string | null;
  readonly claimant: string;
  readonly version: number;
  readonly state: CaseState;
  readonly overruled: Outcome | null;
  /** RFC 3339. */
  readonly entered: string;
  readonly decided: string;
  readonly decision: Decision;
  readonly declaration: DeclarationFacts;
}

/** Places at which a case is counted, apart from where and when it was entered. */
export type FigureDimension =
  'all' | 'country' | 'chapter' | 'heading' | 'port' | 'reason' | 'rule' | 'scheme' | 'shadow';

/** `<dimension> <measure> <key>`, and how much. */
export type Contribution = Readonly<Record<string, number>>;

/** How what a rule in shadow says relates to what was decided of the same combination. */
export type ShadowKind = 'exact' | 'group' | 'different';

export interface ShadowHit {
  /** `<table>/<row>`. */
  readonly rule: string;
  readonly kind: ShadowKind;
  readonly outcome: Outcome;
  readonly wouldBe: Outcome;
}

/** As long as the table takes them. */
const LONGEST_KEY = 300;

/** What a case stands for in the figures; a withdrawn one for nothing. `baseline`: minutes of a paper check. */
export function contributionOf(counted: CountedCase, baseline: number): Contribution {
  if (counted.state === 'withdrawn') return {};
  const { decision, declaration } = counted;
  const amounts = amountsOf(counted, baseline);
  const made: Record<string, number> = {};
  const add = (dimension: FigureDimension, keys: Iterable<string>, of = amounts): void => {
    for (const key of new Set([...keys].map((each) => textWithin(each, LONGEST_KEY))))
      for (const [measure, amount] of Object.entries(of))
        if (amount !== 0) made[`${dimension} ${measure} ${key}`] = amount;
  };
  add('all', ['']);
  add(
    'country',
    declaration.items.map(({ origin }) => origin ?? declaration.despatchCountry ?? ''),
  );
  const codes = declaration.items.map(({ commodity }) => commodity);
  add(
    'chapter',
    codes.filter(({ length }) => length >= 2).map((code) => code.slice(0, 2)),
  );
  add(
    'heading',
    codes.filter(({ length }) => length >= 4).map((code) => code.slice(0, 4)),
  );
  add('port', [declaration.port ?? '']);
  const reasons = decision.findings.flatMap((finding) => finding.reasons);
  add(
    'reason',
    reasons.map(({ code }) => code),
    { cases: 1 },
  );
  add(
    'rule',
    reasons.map(({ table, row }) => `${table}/${row}`),
    { cases: 1 },
  );
  for (const [scheme, count] of papersOf(decision.findings))
    add('scheme', [scheme], { 'paper-not-asked': count });
  for (const { rule, kind } of shadowOf(decision)) add('shadow', [rule], { [`shadow-${kind}`]: 1 });
  return made;
}

type Amounts = Readonly<Partial<Record<Counted, number>>>;

function amountsOf({ decision, overruled }: CountedCase, baseline: number): Amounts {
  const outcome = overruled ?? decision.outcome;
  const byRules = overruled === null ? decision.outcome : undefined;
  const isAutomatic = overruled === null && decision.outcome === 'pass';
  const papers = [...papersOf(decision.findings).values()].reduce((sum, count) => sum + count, 0);
  return {
    cases: 1,
    passed: Number(outcome === 'pass'),
    automatic: Number(isAutomatic),
    manual: Number(overruled !== null),
    // Manual and automatic are apart: what an official set is in none of these.
    held: Number(byRules === 'hold'),
    inquired: Number(byRules === 'inquire'),
    refused: Number(byRules === 'refuse'),
    fallback: Number(decision.fallback === true),
    'paper-not-asked': papers,
    'minutes-saved': isAutomatic ? baseline : 0,
  };
}

/** Documents whose paper was not asked for, by the scheme that said so; a document of several items is one paper. */
function papersOf(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const papers = new Map<string, string>();
  for (const { document, facts, outputs } of findings)
    if (document?.reference !== undefined && facts['document.paper'] === 'not-needed')
      papers.set(`${document.code} ${document.reference}`, outputs['scheme'] ?? '');
  const counts = new Map<string, number>();
  for (const scheme of papers.values()) counts.set(scheme, (counts.get(scheme) ?? 0) + 1);
  return counts;
}

const KINDS: readonly ShadowKind[] = ['exact', 'group', 'different'];

/**
 * What the rules in shadow would have said, each rule once: of several combinations the one that differs most. `exact`: a live rule
 * gave the same reason; `group`: another reason, the same outcome; `different`: another outcome.
 */
export function shadowOf({ findings }: Decision): readonly ShadowHit[] {
  const hits = new Map<string, ShadowHit>();
  for (const { outcome, reasons, shadow } of findings) {
    for (const reason of shadow) {
      const rule = `${reason.table}/${reason.row}`;
      const kind = reasons.some(({ code }) => code === reason.code)
        ? 'exact'
        : reason.outcome === outcome
          ? 'group'
          : 'different';
      const known = hits.get(rule);
      if (known !== undefined && KINDS.indexOf(known.kind) >= KINDS.indexOf(kind)) continue;
      hits.set(rule, { rule, kind, outcome, wouldBe: reason.outcome });
    }
  }
  return [...hits.values()];
}
