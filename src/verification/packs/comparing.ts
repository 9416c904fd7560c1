import type { Decision, Drawing, Finding } from '../facts/index.ts';
import type { Expected, ExpectedItem } from '../written-cases/index.ts';

/** One thing that was decided otherwise than a test expects. */
export interface Difference {
  /** What differs: `outcome`, `waits`, and of an item `outcome`, `reasons`, `passes`, `shadow`, `drawings`, `outputs`. */
  readonly what: 'outcome' | 'waits' | 'items' | 'reasons' | 'passes' | 'shadow' | 'drawings' | 'outputs';
  readonly item?: string;
  readonly expected: readonly string[];
  readonly found: readonly string[];
}

/** Every difference between what a test expects and what was decided, in the order in which a person reads a decision. */
export function differencesOf(expected: Expected, decision: Decision): readonly Difference[] {
  const items = Object.entries(expected.items ?? {});
  return [
    ...compared('outcome', [expected.outcome], [decision.outcome]),
    ...items.flatMap(([item, wanted]) =>
      itemDifferences(wanted, decision, Number(item)).map((each) => ({ ...each, item })),
    ),
    ...(expected.waits === undefined
      ? []
      : compared(
          'waits',
          expected.waits,
          decision.waitsFor.map(({ code, reference }) => `${code} ${reference}`),
        )),
  ];
}

function itemDifferences(expected: ExpectedItem, decision: Decision, item: number): readonly Difference[] {
  const outcome = decision.items.find((each) => each.item === item)?.outcome;
  const findings = decision.findings.filter((finding) => finding.item === item);
  if (outcome === undefined) return [{ what: 'items', expected: [String(item)], found: [] }];
  const reasons = findings.flatMap((finding) => finding.reasons);
  const passing = reasons.filter((reason) => reason.outcome === 'pass').map(({ code }) => code);
  const graver = reasons.filter((reason) => reason.outcome !== 'pass').map(({ code }) => code);
  const shadow = findings.flatMap((finding) => finding.shadow.map(({ code }) => code));
  const wanted = expected.passes ?? [];
  return [
    ...compared('outcome', [expected.outcome], [outcome]),
    ...compared('reasons', expected.reasons ?? [], graver),
    ...(wanted.every((code) => passing.includes(code))
      ? []
      : [{ what: 'passes' as const, expected: sorted(wanted), found: sorted(passing) }]),
    ...compared('shadow', expected.shadow ?? [], shadow),
    ...(expected.drawings === undefined
      ? []
      : compared('drawings', expected.drawings, drawingsOf(decision.drawings, item))),
    ...(expected.outputs === undefined ? [] : outputDifferences(expected.outputs, findings)),
  ];
}

function outputDifferences(
  expected: NonNullable<ExpectedItem['outputs']>,
  findings: readonly Finding[],
): readonly Difference[] {
  return Object.entries(expected).flatMap(([check, outputs]) =>
    Object.entries(outputs).flatMap(([name, value]) => {
      const found = findings
        .filter(({ facts }) => (facts['item.check'] ?? '-') === check)
        .map((finding) => finding.outputs[name])
        .filter((each) => each !== undefined);
      const label = (each: string) => `${check} ${name} ${each}`;
      return compared('outputs', [label(value)], found.map(label));
    }),
  );
}

/** `24000 KGM of NZL2026/AKL/100200 line 1` */
function drawingsOf(drawings: readonly Drawing[], item: number): readonly string[] {
  return drawings
    .filter((drawing) => drawing.item === item)
    .map(
      ({ quantity, certificate, line }) =>
        `${quantity.value} ${quantity.unit} of ${certificate.number} line ${String(line)}`,
    );
}

function compared(
  what: Difference['what'],
  expected: readonly string[],
  found: readonly string[],
): readonly Difference[] {
  const [wanted, had] = [sorted(expected), sorted(found)];
  return wanted.join('\n') === had.join('\n') ? [] : [{ what, expected: wanted, found: had }];
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted();
}
