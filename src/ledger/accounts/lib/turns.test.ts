import { expect, test } from 'vitest';
import type { Transaction } from '../../../database/index.ts';
import { inTurn } from './turns.ts';

/** A turn asks nothing of a transaction but which one it is and when it is over. */
function newTransaction(): { readonly transaction: Transaction; readonly end: () => void } {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  const transaction: Transaction = {
    scope: { kind: 'system' },
    over,
    query: () => Promise.reject(new Error('not asked')),
    copyIn: () => Promise.reject(new Error('not asked')),
  };
  return { transaction, end };
}

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

test('who comes for an account begins when those before have ended, in their order, and waits for nobody at another', async () => {
  const { told, give, take } = locks();
  const [first, second, third] = [newTransaction(), newTransaction(), newTransaction()];
  const coming = [
    inTurn(first.transaction, 'order', take('first')),
    inTurn(second.transaction, 'order', take('second')),
    inTurn(third.transaction, 'order', take('third')),
  ];
  const other = inTurn(newTransaction().transaction, 'other', take('other'));
  await expect.poll(() => told).toEqual(['first', 'other']);
  give.get('other')?.();
  await other;
  give.get('first')?.();
  await coming[0];
  expect(told).toEqual(['first', 'other']);
  first.end();
  await expect.poll(() => told).toEqual(['first', 'other', 'second']);
  give.get('second')?.();
  second.end();
  await expect.poll(() => told).toEqual(['first', 'other', 'second', 'third']);
  give.get('third')?.();
  expect(await Promise.all(coming)).toEqual(['first', 'second', 'third']);
});

test('who fails at the locks lets the next begin', async () => {
  const { told, give, take } = locks();
  const failing = inTurn(newTransaction().transaction, 'failing', take('failing'));
  const next = inTurn(newTransaction().transaction, 'failing', take('next'));
  await expect.poll(() => told).toEqual(['failing']);
  give.get('failing')?.(new Error('no lock'));
  await expect(failing).rejects.toThrow('no lock');
  await expect.poll(() => told).toEqual(['failing', 'next']);
  give.get('next')?.();
  expect(await next).toBe('next');
});

test('one that has the locks and does not end holds up nobody for ever: who waits for whom is seen in the database alone', async () => {
  const { told, give, take } = locks();
  const endless = inTurn(newTransaction().transaction, 'endless', take('endless'));
  const next = inTurn(newTransaction().transaction, 'endless', take('next'));
  await expect.poll(() => told).toEqual(['endless']);
  give.get('endless')?.();
  await endless;
  await expect.poll(() => told).toEqual(['endless', 'next']);
  give.get('next')?.();
  expect(await next).toBe('next');
});

test('who had a turn does not wait again: its transaction holds the locks that the next waits for', async () => {
  const { told, give, take } = locks();
  const own = newTransaction();
  const first = inTurn(own.transaction, 'again', take('first'));
  await expect.poll(() => told).toEqual(['first']);
  give.get('first')?.();
  await first;
  const behind = inTurn(newTransaction().transaction, 'again', take('behind'));
  const again = inTurn(own.transaction, 'again', take('again'));
  await expect.poll(() => told).toEqual(['first', 'again']);
  give.get('again')?.();
  expect(await again).toBe('again');
  own.end();
  await expect.poll(() => told).toEqual(['first', 'again', 'behind']);
  give.get('behind')?.();
  expect(await behind).toBe('behind');
});
