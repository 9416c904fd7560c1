import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { utf8, uuidV7 } from '../src/base/index.ts';
import { newRandom, sha256Hex } from '../src/crypto/index.ts';
import { dropChannel } from '../src/exchange/channels/drop/index.ts';

/** Short in a test run, long in a soak. */
const ROUNDS = Math.max(1, Math.ceil(10 * Number(process.env['COUNTERFOIL_SOAK'] ?? 0)));
const A_ROUND = 40;
const BEFORE_KILL = 10;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'drop-killed-'));
  for (const name of ['drop', 'kept']) mkdirSync(path.join(folder, name));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const listed = (place: string): readonly string[] => readdirSync(path.join(folder, 'drop', 'nz', place));

/** A process that takes what is dropped, until it is killed after so many messages. */
function taker(mostKept: number): ChildProcess {
  const program = path.join(import.meta.dirname, 'support', 'drop-process.ts');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', program, path.join(folder, 'drop'), path.join(folder, 'kept')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let kept = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    kept += text.split('\n').length - 1;
    if (kept >= mostKept) child.kill('SIGKILL');
  });
  return child;
}

test('dropped messages have their effect once, though two processes take them and both are killed again and again', async () => {
  const channel = dropChannel({
    root: path.join(folder, 'drop'),
    clock: () => new Date(),
    random: newRandom,
  });
  const certificates = { seal: [], transport: [], encryption: [] };
  // What is outgoing for the sender is incoming for those who take.
  const address = { folder: 'nz', outgoing: 'incoming', incoming: 'unused' };
  const ids: string[] = [];
  const put = async (number: number): Promise<void> => {
    const content = utf8(`<certificate number="${String(number)}"/>`);
    const envelope = {
      id: uuidV7(Date.now(), newRandom),
      from: 'NZ-MPI',
      to: 'CN-GACC',
      type: 'certificate',
      dialect: 'sps-certificate:17',
      mediaType: 'application/xml',
      digest: sha256Hex(content),
      subject: `NZ/NZ-MPI/${String(number)}`,
      sent: '2026-11-22T10:00:00Z',
      expires: '2026-12-06T10:00:00Z',
    } as const;
    const partner = { partner: 'CN-GACC', channel: 'drop', address, certificates } as const;
    await channel.send?.({ envelope, content, attempt: 1, partner, signal: AbortSignal.timeout(60_000) });
    ids.push(envelope.id);
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let number = 0; number < A_ROUND; number += 1) await put(round * A_ROUND + number);
    const pair = [taker(BEFORE_KILL), taker(BEFORE_KILL)];
    const exits = pair.map((child) => once(child, 'exit'));
    await Promise.race(exits);
    for (const child of pair) child.kill('SIGKILL');
    await Promise.all(exits);
  }
  const last = taker(Number.POSITIVE_INFINITY);
  await expect.poll(() => readdirSync(path.join(folder, 'kept')).length).toBe(ids.length);
  await expect
    .poll(() => listed('done').filter((name) => name.endsWith('.envelope.json')).length)
    .toBe(ids.length);
  last.kill('SIGKILL');
  await once(last, 'exit');
  expect(readdirSync(path.join(folder, 'kept')).toSorted()).toEqual(ids.toSorted());
  expect(listed('refused')).toEqual([]);
  expect(listed('outgoing').filter((name) => name.endsWith('.receipt.jws'))).toHaveLength(ids.length);
  expect(listed('incoming').filter((name) => name.endsWith('.envelope.json'))).toEqual([]);
});
