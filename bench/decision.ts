import { compileRuleBook, decide } from '../src/verification/deciding/index.ts';
import { specimenBook, specimenCaseOfSix } from '../src/verification/deciding/testing/index.ts';
import { rateRow, type BenchRow } from './row.ts';
import { decideByHand } from './subject/decision-by-hand.ts';

const ROUNDS = 9;
const PORTION = 4000;
/** Decisions a second that one core is promised to make. */
const PROMISED = 50_000;

/** The best of several rounds, per second of processor time, all threads of the process together. */
function rateOf(act: () => void): number {
  for (let index = 0; index < PORTION * 3; index += 1) act();
  return Math.max(
    ...Array.from({ length: ROUNDS }, () => {
      const start = process.cpuUsage();
      for (let index = 0; index < PORTION; index += 1) act();
      const { user, system } = process.cpuUsage(start);
      return PORTION / ((user + system) / 1_000_000);
    }),
  );
}

/** A decision as it is stored: outcome, reasons with both values, facts, shares of accounts. From facts, without the database. */
export function benchDecision(): readonly BenchRow[] {
  const book = compileRuleBook(specimenBook(120));
  const input = specimenCaseOfSix();
  agree(decide(input, book), decideByHand(input));
  const ours = rateOf(() => void decide(input, book));
  const floor = rateOf(() => void decideByHand(input));
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
