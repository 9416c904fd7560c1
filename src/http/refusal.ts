import { CounterfoilError, type Fault, type Finding } from '../base/index.ts';

/**
 * A document that the house does not take, with everything that is wrong with it. Its code may be any fault of the rooms
 * that read and check documents; where the table of statuses does not say otherwise it is told as 422.
 */
export class RefusalError extends CounterfoilError {
  override readonly name = 'RefusalError';

  constructor(refusal: {
    readonly code: string;
    readonly faults: readonly Fault[];
    readonly findings: readonly Finding[];
  }) {
    const [first] = refusal.faults;
    super(refusal.code, first?.code === refusal.code ? first.values : {}, {
      faults: [
        ...refusal.faults.map((fault) => asFinding(fault, refusal.findings)),
        ...refusal.findings,
      ].filter((fault, place, all) => all.findIndex((other) => isSame(other, fault)) === place),
    });
  }
}

/** The finding behind a fault, which knows its level and area. */
function asFinding(fault: Fault, findings: readonly Finding[]): Fault | Finding {
  return findings.find((finding) => isSame(finding, fault)) ?? fault;
}

function isSame(left: Fault, right: Fault): boolean {
  return left.code === right.code && left.path === right.path;
}
