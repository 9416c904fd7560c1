import { describe, expect, test } from 'vitest';
import { GroupCommit } from './group-commit.ts';

/** Commits by doubling; notes which items shared a transaction. */
function opened(expected: () => number = () => 0) {
  const committed: (readonly number[])[] = [];
  const commits = new GroupCommit<number, string, number>({
    transactions: 2,
    groupOf: (context) => context,
    sizeOf: () => 1,
    commit: (items) => {
      committed.push(items);
      if (items.includes(13)) return Promise.reject(new Error('unlucky'));
      return Promise.resolve(items.map((item) => item * 2));
    },
    isolates: () => true,
    expected,
  });
  return { commits, committed };
}

describe('a group commit', () => {
  test('takes what arrives together in one transaction, callers apart', async () => {
    const { commits, committed } = opened();
    const results = await Promise.all([
      commits.add(1, 'one'),
      commits.add(2, 'one'),
      commits.add(3, 'another'),
    ]);
    expect(results).toEqual([2, 4, 6]);
    expect(committed).toEqual([[1, 2], [3]]);
  });

  test('waits for those on their way, and no longer than until they are there', async () => {
    let expected = 1;
    const { commits, committed } = opened(() => expected);
    const first = commits.add(1, 'one');
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    expect(committed).toEqual([]);
    expected = 0;
    const second = commits.add(2, 'one');
    expect(await Promise.all([first, second])).toEqual([2, 4]);
    expect(committed).toEqual([[1, 2]]);
  });

  test('goes on when what was expected does not come, told of it or not', async () => {
    let expected = 1;
    const { commits, committed } = opened(() => expected);
    const first = commits.add(1, 'one');
    expected = 0;
    commits.reconsider();
    expect(await first).toBe(2);
    expected = 1;
    expect(await commits.add(2, 'one')).toBe(4);
    expect(committed).toEqual([[1], [2]]);
  });

  test('tries the items of a failed group one by one, and closes after the last', async () => {
    const { commits } = opened(() => 1);
    const results = Promise.allSettled([1, 13, 3].map((item) => commits.add(item, 'one')));
    await commits.close();
    expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await expect(commits.add(4, 'one')).rejects.toThrow('intake-closed');
  });
});
