import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { newRandom } from '../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import type { LedgerCaller } from '../caller.ts';
import { readHistory, replayHistory } from '../reading.ts';
import {
  actOnTask,
  addWorkingDays,
  endTasks,
  openTasks,
  subtractWorkingDays,
  sweepTasks,
  taskRecord,
  tasksOf,
  type TaskEntry,
} from './index.ts';

let held: TestDatabase;
beforeAll(async () => {
  held = await testDatabase();
});
afterAll(() => held.drop());

/** A Monday. */
const MONDAY = new Date('2026-06-01T09:00:00Z');
const DAY = 86_400_000;
const later = (days: number) => new Date(MONDAY.getTime() + days * DAY);

function officer(name: string, permissions = ['task.work', 'inquiry.write'], office?: string): LedgerCaller {
  return {
    actor: `account/${name}`,
    scope: {
      kind: 'authority',
      country: 'CN',
      authority: 'CN-GACC',
      ...(office === undefined ? {} : { office }),
    },
    may: (permission) => permissions.includes(permission),
  };
}
const all = ['task.work', 'task.assign', 'inquiry.write'];
const li = officer('li', undefined, 'CN-GACC/4200');
const wang = officer('wang', undefined, 'CN-GACC/4200');
const chief = officer('chief', all);
const other = officer('zhao', undefined, 'CN-GACC/2200');

let count = 0;
async function opened(excluded?: readonly string[], due = later(4)): Promise<TaskEntry> {
  count += 1;
  const id = `01936b3a-0000-7000-8000-${String(count).padStart(12, '0')}`;
  const task = {
    kind: 'answer-inquiry',
    subject: { record: 'inquiry', id },
    owner: { country: 'CN', authority: 'CN-GACC', office: 'CN-GACC/4200' },
    permission: 'inquiry.write',
    due,
    ...(excluded === undefined ? {} : { excluded }),
  };
  const [entry] = await held.database.transaction(chief.scope, (transaction) =>
    openTasks(transaction, [task], { caller: chief, now: MONDAY, random: newRandom }),
  );
  if (entry === undefined) throw new Error('no task');
  return entry;
}
const act = (caller: LedgerCaller, id: string, action: string, input: unknown = {}) =>
  actOnTask(held.database, { id, action, input }, { caller, now: later(0), random: newRandom });
const sweep = (now: Date) => sweepTasks(held.database, { now, random: newRandom });
async function found(id: string): Promise<TaskEntry | undefined> {
  return (await tasksOf(held.database, chief.scope, 200)).find((task) => task.id === id);
}

describe('a task', () => {
  test('is taken by one, given back, and finished by who has it', async () => {
    const { id } = await opened();
    expect(await act(li, id, 'take')).toMatchObject({ state: 'taken', body: { assignee: 'account/li' } });
    await expect(act(wang, id, 'take')).rejects.toThrow('action-not-allowed');
    await expect(act(wang, id, 'finish')).rejects.toMatchObject({ faults: [{ code: 'task-taken' }] });
    const released = await act(li, id, 'release');
    expect(released.body.assignee).toBeUndefined();
    expect(await act(wang, id, 'finish')).toMatchObject({ state: 'done' });
    expect(await found(id)).toBeUndefined();
  });

  test('is neither taken nor finished by who did what it follows from, nor given to them', async () => {
    const { id } = await opened(['account/li']);
    for (const action of ['take', 'finish'])
      await expect(act(li, id, action)).rejects.toMatchObject({ faults: [{ code: 'task-excluded' }] });
    const assignee = 'account/01936b3a-0000-7000-8000-000000000001';
    const excluded = await opened([assignee]);
    await expect(act(chief, excluded.id, 'assign', { assignee })).rejects.toMatchObject({
      faults: [{ code: 'task-excluded' }],
    });
    expect(await act(wang, id, 'take')).toMatchObject({ state: 'taken' });
  });

  test('asks for the permission that the work itself asks for', async () => {
    const { id } = await opened();
    const clerk = officer('clerk', ['task.work']);
    await expect(act(clerk, id, 'finish')).rejects.toMatchObject({ faults: [{ code: 'task-permission' }] });
  });

  test('is the business of its office and of those above, and of nobody else', async () => {
    const { id } = await opened();
    await expect(act(other, id, 'take')).rejects.toThrow('record-not-found');
    const seen = await tasksOf(held.database, other.scope, 200);
    expect(seen.map((task) => task.id)).not.toContain(id);
    await expect(act(li, id, 'assign', { assignee: li.actor })).rejects.toThrow('action-forbidden');
  });

  test('is assigned only by name of an account', async () => {
    const { id } = await opened();
    await expect(act(chief, id, 'assign', { assignee: 'li' })).rejects.toThrow('action-input-invalid');
  });

  test('ends with the act that it waited for', async () => {
    const { id, body } = await opened();
    await held.database.transaction(li.scope, (transaction) =>
      endTasks(
        transaction,
        { subject: body.subject.id, action: 'settle' },
        { caller: li, now: MONDAY, random: newRandom },
      ),
    );
    expect(await found(id)).toBeUndefined();
    const lines = await readHistory({ database: held.database, scope: li.scope }, taskRecord, id);
    expect(lines.map(({ action }) => action)).toEqual(['opened', 'settle']);
  });
});

describe('the sweep', () => {
  test('reminds a working day before, and brings what is overdue before the supervisor and then the authority', async () => {
    while ((await sweep(later(365))) > 0);
    const { id } = await opened();
    await act(li, id, 'take');
    await sweep(later(2));
    expect(await found(id)).toMatchObject({ version: 2, state: 'taken' });
    await sweep(later(3));
    expect((await found(id))?.body.reminds).toBeUndefined();
    await sweep(later(4));
    expect(await found(id)).toMatchObject({ state: 'open', body: { level: 1 } });
    expect((await found(id))?.body.assignee).toBeUndefined();
    await sweep(later(5));
    expect((await found(id))?.body.level).toBe(1);
    await sweep(later(8));
    expect((await found(id))?.body.level).toBe(2);
    expect((await found(id))?.body.escalates).toBeUndefined();
    expect(await sweep(later(300))).toBe(0);
    const lines = await readHistory({ database: held.database, scope: chief.scope }, taskRecord, id);
    expect(lines.map(({ action }) => action)).toEqual([
      'opened',
      'take',
      'remind-taker',
      'escalate',
      'escalate',
    ]);
    expect(replayHistory(taskRecord, lines)).toMatchObject({ state: 'open', version: 5 });
  });

  test('by several at once takes each task once', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, async () => (await opened()).id));
    const taken = await Promise.all([sweep(later(4)), sweep(later(4)), sweep(later(4))]);
    expect(taken.reduce((sum, one) => sum + one, 0)).toBe(24);
    for (const id of ids) {
      const lines = await readHistory({ database: held.database, scope: chief.scope }, taskRecord, id);
      expect(lines.map(({ action }) => action).toSorted()).toEqual(['escalate', 'opened', 'remind']);
    }
  });
});

describe('working days', () => {
  test('pass over Saturday and Sunday, there and back', () => {
    expect(addWorkingDays(new Date('2026-06-05T10:00:00Z'), 1).toISOString()).toBe(
      '2026-06-08T10:00:00.000Z',
    );
    fc.assert(
      fc.property(
        fc.date({ min: MONDAY, max: later(2000), noInvalidDate: true }),
        fc.integer({ min: 0, max: 300 }),
        (from, days) => {
          const to = addWorkingDays(from, days);
          if (days > 0) expect([0, 6]).not.toContain(to.getUTCDay());
          const weekday = from.getUTCDay();
          if (weekday !== 0 && weekday !== 6)
            expect(subtractWorkingDays(to, days).getTime()).toBe(from.getTime());
        },
      ),
    );
  });
});
