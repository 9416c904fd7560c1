import { afterEach, describe, expect, it } from 'vitest';
import type { LedgerChange } from '../../systems/ecert/changes/index.ts';
import { LiveHub, type Listener } from './hub.ts';

/** A log in memory: positions without a gap, of which only some are changes. */
class Log {
  size = 0;
  readonly changes: LedgerChange[] = [];
  reads = 0;

  add(count: number, destination = 'CN'): void {
    for (let index = 0; index < count; index += 1) {
      this.changes.push({
        position: this.size,
        kind: 'certificate',
        record: `record-${String(this.size)}`,
        version: 1,
        action: 'received',
        state: 'issued',
        actor: 'account/x',
        at: '2026-06-01T12:00:00.000Z',
        country: 'NZ',
        authority: 'NZ-MPI',
        concerned: ['NZ', destination],
        destination,
      });
      this.size += 1;
    }
  }

  /** Acts that no listener is told of. */
  pass(count: number): void {
    this.size += count;
  }

  readonly source = {
    size: () => Promise.resolve(this.size),
    read: (from: number, limit: number) => {
      this.reads += 1;
      const next = Math.min(this.size, from + limit);
      const changes = this.changes.filter(({ position }) => position >= from && position < next);
      return Promise.resolve({ changes, next });
    },
  };
}

class Ear implements Listener {
  readonly scope = { kind: 'authority', country: 'CN', authority: 'CN-GACC' } as const;
  readonly actor = 'account/y';
  readonly since?: number;
  texts: string[] = [];
  ended = false;

  constructor(since?: number) {
    if (since !== undefined) this.since = since;
  }
  send(text: string): void {
    this.texts.push(text);
  }
  end(): void {
    this.ended = true;
  }
  get names(): string[] {
    return this.texts.flatMap((text) => [...text.matchAll(/^event: (.+)$/gm)].map(([, name = '']) => name));
  }
  get positions(): number[] {
    return this.texts.flatMap((text) =>
      [...text.matchAll(/^id: (\d+)\nevent: change$/gm)].map(([, id]) => Number(id)),
    );
  }
}

let hub: LiveHub | undefined;
afterEach(() => hub?.close());
const open = (log: Log) => (hub = new LiveHub(log.source, { interval: 5, beat: 30 }));
const told = (ear: Ear, name: string) => expect.poll(() => ear.names.includes(name)).toBe(true);

describe('the hub', () => {
  it('asks once for all its listeners, and not at all while nobody listens', async () => {
    const log = new Log();
    const its = open(log);
    expect(log.reads).toBe(0);
    const ears = Array.from({ length: 50 }, () => new Ear());
    const leaving = await Promise.all(ears.map((ear) => its.join(ear)));
    log.add(3);
    for (const ear of ears) await expect.poll(() => ear.positions).toEqual([0, 1, 2]);
    for (const leave of leaving) leave();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { reads } = log;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(log.reads).toBe(reads);
  });

  it('tells who comes back what they missed, and nothing twice', async () => {
    const log = new Log();
    log.add(10);
    const its = open(log);
    const ear = new Ear(6);
    await its.join(ear);
    log.add(2);
    await expect.poll(() => ear.positions).toEqual([7, 8, 9, 10, 11]);
  });

  it('says reset to who is too far behind to be told one by one', async () => {
    const log = new Log();
    log.add(5000);
    const its = open(log);
    const ear = new Ear(100);
    await its.join(ear);
    expect(ear.names).toEqual(['ready', 'reset']);
    const recent = new Ear(4990);
    await its.join(recent);
    expect(recent.positions).toEqual([4991, 4992, 4993, 4994, 4995, 4996, 4997, 4998, 4999]);
  });

  it('tells a flood as a number', async () => {
    const log = new Log();
    const its = open(log);
    const ear = new Ear();
    await its.join(ear);
    log.add(500);
    await told(ear, 'many');
    expect(ear.texts.join('')).toContain('data: {"counts":{"certificate":500}}');
    expect(ear.positions).toEqual([]);
  });

  it('leaps over what no process could follow', async () => {
    const log = new Log();
    const its = open(log);
    const ear = new Ear();
    await its.join(ear);
    log.pass(50_000);
    await told(ear, 'reset');
    log.add(1);
    await expect.poll(() => ear.positions).toEqual([50_000]);
    expect(log.reads).toBeLessThan(40);
  });

  it('tells nobody what concerns another country', async () => {
    const log = new Log();
    const its = open(log);
    const ear = new Ear();
    await its.join(ear);
    log.add(1, 'NO');
    log.add(1);
    await expect.poll(() => ear.positions).toEqual([1]);
  });

  it('goes on after a look that failed, and gives signs of life meanwhile', async () => {
    const log = new Log();
    let broken = false;
    const faults: unknown[] = [];
    const source = {
      ...log.source,
      read: (from: number, limit: number) =>
        broken ? Promise.reject(new Error('gone')) : log.source.read(from, limit),
    };
    hub = new LiveHub(source, { interval: 5, beat: 10, onFault: (error) => faults.push(error) });
    const ear = new Ear();
    await hub.join(ear);
    broken = true;
    await expect.poll(() => faults.length).toBeGreaterThan(1);
    await told(ear, 'beat');
    broken = false;
    log.add(1);
    await expect.poll(() => ear.positions).toEqual([0]);
  });

  it('ends every listener when it closes', async () => {
    const its = open(new Log());
    const ear = new Ear();
    await its.join(ear);
    its.close();
    expect(ear.ended).toBe(true);
  });
});
