import { compileRuleBook, decide, type CaseInput } from '../src/verification/deciding/index.ts';
import { specimenBook, specimenCaseOfSix } from '../src/verification/deciding/testing/index.ts';
import { rateRow, type BenchRow } from './row.ts';
import { decideByHand } from './subject/decision-by-hand.ts';

const ROUNDS = 25;
const PORTION = 4000;
/** Cases that are decided in turn: what was found out for one is of use to the next only as far as two declarations are alike. */
const CASES = 1000;
/** Decisions a second that one core is promised to make. */
const PROMISED = 50_000;

/** The best of several rounds, per second of processor time, all threads of the process together. */
function rateOf(inputs: readonly CaseInput[], act: (input: CaseInput) => void): number {
  const portion = (count: number): void => {
    for (let left = count; left > 0; left -= inputs.length)
      for (const input of inputs.slice(0, left)) act(input);
  };
  portion(PORTION * 3);
  return Math.max(
    ...Array.from({ length: ROUNDS }, () => {
      const start = process.cpuUsage();
      portion(PORTION);
      const { user, system } = process.cpuUsage(start);
      return PORTION / ((user + system) / 1_000_000);
    }),
  );
}

/** A decision as it is stored: outcome, reasons with both values, facts, shares of accounts. From facts, without the database. */
export function benchDecision(): readonly BenchRow[] {
  const book = compileRuleBook(specimenBook(120));
  const inputs = Array.from({ length: CASES }, (_, place) => specimenCaseOfSix(place));
  for (const input of inputs) agree(decide(input, book), decideByHand(input));
  const ours = rateOf(inputs, (input) => void decide(input, book));
  const floor = rateOf(inputs, (input) => void decideByHand(input));
  return [
    rateRow({
      what: 'pure decision, 3 items × 2 certificates, 120 rules, against the same tests written by hand',
      ours,
      floor,
      unit: 'decisions/s',
      atLeast: 0.2,
    }),
    rateRow({
      what: 'pure decision, against what a core is promised to make',
      ours,
      floor: PROMISED,
      unit: 'decisions/s',
      atLeast: 1,
    }),
  ];
}

/** A floor that decided something else would be none. */
function agree(decision: ReturnType<typeof decide>, byHand: ReturnType<typeof decideByHand>): void {
  const told = (outcome: string, reasons: unknown, drawings: unknown) =>
    JSON.stringify([outcome, reasons, drawings]);
  const shares = decision.drawings.map(({ certificate, line, item, quantity }) =>
    [certificate.number, line, item, quantity.value].join(' '),
  );
  const ours = told(
    decision.outcome,
    decision.findings.map(({ reasons }) => reasons.map(({ code }) => code)),
    shares.toSorted(),
  );
  const floor = told(
    byHand.outcome,
    byHand.reasons,
    byHand.drawings.map(({ number, line, item, value }) => [number, line, item, value].join(' ')).toSorted(),
  );
  if (ours !== floor) throw new Error(`the floor decides otherwise: ${ours} against ${floor}`);
}
