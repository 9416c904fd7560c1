import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import type { Decision, DocumentKey } from '../facts/index.ts';
import { substanceDigest } from './substance.ts';
import {
  beef,
  beefDeclaration,
  claimantOf,
  Crash,
  crashing,
  endPaper,
  issuePaper,
  openSetting,
  prepareSetting,
  type Setting,
} from './testing/index.ts';

const SOAK = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
const RUNS = 10 + Math.round(SOAK * 4_000);
const ORDERS = 3 + Math.round(SOAK * 1_000);
const CERTIFICATES = 4;
const DECLARATIONS = 5;

let held: TestDatabase;
let run = 0;
beforeAll(async () => {
  held = await testDatabase({ connections: 10, contentionAttempts: 30 });
  await prepareSetting(held.administrator);
});
afterAll(() => held.drop());

const which = fc.nat({ max: CERTIFICATES - 1 });
const whose = fc.nat({ max: DECLARATIONS - 1 });
const kilograms = fc.integer({ min: 1, max: 60 });
const items = fc.array(fc.record({ certificate: which, kilograms }), { minLength: 1, maxLength: 3 });
const event = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('declare'), whose, items }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('issue'), which, kilograms: fc.integer({ min: 20, max: 120 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('withdraw-certificate', 'replace', 'split'), which }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('finalise', 'withdraw', 'reverse', 'decide'), whose }),
  },
);
type Event = typeof event extends fc.Arbitrary<infer Value> ? Value : never;

/** Names of one run, so that runs share a database and nothing else. */
class World {
  readonly #setting: Setting;
  readonly #name = String((run += 1)).padStart(4, '0');
  readonly #versions = new Map<number, number>();

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  key(index: number, successor = 0): DocumentKey {
    const number = `NZL${this.#name}${String(index)}${String(successor)}`;
    return { country: 'NZ', authority: 'NZ-MPI', number };
  }

  claimant(index: number): string {
    return claimantOf({ country: 'CN', authority: 'CN-GACC', number: this.#number(index) });
  }

  get claimants(): readonly string[] {
    return Array.from({ length: DECLARATIONS }, (_, index) => this.claimant(index));
  }

  #number(index: number): string {
    return `R${this.#name}D${String(index)}`;
  }

  declaration(index: number, version: number, cited: readonly { certificate: number; kilograms: number }[]) {
    return beefDeclaration(
      this.#number(index),
      version,
      cited.map(({ certificate, kilograms: value }) => ({
        certificate: this.key(certificate).number,
        kilograms: String(value),
      })),
    );
  }

  async take(one: Event): Promise<void> {
    const { act, cases, by } = this.#setting;
    if ('items' in one) {
      const version = (this.#versions.get(one.whose) ?? 0) + 1;
      this.#versions.set(one.whose, version);
      await this.#setting.declare(this.declaration(one.whose, version, one.items));
    } else if ('kilograms' in one) {
      const { number } = this.key(one.which);
      await act((transaction) => issuePaper(transaction, beef(number, String(one.kilograms))));
    } else if ('which' in one) await this.#end(one.kind, one.which);
    else
      await act(async (transaction) => {
        const claimant = this.claimant(one.whose);
        const found = await cases.lock(transaction, claimant);
        if (one.kind === 'decide' && found !== undefined) await cases.stir(transaction, claimant);
        if (one.kind === 'finalise') await cases.finalise(transaction, claimant, by());
        if (one.kind === 'withdraw') await cases.withdraw(transaction, claimant, by());
        if (one.kind === 'reverse') await cases.reverse(transaction, claimant, 'annulled', by());
      });
  }

  async #end(kind: string, index: number): Promise<void> {
    const key = this.key(index);
    const { act } = this.#setting;
    if (kind === 'withdraw-certificate') await act((transaction) => endPaper(transaction, key, 'withdrawn'));
    const successors = kind === 'replace' ? [1] : kind === 'split' ? [1, 2] : [];
    await act(async (transaction) => {
      for (const successor of successors)
        await issuePaper(transaction, beef(this.key(index, successor).number, '50'), key);
    });
  }
}

/** What an act that comes at the wrong moment, or dies, is told. */
const EXPECTED = new Set(['case-unknown', 'case-finished', 'case-version-stale']);
const isExpected = (error: unknown): boolean =>
  error instanceof Crash || (error instanceof Error && 'code' in error && EXPECTED.has(String(error.code)));

async function settle(setting: Setting): Promise<void> {
  // Marks that were put off by a crash are due again.
  setting.now.value = new Date(setting.now.value.getTime() + 7_200_000);
  const work = setting.cases.work({ interval: 2, together: 2 });
  await expect
    .poll(
      async () => {
        const [left] = await setting.query<{ left: boolean }>(
          `select exists (select from verification_due where due <= $1)
             or (select position from verification_follower) < (select size from paper_log) as left`,
          [setting.now.value],
        );
        return left?.left;
      },
      { interval: 5 },
    )
    .toBe(false);
  await work.stop();
}

/** Whatever happened: nothing oversold, nothing counted twice, nothing stale, everything told once and in order. */
async function examine(setting: Setting, world: World): Promise<void> {
  const wrong = await setting.query(
    `select b.subject, l.line from balance_book b join balance_line l on l.book = b.id
     left join lateral (
       select coalesce(sum(quantity) filter (where state = 'held'), 0) as held,
         coalesce(sum(quantity) filter (where state = 'consumed'), 0) as consumed, count(distinct claimant) as claimants
       from balance_share s where s.book = b.id and s.line = l.line) s on true
     where l.held <> s.held or l.consumed <> s.consumed or l.claimants <> s.claimants or l.held + l.consumed > l.total
       or (l.held > 0 and (select (facts -> 'lines' -> (l.line - 1) -> 'netMass' ->> 'value')::numeric from paper
           where 'certificate/' || name = b.subject) < l.held + l.consumed)`,
  );
  expect(wrong).toEqual([]);
  for (const claimant of world.claimants) await examineCase(setting, claimant);
}

/** What a decision says, without what its sentences name. */
function said(decision: Decision): unknown {
  const { findings, versions: _, ...rest } = decision;
  const found = findings.map(({ item, document, certificate, outcome, reasons }) => ({
    item,
    document,
    number: certificate?.number,
    outcome,
    codes: reasons.map(({ code }) => code),
    values: reasons.map(({ values }) => values),
  }));
  return { ...rest, findings: found };
}

async function examineCase(setting: Setting, claimant: string): Promise<void> {
  const { cases, act } = setting;
  const standing = await act((transaction) => cases.read(transaction, claimant));
  if (standing === undefined) return;
  const stored = await act((transaction) => cases.decisions(transaction, claimant, 0, 100));
  const told = await setting.query(
    'select place, version, outcome, digest from desk_told where claimant = $1 order by place',
    [claimant],
  );
  expect(told).toEqual(
    stored.map(({ place, version, decision, digest }) => ({
      place,
      version,
      outcome: decision.outcome,
      digest,
    })),
  );
  expect(stored.map(({ place }) => place)).toEqual(stored.map((_, index) => index + 1));
  stored.reduce((before, after) => {
    expect(after.version).toBeGreaterThanOrEqual(before.version);
    expect(
      after.version > before.version || substanceDigest(after.decision) !== substanceDigest(before.decision),
    ).toBe(true);
    const seen = new Map(before.decision.versions.certificates.map((each) => [each.number, each.version]));
    for (const { number, version } of after.decision.versions.certificates)
      expect(version).toBeGreaterThanOrEqual(seen.get(number) ?? 0);
    return after;
  });
  const last = stored.at(-1);
  const shares = await setting.query<{ state: string; item: number; line: number; quantity: string }>(
    `select s.state, s.item, s.line, s.quantity::text from balance_share s where claimant = $1 order by item, line`,
    [claimant],
  );
  if (standing.state === 'withdrawn' || standing.state === 'reversed') expect(shares).toEqual([]);
  if (standing.state === 'finalised') expect(shares.every(({ state }) => state === 'consumed')).toBe(true);
  if (standing.state !== 'open') return;
  expect(last?.version).toBe(standing.version);
  const now = await cases.whatIf(last?.input.declaration as never, claimant);
  expect(said(now)).toEqual(last === undefined ? undefined : said(last.decision));
  const refused = new Set(now.items.filter(({ outcome }) => outcome === 'refuse').map(({ item }) => item));
  const wanted = now.drawings.filter(({ item }) => !refused.has(item));
  expect(shares.map(({ item, quantity }) => [item, Number(quantity)])).toEqual(
    wanted.map(({ item, quantity }) => [item, Number(quantity.value)]).toSorted(),
  );
}

describe('cases under random events', () => {
  test('keep every promise when events race, workers die anywhere, and all are told again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(event, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 8 }),
        fc.array(fc.nat({ max: 60 }), { minLength: 20, maxLength: 40 }),
        async (rounds, lives) => {
          let died = 0;
          // One in three transactions dies, at the statement that chance says.
          const database = crashing(held.database, () => {
            died += 1;
            return died % 3 === 0 ? (lives[died % lives.length] ?? 9) : Number.POSITIVE_INFINITY;
          });
          const faults: unknown[] = [];
          const setting = openSetting(database, {
            onFault: (error) => {
              if (!isExpected(error)) faults.push(error);
            },
          });
          const world = new World(setting);
          const work = setting.cases.work({ interval: 1, together: 2 });
          for (const together of rounds)
            await Promise.all(
              together.map((one) =>
                world.take(one).catch((error: unknown) => {
                  if (!isExpected(error)) throw error;
                }),
              ),
            );
          await work.stop();
          const calm = openSetting(held.database, { onFault: (error) => faults.push(error) });
          await settle(calm);
          await examine(calm, world);
          expect(faults).toEqual([]);
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  test('end alike in whatever order events come, where there is enough for all', async () => {
    const certificate = fc.constantFrom('issue', 'issue-withdraw', 'issue-replace', 'never');
    const declared = fc.array(fc.record({ certificate: which, kilograms }), { minLength: 1, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(certificate, { minLength: CERTIFICATES, maxLength: CERTIFICATES }),
        fc.array(declared, { minLength: DECLARATIONS, maxLength: DECLARATIONS }),
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        async (fates, declarations, order) => {
          const ends: unknown[] = [];
          for (const turn of [1, 7]) {
            const setting = openSetting(held.database);
            const world = new World(setting);
            const queues: (() => Promise<unknown>)[][] = [
              ...fates.map((fate, index) => fated(setting, world, fate, index)),
              ...declarations.map((cited, index) => [
                () => setting.declare(world.declaration(index, 1, cited)),
              ]),
            ];
            for (const choice of order) {
              const waiting = queues.filter((queue) => queue.length > 0);
              await waiting[(choice * turn) % Math.max(waiting.length, 1)]?.shift()?.();
            }
            for (const queue of queues) for (const step of queue) await step();
            await settle(setting);
            await examine(setting, world);
            ends.push(await endOf(setting, world));
          }
          expect(ends[0]).toEqual(ends[1]);
        },
      ),
      { numRuns: ORDERS, endOnFailure: true },
    );
  });
});

function fated(setting: Setting, world: World, fate: string, index: number): (() => Promise<unknown>)[] {
  const key = world.key(index);
  const { act } = setting;
  const issue = () => act((transaction) => issuePaper(transaction, beef(key.number, '10000')));
  if (fate === 'never') return [];
  if (fate === 'issue') return [issue];
  if (fate === 'issue-withdraw')
    return [issue, () => act((transaction) => endPaper(transaction, key, 'withdrawn'))];
  const next = world.key(index, 1);
  return [issue, () => act((transaction) => issuePaper(transaction, beef(next.number, '10000'), key))];
}

/** Outcomes, reasons and shares, by place in the run. */
async function endOf(setting: Setting, world: World): Promise<unknown> {
  return Promise.all(
    world.claimants.map(async (claimant) => {
      const standing = await setting.act((transaction) => setting.cases.read(transaction, claimant));
      const stored = await setting.act((transaction) =>
        setting.cases.decision(transaction, claimant, standing?.place ?? 0),
      );
      const shares = await setting.query(
        'select item, line, quantity::text, state from balance_share where claimant = $1 order by item, line',
        [claimant],
      );
      const reasons = stored?.decision.findings.map((finding) => finding.reasons.map(({ code }) => code));
      return { outcome: standing?.outcome, reasons, shares };
    }),
  );
}
