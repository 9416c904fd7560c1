import { describe, expect, test } from 'vitest';
import { DatabaseError, type Scope } from '../../../database/index.ts';
import { GatheredReads } from './gathered-reads.ts';

const system: Scope = { kind: 'system' };
const china: Scope = { kind: 'authority', country: 'CN', authority: 'CN-GACC' };

/** Doubles what it is asked, when it is let; notes what was asked together. */
function opened() {
  const asked: { readonly scope: Scope; readonly questions: readonly number[] }[] = [];
  const held: (() => void)[] = [];
  let isHeld = false;
  const reads = new GatheredReads<number, number>({
    most: 10,
    async ask(scope, questions) {
      asked.push({ scope, questions });
      if (isHeld) await new Promise<void>((resolve) => held.push(resolve));
      if (questions.includes(13)) throw new DatabaseError('database-bad-value');
      if (questions.includes(99)) throw new DatabaseError('database-unavailable');
      return questions.map((question) => question * 2);
    },
  });
  const hold = (): void => void (isHeld = true);
  const release = (): void => {
    isHeld = false;
    for (const resolve of held.splice(0)) resolve();
  };
  return { reads, asked, hold, release };
}

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

describe('reads that are gathered', () => {
  test('those of one turn are asked together, each is given its own answer', async () => {
    const { reads, asked } = opened();
    const answers = await Promise.all(numbers(1, 5).map((question) => reads.read(system, question)));
    expect(answers).toEqual([2, 4, 6, 8, 10]);
    expect(asked).toHaveLength(1);
  });

  test('scopes never share a statement', async () => {
    const { reads, asked } = opened();
    expect(await Promise.all([reads.read(system, 1), reads.read(china, 1)])).toEqual([2, 2]);
    expect(asked.map(({ scope }) => scope)).toEqual([system, china]);
  });

  test('what comes while an answer is awaited is asked next, in groups of a bounded size', async () => {
    const { reads, asked, hold, release } = opened();
    hold();
    const first = reads.read(system, 1);
    await expect.poll(() => asked.length).toBe(1);
    const later = numbers(20, 25).map((question) => reads.read(system, question));
    // A crowd is worth a second statement, not a third.
    expect(asked).toHaveLength(2);
    release();
    expect(await first).toBe(2);
    expect(await Promise.all(later)).toEqual(numbers(20, 25).map((question) => question * 2));
    expect(asked.every(({ questions }) => questions.length <= 10)).toBe(true);
  });

  test('a value that the database cannot take fails alone', async () => {
    const { reads } = opened();
    const results = await Promise.allSettled([1, 13, 3].map((question) => reads.read(system, question)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('a database that is away fails all who asked, and answers the next', async () => {
    const { reads } = opened();
    const results = await Promise.allSettled([99, 2].map((question) => reads.read(system, question)));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await reads.read(system, 2)).toBe(4);
  });
});
