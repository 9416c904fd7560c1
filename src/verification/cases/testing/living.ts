import fc from 'fast-check';
import { Crash } from './crashes.ts';
import type { Setting } from './setting.ts';
import { WORLD, type World, type WorldEvent } from './world.ts';

const which = fc.nat({ max: WORLD.certificates - 1 });
const whose = fc.nat({ max: WORLD.declarations - 1 });
const kilograms = fc.integer({ min: 1, max: 60 });

/** What goods items of a declaration cite and draw. */
export const anyItems = fc.array(fc.record({ certificate: which, kilograms }), {
  minLength: 1,
  maxLength: 3,
});

const anyEvent: fc.Arbitrary<WorldEvent> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('declare'), whose, items: anyItems }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('issue'),
      which,
      kilograms: fc.integer({ min: 20, max: 120 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('withdraw-certificate', 'replace', 'split'), which }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('finalise', 'withdraw', 'reverse', 'decide'), whose }),
  },
);

/** Rounds of events; those of a round race. */
export type Life = readonly (readonly WorldEvent[])[];
export const anyLife: fc.Arbitrary<Life> = fc.array(fc.array(anyEvent, { minLength: 1, maxLength: 4 }), {
  minLength: 2,
  maxLength: 8,
});

/** What an act that comes at the wrong moment is told. */
const EXPECTED = new Set(['case-unknown', 'case-finished', 'case-version-stale']);
/** It waited too long for a lock where the machine is busy: nothing of it happened. */
const WAITED = new Set(['database-timeout']);
const hasCode = (error: unknown, codes: ReadonlySet<string>): boolean =>
  error instanceof Error && 'code' in error && codes.has(String(error.code));

/** Whether an act died, or waited too long, so that nothing of it happened. */
export const isUndone = (error: unknown): boolean => error instanceof Crash || hasCode(error, WAITED);
/** Whether an act may end so. */
export const isExpected = (error: unknown): boolean => isUndone(error) || hasCode(error, EXPECTED);

/** Lets so many through at once. */
export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function gate(most: number): Gate {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free === 0)
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

/** Lives through rounds of events. @throws what none of them may end with. */
export async function live(setting: Setting, world: World, life: Life, pass: Gate): Promise<void> {
  for (const together of life)
    await Promise.all(
      together.map((one) =>
        pass(() => world.take(setting, one)).catch((error: unknown) => {
          if (!isExpected(error)) throw error;
        }),
      ),
    );
}
