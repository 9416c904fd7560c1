import { expect, test } from 'vitest';
import type { Transaction } from '../../../database/index.ts';
import { inTurn } from './turns.ts';

/** A turn asks nothing of a transaction but which one it is. */
const newTransaction = (): Transaction => ({
  scope: { kind: 'system' },
  query: () => Promise.reject(new Error('not asked')),
  copyIn: () => Promise.reject(new Error('not asked')),
});

/** Locks that are given when the test says so. */
function locks() {
  const told: string[] = [];
  const give = new Map<string, (fault?: Error) => void>();
  const take = (name: string) => () => {
    told.push(name);
    return new Promise<string>((resolve, reject) => {
      give.set(name, (fault) => {
        if (fault === undefined) resolve(name);
        else reject(fault);
      });
    });
  };
  return { told, give, take };
}

test('who comes for an account begins when those before have its locks, in their order, and waits for nobody at another', async () => {
  const { told, give, take } = locks();
  const coming = ['first', 'second', 'third'].map((name) => inTurn(newTransaction(), 'order', take(name)));
  const other = inTurn(newTransaction(), 'other', take('other'));
  await expect.poll(() => told).toEqual(['first', 'other']);
  give.get('other')?.();
  await other;
  expect(told).toEqual(['first', 'other']);
  give.get('first')?.();
  await expect.poll(() => told).toEqual(['first', 'other', 'second']);
  give.get('second')?.();
  await expect.poll(() => told).toEqual(['first', 'other', 'second', 'third']);
  give.get('third')?.();
  expect(await Promise.all(coming)).toEqual(['first', 'second', 'third']);
});

test('who fails at the locks lets the next begin', async () => {
  const { told, give, take } = locks();
  const failing = inTurn(newTransaction(), 'failing', take('failing'));
  const next = inTurn(newTransaction(), 'failing', take('next'));
  await expect.poll(() => told).toEqual(['failing']);
  give.get('failing')?.(new Error('no lock'));
  await expect(failing).rejects.toThrow('no lock');
  await expect.poll(() => told).toEqual(['failing', 'next']);
  give.get('next')?.();
  expect(await next).toBe('next');
});

test('who had a turn does not wait again: its transaction holds the locks that the next waits for', async () => {
  const { told, give, take } = locks();
  const own = newTransaction();
  const first = inTurn(own, 'again', take('first'));
  await expect.poll(() => told).toEqual(['first']);
  give.get('first')?.();
  await first;
  const behind = inTurn(newTransaction(), 'again', take('behind'));
  await expect.poll(() => told).toEqual(['first', 'behind']);
  const again = inTurn(own, 'again', take('again'));
  await expect.poll(() => told).toEqual(['first', 'behind', 'again']);
  give.get('again')?.();
  give.get('behind')?.();
  expect(await Promise.all([behind, again])).toEqual(['behind', 'again']);
});
