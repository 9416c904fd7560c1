import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../database/testing/index.ts';
import { faultsOf, isSettled } from './testing/examination.ts';
import { openSetting, prepareSetting } from './testing/index.ts';
import { anyLife, gate, isExpected, live } from './testing/living.ts';
import { planted, type Planted } from './testing/planting.ts';
import { World } from './testing/world.ts';

const SOAK = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
const TOGETHER = SOAK > 0 ? 8 : 5;
/** Rounds of worlds in which a fault must show. */
const ROUNDS = 12;

const without = (words: string) => (text: string) => text.replace(words, '');
const unlocked = without('for update');
const forgetful = (text: string) => text.replace(`encode(c.substance, 'hex')`, 'null::text');

interface Fault {
  readonly title: string;
  readonly planted: Planted;
  /** What is said of it: by an examination of what is left, or by the database before it is stored. */
  readonly found: RegExp;
}

/** Mistakes that show in whatever happens. */
const SURE: readonly Fault[] = [
  {
    title: 'a decision is stored though it says what the one before said',
    planted: {
      'verification-case-take': forgetful,
      'verification-case-lock-one': forgetful,
      'verification-case-lock-named': forgetful,
    },
    found: /what says the same is stored once/,
  },
  {
    title: 'a decision is stored and its keeper is not told',
    planted: { 'desk-told': 'left-out' },
    found: /what is stored was told, once and in order/,
  },
  {
    title: 'what is given back stays with who had it',
    planted: { 'balance-drop-shares': 'left-out' },
    found: /does not add up|unique-violation/,
  },
  {
    title: 'a write-off does not move to the replacement',
    planted: { 'paper-successors': 'left-out' },
    found: /would be/,
  },
  {
    title: 'a changed certificate makes nobody due',
    planted: { 'verification-mark-seekers': 'left-out' },
    found: /would be/,
  },
];

/** Mistakes that show where acts race, so that it may take a while. */
const RACING: readonly Fault[] = [
  {
    title: 'accounts are read without their lock',
    planted: { 'balance-queue': 'left-out', 'balance-lock': without('for update of b') },
    found: /does not add up|oversold|unique-violation|would be/,
  },
  {
    title: 'cases are read without their lock',
    planted: {
      'verification-case-take': without('for update of c skip locked'),
      'verification-case-lock-one': unlocked,
      'verification-case-lock-named': unlocked,
    },
    found: /./,
  },
  {
    title: 'certificates are read without their lock',
    planted: { 'paper-lock': without('for share') },
    found: /stale|would be|oversold/,
  },
  {
    title: 'who had too little is not looked at when others give back',
    planted: { 'verification-mark-short': 'left-out' },
    found: /would be/,
  },
  {
    title: 'marks that came meanwhile go with those that were seen',
    planted: {
      'verification-unmark': () =>
        `delete from verification_due where case_id in (select case_id from verification_due where id = any($1::bigint[]))`,
    },
    found: /would be|the last version/,
  },
];

/** What is reported of worlds that live over a database with a mistake in it; the examination itself makes none. */
async function reported({ planted: faults, found }: Fault, rounds: number): Promise<readonly string[]> {
  const held = await testDatabase({ connections: 10, contentionAttempts: 30 });
  try {
    await prepareSetting(held.administrator);
    const told: string[] = [];
    const tell = (error: unknown): void => {
      if (!isExpected(error)) told.push(error instanceof Error ? error.message : String(error));
    };
    const wrong = openSetting(planted(held.database, faults), { onFault: tell });
    const sound = openSetting(held.database);
    const lives = fc.sample(anyLife, { numRuns: rounds * TOGETHER, seed: rounds });
    for (let round = 0; round < rounds && !told.some((each) => found.test(each)); round += 1) {
      const worlds = Array.from({ length: TOGETHER }, (_, place) => new World(round * TOGETHER + place + 1));
      const work = wrong.cases.work({ interval: 1, together: 2 });
      const pass = gate(6);
      await Promise.all(
        worlds.map((world, place) =>
          live(wrong, world, lives[round * TOGETHER + place] ?? [], pass).catch(tell),
        ),
      );
      await expect.poll(() => isSettled(wrong), { interval: 5 }).toBe(true);
      await work.stop();
      told.push(...(await faultsOf(sound, worlds)));
    }
    return told;
  } finally {
    await held.drop();
  }
}

describe('what is held of cases under random events is found broken where', () => {
  test.each(SOAK > 0 ? [...SURE, ...RACING] : SURE)('$title', async (fault) => {
    const told = await reported(fault, SOAK > 0 ? ROUNDS * 10 : ROUNDS);
    expect(told).toContainEqual(expect.stringMatching(fault.found));
  });
});
