import { beforeAll, describe, expect, it } from 'vitest';
import { readStatusList, runNow, statusAt, type PaperTrust } from '../../../../verify/core/index.ts';
import { answerNow } from '../../../crypto/index.ts';
import { testSeal, type TestSeal } from '../testing/sealing.ts';
import { placeOf } from './places.ts';
import { statusListToken, type EndedEntry, type StatusListContent } from './token.ts';

let seal: TestSeal;
let trust: PaperTrust;
const uri = 'https://ledger.example/status/CN-GACC/0';
const authority = 'CN-GACC';
const MADE = 1_790_000_000;
const time = new Date((MADE + 60) * 1000).toISOString();

beforeAll(async () => {
  seal = await testSeal(authority);
  trust = { anchors: [seal.anchor], signers: [seal.key.certificate] };
});

const token = (content: Partial<StatusListContent> = {}): Promise<Uint8Array> =>
  statusListToken({ uri, authority, made: MADE, ttl: 900, ended: [], ...content }, seal.key);

const read = (bytes: Uint8Array, at: Partial<{ uri: string; authority: string; time: string }> = {}) =>
  runNow(readStatusList(bytes, trust, { uri, authority, time, ...at }), answerNow);

describe('a status list', () => {
  it('tells of each entry whether it is in force, withdrawn or replaced', async () => {
    const ended: EndedEntry[] = [
      { index: 9_999, isReplaced: false },
      { index: 3, isReplaced: true },
      { index: 1_048_575, isReplaced: true },
      { index: 4, isReplaced: false },
    ];
    const reading = read(await token({ ended }));
    if (!reading.read) throw new Error(reading.fault);
    const { list } = reading;
    expect(list).toMatchObject({ uri, authority, made: MADE, ttl: 900 });
    expect([3, 4, 9_999, 1_048_575].map((index) => statusAt(list, index))).toEqual([
      'replaced',
      'withdrawn',
      'withdrawn',
      'replaced',
    ]);
    for (const index of [0, 2, 5, 10_000, 1_048_574]) expect(statusAt(list, index)).toBe('in-force');
    expect(statusAt(list, 1_048_576)).toBeUndefined();
  });

  it('is refused under another address, of another authority, too old, or with a bit changed', async () => {
    const bytes = await token();
    expect(read(bytes)).toMatchObject({ read: true });
    expect(read(bytes, { uri: `${uri}1` })).toMatchObject({ fault: 'status-list-other' });
    expect(read(bytes, { authority: 'NZ-MPI' })).toMatchObject({ fault: 'status-list-other' });
    const late = new Date((MADE + 8 * 86_400) * 1000).toISOString();
    expect(read(bytes, { time: late })).toMatchObject({ fault: 'status-list-expired' });
    for (let place = 0; place < bytes.length; place += 1) {
      const changed = Uint8Array.from(bytes);
      changed[place] = (changed[place] ?? 0) ^ 4;
      expect(read(changed).read, `byte ${String(place)}`).toBe(false);
    }
    expect(read(new Uint8Array(2_000_000)).read).toBe(false);
    const stranger = await testSeal(authority);
    const forged = await statusListToken({ uri, authority, made: MADE, ttl: 900, ended: [] }, stranger.key);
    expect(read(forged)).toMatchObject({ fault: 'status-list-untrusted' });
  });

  it('takes at most 150 KB for ten million certificates of which one in a hundred has ended', async () => {
    const key = new Uint8Array(32).fill(9);
    const ENTRIES = 10_000_000;
    const lists = new Map<number, EndedEntry[]>();
    for (let count = 0; count < ENTRIES; count += 100) {
      const { list, index } = placeOf(key, authority, count);
      const ended = lists.get(list) ?? [];
      lists.set(list, ended);
      // Nine in ten are replaced: a correction is far more frequent than a withdrawal.
      ended.push({ index, isReplaced: count % 1000 !== 0 });
    }
    expect(lists.size).toBe(10);
    let total = 0;
    for (const ended of lists.values()) total += (await token({ ended })).length;
    expect(total).toBeLessThanOrEqual(150_000);
  });
});
