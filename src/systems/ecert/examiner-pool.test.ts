import { afterEach, describe, expect, test } from 'vitest';
import { equalBytes, utf8 } from '../../base/index.ts';
import { unpack } from '../../packing/index.ts';
import type { ExaminerPoolOptions } from './examiner-pool.ts';
import { ExaminerPool } from './examiner-pool.ts';
import { examine } from './examination.ts';
import { sampleBytes, sampleDocument, sampleXml } from './testing/certificates.ts';

let pool: ExaminerPool | undefined;
afterEach(() => pool?.close());

function open(options: Partial<ExaminerPoolOptions> = {}): ExaminerPool {
  pool = new ExaminerPool({ threads: 1, anchors: [], ...options });
  return pool;
}
const task = (number: string) => ({
  bytes: sampleBytes({ number }),
  mediaType: 'application/xml' as const,
  now: Date.parse('2026-06-01T00:00:00Z'),
});
/** Takes a thread far longer than any other here: a certificate with very many lines. */
function slow() {
  const [, before = '', line = '', after = ''] =
    /^(.*?)(<(\w+:)IncludedSPSTradeLineItem>.*<\/\3IncludedSPSTradeLineItem>)(.*)$/s
      .exec(sampleXml({ number: 'SLOW' }))
      ?.toSpliced(3, 1) ?? [];
  return { ...task('SLOW'), bytes: utf8(before + line.repeat(12_000) + after) };
}

describe('the pool of examiners', () => {
  test('answers each document with what is in it, whatever the order in which threads finish', async () => {
    const examiners = open({ threads: 2 });
    const numbers = Array.from({ length: 40 }, (_, index) => `N-${String(index)}`);
    const examinations = await Promise.all(numbers.map((number) => examiners.examine(task(number))));
    expect(examinations.map(({ statement }) => statement?.number)).toEqual(numbers);
  });

  test.each([
    ['a certificate', sampleBytes({ number: 'N-1' })],
    ['one with letters of every kind', sampleBytes({ number: '鱼 é \u2028 𠮷 "\\' })],
    ['no certificate', utf8('<a/>')],
    ['no XML', utf8('<a')],
  ])('gives what examining %s by oneself gives', async (_, bytes) => {
    const mediaType = 'application/xml';
    const now = Date.parse('2026-06-01T00:00:00Z');
    const { packed, ...examination } = await open().examine({ bytes, mediaType, now });
    expect(examination).toEqual(examine(bytes, mediaType, { anchors: [], now: new Date(now) }));
    if (packed !== undefined) expect(equalBytes(unpack(packed), bytes)).toBe(true);
    expect(packed !== undefined).toBe(examination.statement !== undefined);
  });

  test('gives the document that was made of JSON', async () => {
    const bytes = utf8(JSON.stringify(sampleDocument({ number: 'N-1' })));
    const { made } = await open().examine({ bytes, mediaType: 'application/json', now: 0 });
    expect(made).toEqual(examine(bytes, 'application/json', { anchors: [], now: new Date(0) }).made);
    expect(made?.length).toBeGreaterThan(1000);
  });

  test('takes a further thread only while there is work for it', async () => {
    const examiners = open({ threads: 3, idleLimit: 1 });
    expect(examiners.size).toBe(0);
    const many = Array.from({ length: 12 }, (_, index) => examiners.examine(task(`N-${String(index)}`)));
    expect(examiners.size).toBe(3);
    const numbers = (await Promise.all(many)).map(({ statement }) => statement?.number);
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, index) => `N-${String(index)}`));
    await expect.poll(() => examiners.size).toBe(1);
    expect((await examiners.examine(task('N-13'))).statement?.number).toBe('N-13');
  });

  test('leaves the sender its bytes', async () => {
    const sent = task('N-1');
    const before = sent.bytes.slice();
    await open().examine(sent);
    expect(sent.bytes).toEqual(before);
  });

  // A limit between two durations that this very machine takes; a machine that stalls may upset one try.
  test(
    'ends what takes too long, answers it by name, and examines those behind it in another thread; those before it are answered',
    {
      retry: 3,
    },
    async () => {
      const unhurried = open({ timeLimit: 600_000 });
      await unhurried.examine(task('N-1'));
      const begun = performance.now();
      expect((await unhurried.examine(slow())).faults).toEqual([]);
      const taken = performance.now() - begun;
      await unhurried.close();
      const examiners = open({ timeLimit: Math.ceil(taken / 4) });
      // So many that some wait until others are answered, and go to the thread together.
      const names = ['N-1', 'N-2', 'N-3', 'N-4', 'SLOW', 'N-5', 'N-6'];
      const all = await Promise.all(
        names.map((name) => examiners.examine(name === 'SLOW' ? slow() : task(name))),
      );
      expect(all.map(({ statement, faults }) => statement?.number ?? faults[0]?.code)).toEqual(
        names.map((name) => (name === 'SLOW' ? 'document-examination-timeout' : name)),
      );
    },
  );

  test('refuses more than it can hold, rather than hold it', async () => {
    const examiners = open({ waitingBytes: 10_000 });
    const results = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) => examiners.examine(task(`N-${String(index)}`))),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(30);
    expect(
      refused.every(({ reason }) => reason instanceof Error && reason.message.startsWith('intake-busy')),
    ).toBe(true);
  });

  test('closed, examines nothing more', async () => {
    const examiners = open();
    await examiners.close();
    await expect(examiners.examine(task('N-1'))).rejects.toThrow('intake-closed');
  });
});
