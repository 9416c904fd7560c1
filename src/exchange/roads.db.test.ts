import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../database/testing/index.ts';
import { noteRoad, type RoadReport } from './outbox/roads.ts';
import { take } from './outbox/taking.ts';

const SYSTEM = { kind: 'system' } as const;
const ANSWERED = { failures: 0, answered: true } as const;
const SILENT = { failures: 0, answered: false, fault: { code: 'exchange-no-answer', values: {} } } as const;
let held: TestDatabase;
let partner = '';
let number = 0;

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 22, 8, 0, seconds));

const note = (report: Omit<RoadReport, 'partner' | 'channel'>, seconds: number): Promise<boolean> =>
  held.database.transaction(SYSTEM, (transaction) =>
    noteRoad(transaction, { partner, channel: 'rest', ...report }, { now: at(seconds), jitter: () => 1 }),
  );

/** Takes the turn to try a failing road, and returns how long it lasts. */
async function tried(failures: number, seconds: number): Promise<Date> {
  const until = at(seconds + 70);
  await held.database.transaction(SYSTEM, (transaction) =>
    take(
      transaction,
      { partner, channel: 'rest', failures },
      { now: at(seconds), until, limit: 1, from: undefined },
    ),
  );
  return until;
}

interface Road {
  readonly failures: number;
  readonly not_before: Date | null;
  readonly taken: Date | null;
}

async function road(): Promise<Road | undefined> {
  const text = 'select failures, not_before, taken from exchange_road where partner = $1';
  return (await held.database.read<Road>(SYSTEM, { name: 'test-road', text }, [partner]))[0];
}

beforeAll(async () => {
  held = await testDatabase({ connections: 2 });
});
afterAll(() => held.drop());
beforeEach(() => {
  partner = `NZ-R${String((number += 1))}`;
});

describe('a road', () => {
  it('stays shut where an earlier, answered batch is written down after a later one that was not answered', async () => {
    await note(SILENT, 10);
    expect(await note(ANSWERED, 11)).toBe(true);
    expect(await road()).toEqual({ failures: 1, not_before: at(11), taken: at(11) });
    // Long after its date as well: whoever tries it next goes alone.
    await note(ANSWERED, 60);
    expect(await road()).toEqual({ failures: 1, not_before: at(11), taken: at(60) });
  });

  it('is opened by the one message that tries it', async () => {
    await note(SILENT, 10);
    const turn = await tried(1, 20);
    expect(await note({ ...ANSWERED, failures: 1, turn }, 21)).toBe(true);
    expect(await road()).toEqual({ failures: 0, not_before: null, taken: at(21) });
  });

  it('stays shut where that one was answered and the road failed again before it was written down', async () => {
    await note(SILENT, 10);
    const turn = await tried(1, 20);
    await note(SILENT, 21);
    expect(await note({ ...ANSWERED, failures: 1, turn }, 22)).toBe(false);
    expect(await road()).toMatchObject({ failures: 2, taken: at(22) });
  });

  it('stays shut where its turn had ended and another tries', async () => {
    await note(SILENT, 10);
    const turn = await tried(1, 20);
    const next = await tried(1, 100);
    expect(await note({ ...ANSWERED, failures: 1, turn }, 101)).toBe(false);
    expect(await road()).toMatchObject({ failures: 1, not_before: next });
    expect(await note({ ...ANSWERED, failures: 1, turn: next }, 102)).toBe(true);
    expect(await road()).toMatchObject({ failures: 0, not_before: null });
  });

  it('keeps the pause that a partner asked for, whichever answered batch is written down last', async () => {
    await note({ ...ANSWERED, notBefore: at(600) }, 10);
    await note(ANSWERED, 11);
    expect(await road()).toMatchObject({ failures: 0, not_before: at(600) });
    await note({ ...ANSWERED, notBefore: at(30) }, 12);
    expect(await road()).toMatchObject({ not_before: at(600) });
    await note(ANSWERED, 601);
    expect(await road()).toMatchObject({ not_before: null, taken: at(601) });
  });
});
