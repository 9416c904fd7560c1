import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../database/index.ts';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import { faultsOf, isSettled, unbalanced } from './testing/examination.ts';
import { beef, crashing, issuePaper, openSetting, prepareSetting, type Setting } from './testing/index.ts';
import { anyItems, anyLife, gate, isExpected, isUndone, live } from './testing/living.ts';
import { World, WORLD, type Drawn } from './testing/world.ts';

const SOAK = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
/** Worlds that go on at once in one database, under the same workers. */
const TOGETHER = SOAK > 0 ? 20 : 8;
const RUNS = TOGETHER * Math.ceil(1 + (SOAK * 4_000) / TOGETHER);
const ORDERS = TOGETHER * Math.ceil(1 + (SOAK * 1_000) / TOGETHER);

let held: TestDatabase;
let worlds = 0;
beforeAll(async () => {
  held = await testDatabase({ connections: 10, contentionAttempts: 30 });
  await prepareSetting(held.administrator);
});
afterAll(() => held.drop());

/** So many acts at once, beside the workers: nobody waits for one of the ten connections. */
const pass = gate(6);
const newWorld = (): World => new World((worlds += 1));

type Told = Pick<fc.RunDetails<unknown>, 'failed' | 'seed' | 'counterexamplePath' | 'errorInstance'>;
/** Twenty worlds are too long to print: the seed makes them again, and a fault names its world. */
const REPORTED = {
  endOnFailure: true,
  reporter: ({ failed, seed, counterexamplePath, errorInstance }: Told): void => {
    if (failed)
      throw new Error(`with seed ${String(seed)}, path ${String(counterexamplePath)}`, {
        cause: errorInstance,
      });
  },
};

/** One in three transactions dies, at the statement that chance says. */
function dying(lives: readonly number[]): Database {
  let count = 0;
  return crashing(held.database, () => {
    count += 1;
    return count % 3 === 0 ? (lives[count % lives.length] ?? 9) : Number.POSITIVE_INFINITY;
  });
}

/** Works on what is due until nothing is, and finds nothing wrong. */
async function settle(some: readonly World[], faults: unknown[]): Promise<Setting> {
  const setting = openSetting(held.database, {
    onFault: (error) => {
      if (!isUndone(error)) faults.push(error);
    },
  });
  // Marks that were put off by a crash are due again.
  setting.now.value = new Date(setting.now.value.getTime() + 7_200_000);
  const work = setting.cases.work({ interval: 2, together: 2 });
  await expect.poll(() => isSettled(setting), { interval: 5 }).toBe(true);
  await work.stop();
  expect(await faultsOf(setting, some)).toEqual([]);
  expect(faults).toEqual([]);
  return setting;
}

describe('cases under random events', () => {
  test('keep every promise when events race, workers die anywhere, and all are told again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyLife, { minLength: TOGETHER, maxLength: TOGETHER }),
        fc.array(fc.nat({ max: 60 }), { minLength: 20, maxLength: 40 }),
        async (plans, lives) => {
          const faults: unknown[] = [];
          const setting = openSetting(dying(lives), {
            onFault: (error) => {
              if (!isExpected(error)) faults.push(error);
            },
          });
          const work = setting.cases.work({ interval: 1, together: 2 });
          const lived = plans.map((plan) => ({ plan, world: newWorld() }));
          const all = lived.map(({ world }) => world);
          await Promise.all([
            ...lived.map(({ plan, world }) => live(setting, world, plan, pass)),
            pass(() => unbalanced(setting, all)).then((wrong) => faults.push(...wrong)),
          ]);
          await work.stop();
          await settle(all, faults);
        },
      ),
      { ...REPORTED, numRuns: RUNS / TOGETHER },
    );
  }, 86_400_000);

  test('end alike in whatever order events come, race and die, where there is enough for all', async () => {
    const certificate = fc.constantFrom(...FATES);
    const declaration = fc.record({
      versions: fc.array(anyItems, { minLength: 1, maxLength: 3 }),
      isWithdrawn: fc.nat({ max: 4 }).map((chance) => chance === 0),
    });
    const story = fc.record({
      certificates: fc.array(certificate, { minLength: WORLD.certificates, maxLength: WORLD.certificates }),
      declarations: fc.array(declaration, { minLength: WORLD.declarations, maxLength: WORLD.declarations }),
      order: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(story, { minLength: TOGETHER, maxLength: TOGETHER }),
        fc.array(fc.nat({ max: 60 }), { minLength: 20, maxLength: 40 }),
        async (stories, lives) => {
          const faults: unknown[] = [];
          const calm = openSetting(held.database);
          const rough = openSetting(dying(lives), {
            onFault: (error) => {
              if (!isExpected(error)) faults.push(error);
            },
          });
          const told = stories.map((each) => ({ each, ordered: newWorld(), racing: newWorld() }));
          const work = rough.cases.work({ interval: 1, together: 2 });
          await Promise.all(
            told.flatMap(({ each, ordered, racing }) => [
              inOrder(actsOf(calm, ordered, each), each.order),
              atOnce(actsOf(rough, racing, each)),
            ]),
          );
          await work.stop();
          const setting = await settle(
            told.flatMap(({ ordered, racing }) => [ordered, racing]),
            faults,
          );
          for (const { ordered, racing } of told)
            expect(await endOf(setting, racing)).toEqual(await endOf(setting, ordered));
        },
      ),
      { ...REPORTED, numRuns: ORDERS / TOGETHER },
    );
  }, 86_400_000);
});

const FATES = ['issue', 'amend', 'withdraw', 'replace', 'split', 'never'] as const;
interface Story {
  readonly certificates: readonly (typeof FATES)[number][];
  readonly declarations: readonly {
    readonly versions: readonly (readonly Drawn[])[];
    readonly isWithdrawn: boolean;
  }[];
}
type Act = () => Promise<unknown>;

/** What happens to each certificate and each declaration, in the order of its own. */
function actsOf(
  setting: Setting,
  world: World,
  { certificates, declarations }: Story,
): readonly (readonly Act[])[] {
  return [
    ...certificates.map((fate, index) => fated(setting, world, fate, index)),
    ...declarations.map(({ versions, isWithdrawn }, index) => [
      ...versions.map((cited, place) => () => setting.declare(world.declaration(index, place + 1, cited))),
      ...(isWithdrawn ? [() => world.take(setting, { kind: 'withdraw', whose: index })] : []),
    ]),
  ];
}

function fated(setting: Setting, world: World, fate: (typeof FATES)[number], index: number): readonly Act[] {
  if (fate === 'never') return [];
  const certify = (value: string) => () =>
    setting.act((transaction) => issuePaper(transaction, beef(world.key(index).number, value)));
  if (fate === 'issue') return [certify('10000')];
  if (fate === 'amend') return [certify('10000'), certify('9000')];
  const kind = fate === 'withdraw' ? 'withdraw-certificate' : fate;
  return [certify('10000'), () => world.end(setting, kind, index, 10_000)];
}

/** One act after another, of whichever queue chance says. */
async function inOrder(acts: readonly (readonly Act[])[], order: readonly number[]): Promise<void> {
  const queues = acts.map((queue) => [...queue]);
  for (const choice of order) {
    const waiting = queues.filter((queue) => queue.length > 0);
    const act = waiting[choice % Math.max(waiting.length, 1)]?.shift();
    if (act !== undefined) await untilDone(act);
  }
  for (const queue of queues) for (const act of queue) await untilDone(act);
}

/** Every queue at once; an act that died is done again. */
async function atOnce(queues: readonly (readonly Act[])[]): Promise<void> {
  await Promise.all(
    queues.map(async (queue) => {
      for (const act of queue) await untilDone(act);
    }),
  );
}

async function untilDone(act: Act): Promise<void> {
  for (;;)
    try {
      await pass(act);
      return;
    } catch (error) {
      if (!isUndone(error)) throw error;
    }
}

/** State, outcome, reasons and shares, by place in the world. */
async function endOf(setting: Setting, world: World): Promise<unknown> {
  return Promise.all(
    world.claimants.map(async (claimant) => {
      const standing = await setting.act((transaction) => setting.cases.read(transaction, claimant));
      const stored = await setting.act((transaction) =>
        setting.cases.decision(transaction, claimant, standing?.place ?? 0),
      );
      const shares = await setting.query(
        `select right(b.subject, 2) as certificate, s.item, s.line, s.quantity::text, s.state
         from balance_share s join balance_book b on b.id = s.book where claimant = $1 order by s.item, s.line, b.subject`,
        [claimant],
      );
      const reasons = stored?.decision.findings.map((finding) => finding.reasons.map(({ code }) => code));
      const isOpen = standing?.state === 'open';
      // Who withdrew may have been decided on before, or not yet.
      return { state: standing?.state, shares, ...(isOpen ? { outcome: standing.outcome, reasons } : {}) };
    }),
  );
}
