import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import type { RuleBook } from '../deciding/index.ts';
import type { DeclarationFacts, DocumentKey } from '../facts/index.ts';
import type { DecisionTable } from '../rules/index.ts';
import type { RuleOwner } from './ports.ts';
import {
  addDeclaration,
  beef,
  beefDeclaration,
  claimantOf,
  endPaper,
  issuePaper,
  openSetting,
  prepareSetting,
  testBooks,
  type Setting,
} from './testing/index.ts';

const HELD_AT_OFFICE: DecisionTable = {
  name: 'office-beef',
  title: { en: 'Beef at this office' },
  stage: 'judgement',
  hit: 'worst',
  inputs: ['item.commodity'],
  rows: [
    {
      id: 'beef',
      mode: 'live',
      cells: { 'item.commodity': { is: 'prefix', values: ['0202'] } },
      outcome: 'hold',
      actor: 'inspector',
      code: 'office-beef-held',
      sentence: { en: 'An inspector looks at the beef.' },
    },
  ],
};

let held: TestDatabase;
let setting: Setting;
beforeAll(async () => {
  held = await testDatabase();
  await prepareSetting(held.administrator);
  setting = openSetting(held.database);
});
afterAll(() => held.drop());

let count = 0;
const newNumber = (): string => `NZL${String((count += 1)).padStart(6, '0')}`;
const keyOf = (number: string): DocumentKey => ({ country: 'NZ', authority: 'NZ-MPI', number });
const issue = (number: string, ...kilograms: string[]) =>
  setting.act((transaction) => issuePaper(transaction, beef(number, ...kilograms)));
const declaration = (
  number: string,
  version: number,
  ...items: (readonly [certificate: string, kilograms: string])[]
) =>
  beefDeclaration(
    number,
    version,
    items.map(([certificate, kilograms]) => ({ certificate, kilograms })),
  );
const account = (number: string) => setting.account(keyOf(number));
const codesOf = (decided: Awaited<ReturnType<Setting['declare']>>) =>
  decided?.decision.findings.flatMap(({ reasons }) => reasons.map(({ code }) => code));
/** Works until nothing is due any more. */
async function settle(): Promise<void> {
  const work = setting.cases.work({ interval: 5, together: 2 });
  await expect
    .poll(async () => {
      const [left] = await setting.query<{ left: boolean }>(
        `select exists (select from verification_due where due <= $1)
           or (select position from verification_follower) < (select size from paper_log) as left`,
        [setting.now.value],
      );
      return left?.left;
    })
    .toBe(false);
  await work.stop();
}
const outcomeOf = async (number: string) => {
  const claimant = claimantOf({ country: 'CN', authority: 'CN-GACC', number });
  return setting.act((transaction) => setting.cases.read(transaction, claimant));
};

describe('a declaration that draws on a certificate', () => {
  test('passes, holds its quantity, and uses it up when it is finalised', async () => {
    const number = newNumber();
    await issue(number, '1000');
    const decided = await setting.declare(declaration('D1', 1, [number, '400']));
    expect(decided).toMatchObject({ changed: true, place: 1, decision: { outcome: 'pass' } });
    expect(await account(number)).toEqual(['400', '0', '1000']);
    const claimant = decided?.claimant ?? '';
    const result = await setting.act((transaction) =>
      setting.cases.finalise(transaction, claimant, setting.by()),
    );
    expect(result).toEqual({ outcome: 'finalised' });
    expect(await account(number)).toEqual(['0', '400', '1000']);
    await expect(
      setting.act((transaction) => setting.cases.withdraw(transaction, claimant, setting.by())),
    ).rejects.toMatchObject({ code: 'case-finished' });
    await setting.act((transaction) =>
      setting.cases.reverse(transaction, claimant, 'annulled', setting.by()),
    );
    expect(await account(number)).toEqual(['0', '0', '1000']);
  });

  test('is refused what others have left too little of, and passes when one of them gives back', async () => {
    const number = newNumber();
    await issue(number, '100');
    expect(await setting.declare(declaration('E1', 1, [number, '60']))).toMatchObject({
      decision: { outcome: 'pass' },
    });
    const second = await setting.declare(declaration('E2', 1, [number, '60']));
    expect(second?.decision.outcome).toBe('refuse');
    expect(codesOf(second)).toContain('too-much');
    expect(await account(number)).toEqual(['60', '0', '100']);
    await setting.act((transaction) =>
      setting.cases.withdraw(
        transaction,
        claimantOf({ country: 'CN', authority: 'CN-GACC', number: 'E1' }),
        setting.by(),
      ),
    );
    await settle();
    expect(await outcomeOf('E2')).toMatchObject({ outcome: 'pass', place: 2 });
    expect(await account(number)).toEqual(['60', '0', '100']);
  });

  test('decides the same again without a word, and a new version in place of the old', async () => {
    const number = newNumber();
    await issue(number, '100');
    const first = await setting.declare(declaration('F1', 1, [number, '60']));
    const again = await setting.cases.decide(first?.id ?? '');
    expect(again).toMatchObject({ changed: false, place: 1 });
    expect(await setting.declare(declaration('F1', 1, [number, '60']))).toMatchObject({ changed: false });
    expect(await setting.declare(declaration('F1', 2, [number, '90']))).toMatchObject({
      changed: true,
      place: 2,
      decision: { outcome: 'pass' },
    });
    expect(await account(number)).toEqual(['90', '0', '100']);
    await expect(setting.declare(declaration('F1', 1, [number, '1']))).rejects.toMatchObject({
      code: 'case-version-stale',
    });
  });

  test('waits for a certificate that comes later, and asks when it does not come in time', async () => {
    const [comes, never] = [newNumber(), newNumber()];
    expect(await setting.declare(declaration('G1', 1, [comes, '10']))).toMatchObject({
      decision: { outcome: 'hold', waitsFor: [{ code: 'A', reference: comes }] },
    });
    const second = await setting.declare(declaration('G2', 1, [never, '10']));
    expect(second?.decision.deadline).toBe('2026-06-11');
    await issue(comes, '10');
    await settle();
    expect(await outcomeOf('G1')).toMatchObject({ outcome: 'pass' });
    expect(await outcomeOf('G2')).toMatchObject({ outcome: 'hold', place: 1 });
    setting.now.value = new Date('2026-06-12T09:00:00Z');
    await settle();
    expect(await outcomeOf('G2')).toMatchObject({ outcome: 'inquire', place: 2 });
    setting.now.value = new Date('2026-06-01T09:00:00Z');
  });

  test('moves to the successor of its certificate, and loses one that is withdrawn', async () => {
    const [old, next] = [newNumber(), newNumber()];
    await issue(old, '100');
    await setting.declare(declaration('H1', 1, [old, '70']));
    await setting.act((transaction) => issuePaper(transaction, beef(next, '80'), keyOf(old)));
    await settle();
    expect(await outcomeOf('H1')).toMatchObject({ outcome: 'pass' });
    expect(await account(old)).toEqual(['0', '0', '100']);
    expect(await account(next)).toEqual(['70', '0', '80']);
    await setting.act((transaction) => endPaper(transaction, keyOf(next), 'withdrawn'));
    await settle();
    expect(await outcomeOf('H1')).toMatchObject({ outcome: 'refuse' });
    expect(await account(next)).toEqual(['0', '0', '80']);
    const result = await setting.act((transaction) =>
      setting.cases.finalise(
        transaction,
        claimantOf({ country: 'CN', authority: 'CN-GACC', number: 'H1' }),
        setting.by(),
      ),
    );
    expect(result).toMatchObject({ outcome: 'not-passed', decided: { decision: { outcome: 'refuse' } } });
  });

  test('is an alert, once, with what was released, when its certificate is withdrawn afterwards', async () => {
    const number = newNumber();
    await issue(number, '100');
    const decided = await setting.declare(declaration('J1', 1, [number, '25']));
    const claimant = decided?.claimant ?? '';
    await setting.act((transaction) => setting.cases.finalise(transaction, claimant, setting.by()));
    await setting.act((transaction) => endPaper(transaction, keyOf(number), 'withdrawn'));
    await settle();
    await setting.act((transaction) => endPaper(transaction, keyOf(number), 'cancelled'));
    await settle();
    expect(
      await setting.query('select cause, certificate, released from desk_alert where claimant = $1', [
        claimant,
      ]),
    ).toEqual([
      {
        cause: 'certificate-void',
        certificate: number,
        released: [{ item: 1, line: 1, code: '0202300090', quantity: '25', unit: 'KGM' }],
      },
    ]);
    expect(await account(number)).toEqual(['0', '25', '100']);
  });

  test('of an amended certificate keeps what came first and decides the rest anew', async () => {
    const number = newNumber();
    await issue(number, '100');
    await setting.declare(declaration('K1', 1, [number, '60']));
    setting.now.value = new Date('2026-06-01T09:00:01Z');
    await setting.declare(declaration('K2', 1, [number, '40']));
    await issue(number, '70');
    await settle();
    expect(await outcomeOf('K1')).toMatchObject({ outcome: 'pass' });
    expect(await outcomeOf('K2')).toMatchObject({ outcome: 'refuse' });
    expect(await account(number)).toEqual(['60', '0', '70']);
    await issue(number, '120');
    await settle();
    expect(await outcomeOf('K2')).toMatchObject({ outcome: 'pass' });
    expect(await account(number)).toEqual(['100', '0', '120']);
  });

  test('passes while the road is down where practice says so, and is verified when it opens', async () => {
    const number = newNumber();
    setting.down.add('NZ');
    const decided = await setting.declare(declaration('L1', 1, [number, '10']));
    expect(decided?.decision).toMatchObject({ outcome: 'pass', fallback: true });
    const other = await setting.declare(declaration('L2', 1, [newNumber(), '10']));
    for (const each of [decided, other])
      await setting.act((transaction) =>
        setting.cases.finalise(transaction, each?.claimant ?? '', setting.by()),
      );
    await issue(number, '10');
    setting.down.delete('NZ');
    await settle();
    await expect.poll(() => account(number)).toEqual(['0', '10', '10']);
    expect(
      await setting.query('select claimant, cause from desk_alert where claimant = any($1)', [
        [decided?.claimant, other?.claimant],
      ]),
    ).toEqual([{ claimant: other?.claimant, cause: 'verified-otherwise' }]);
  });

  test('is asked what it would come to, without a trace', async () => {
    const number = newNumber();
    await issue(number, '100');
    const before = await setting.query('select count(*) from evidence_leaf');
    const draft = declaration('M1', 1, [number, '60']);
    expect(await setting.cases.whatIf({ declaration: draft })).toMatchObject({ outcome: 'pass' });
    expect(await setting.query('select count(*) from evidence_leaf')).toEqual(before);
    expect(await account(number)).toBeUndefined();
    await setting.declare(declaration('M2', 1, [number, '60']));
    expect(await setting.cases.whatIf({ declaration: draft })).toMatchObject({ outcome: 'refuse' });
    const claimant = claimantOf({ country: 'CN', authority: 'CN-GACC', number: 'M2' });
    expect(await setting.cases.whatIf({ declaration: draft, claimant })).toMatchObject({ outcome: 'pass' });
  });

  test('goes by the rules of the office that keeps it, whatever it names, now and when it is decided again', async () => {
    const office = 'CN-GACC/2200';
    const ofOffice = (owner: RuleOwner, book: RuleBook): RuleBook =>
      owner.office === office ? { ...book, local: [HELD_AT_OFFICE] } : book;
    const local = openSetting(held.database, {
      ruleBooks: {
        ...testBooks,
        inForce: async (owner, day) => ofOffice(owner, await testBooks.inForce(owner, day)),
        asKnown: async (owner, day, versions) =>
          ofOffice(owner, await testBooks.asKnown(owner, day, versions)),
      },
    });
    const enter = async (facts: DeclarationFacts, keeper: { readonly office?: string }) => {
      const claimant = claimantOf(facts);
      const { id } = await local.act(async (transaction) => {
        await addDeclaration(transaction, claimant, facts);
        return local.cases.enter(transaction, { claimant, declaration: facts, ...keeper }, local.by());
      });
      return local.cases.decide(id);
    };
    const number = newNumber();
    await issue(number, '1000');
    const named = (of: string) => ({ ...declaration(of, 1, [number, '1']), office: '2200' });
    const outcomes = [
      await enter(named('O1'), { office }),
      // Who leaves the name away does not leave the office.
      await enter(declaration('O1', 2, [number, '1']), { office }),
      // The name of an office that keeps nothing any more is a name.
      await enter(named('O2'), {}),
    ].map((decided) => decided?.decision.outcome);
    expect(outcomes).toEqual(['hold', 'hold', 'pass']);
    const draft = declaration('O3', 1, [number, '1']);
    expect(await local.cases.whatIf({ declaration: draft, office })).toMatchObject({ outcome: 'hold' });
    expect(await local.cases.whatIf({ declaration: named('O3') })).toMatchObject({ outcome: 'pass' });
    const stored = await local.act(async (transaction) =>
      [
        await local.cases.decisions(transaction, claimantOf(named('O1')), 0, 10),
        await local.cases.decisions(transaction, claimantOf(named('O2')), 0, 10),
      ].flat(),
    );
    expect(stored.map((each) => each.office)).toEqual([office, office, undefined]);
    for (const each of stored)
      expect(await local.cases.replay(each)).toMatchObject({ same: true, again: each.digest });
  });

  test('is decided again from what was stored, to the byte, whatever came since', async () => {
    const number = newNumber();
    await issue(number, '100');
    const first = await setting.declare(declaration('N1', 1, [number, '60']));
    const claimant = first?.claimant ?? '';
    await setting.act((transaction) => endPaper(transaction, keyOf(number), 'withdrawn'));
    await settle();
    const stored = await setting.act((transaction) => setting.cases.decisions(transaction, claimant, 0, 10));
    expect(stored.map(({ decision }) => decision.outcome)).toEqual(['pass', 'refuse']);
    for (const each of stored)
      expect(await setting.cases.replay(each)).toMatchObject({ same: true, again: each.digest });
    const [leaf] = await setting.query(
      `select opening -> 'act' ->> 'state' as state, opening -> 'act' ->> 'digest' as digest
       from verification_decision d join evidence_leaf l on l.id = d.leaf where encode(d.digest, 'hex') = $1`,
      [stored[1]?.digest],
    );
    expect(leaf).toEqual({ state: 'refuse', digest: stored[1]?.digest });
  });

  test('of a certificate that was split waits until the trader says which part, and passes on it', async () => {
    const [whole, left, right] = [newNumber(), newNumber(), newNumber()];
    await issue(whole, '100');
    await setting.declare(declaration('P1', 1, [whole, '40']));
    for (const part of [left, right])
      await setting.act((transaction) => issuePaper(transaction, beef(part, '50'), keyOf(whole)));
    await settle();
    const claimant = claimantOf({ country: 'CN', authority: 'CN-GACC', number: 'P1' });
    const last = async () => {
      const place = (await outcomeOf('P1'))?.place ?? 0;
      return setting.act((transaction) => setting.cases.decision(transaction, claimant, place));
    };
    expect((await last())?.decision.findings).toMatchObject([
      { document: { link: 'ambiguous' }, reasons: [{ code: 'reference-ambiguous' }] },
    ]);
    expect((await last())?.input.links[0]?.candidates).toEqual([keyOf(left), keyOf(right)]);
    expect(await account(whole)).toEqual(['0', '0', '100']);
    await setting.declare(declaration('P1', 2, [right, '40']));
    expect(await outcomeOf('P1')).toMatchObject({ outcome: 'pass', version: 2 });
    expect(await account(right)).toEqual(['40', '0', '50']);
  });

  test('of a certificate that was split follows the one part that covers each goods item by itself', async () => {
    const [whole, small, large] = [newNumber(), newNumber(), newNumber()];
    await issue(whole, '200');
    await setting.declare(declaration('P2', 1, [whole, '70']));
    await setting.declare(declaration('P3', 1, [whole, '20'], [whole, '65']));
    await setting.act((transaction) => issuePaper(transaction, beef(small, '60'), keyOf(whole)));
    await setting.act((transaction) => issuePaper(transaction, beef(large, '140'), keyOf(whole)));
    await settle();
    expect(await outcomeOf('P2')).toMatchObject({ outcome: 'pass', version: 1 });
    expect(await account(whole)).toEqual(['0', '0', '200']);
    expect((await account(large))?.slice(1)).toEqual(['0', '140']);
    const read = (number: string) =>
      setting.act(async (transaction) => {
        const claimant = claimantOf({ country: 'CN', authority: 'CN-GACC', number });
        const place = (await outcomeOf(number))?.place ?? 0;
        return setting.cases.decision(transaction, claimant, place);
      });
    const followed = await read('P2');
    expect(followed?.input.links).toMatchObject([{ state: 'linked', chain: [keyOf(whole), keyOf(large)] }]);
    // Of the second, either part covers the first item: it is asked for that one alone.
    const halved = await read('P3');
    expect(halved?.decision.outcome).toBe('hold');
    expect(halved?.decision.findings).toMatchObject([
      { item: 1, document: { link: 'ambiguous' }, reasons: [{ code: 'reference-ambiguous' }] },
      { item: 2, document: { link: 'linked' }, certificate: keyOf(large) },
    ]);
    expect(halved?.input.links[0]?.candidates).toEqual([keyOf(small), keyOf(large)]);
    const stored = followed ?? halved;
    expect(stored && (await setting.cases.replay(stored))).toMatchObject({ same: true });
    // A part that is gone covers nothing any more.
    await setting.act((transaction) => endPaper(transaction, keyOf(small), 'withdrawn'));
    await settle();
    expect((await read('P3'))?.decision.findings).toMatchObject([
      { item: 1, document: { link: 'linked' }, certificate: keyOf(large) },
      { item: 2, certificate: keyOf(large) },
    ]);
  });

  test('holds by what officials set over the rules, and is released by it', async () => {
    const number = newNumber();
    await issue(number, '100');
    await setting.act((transaction) => endPaper(transaction, keyOf(number), 'expired'));
    const decided = await setting.declare(declaration('Q1', 1, [number, '30']));
    expect(decided?.decision.outcome).toBe('refuse');
    const { claimant = '' } = decided ?? {};
    const finalise = () =>
      setting.act((transaction) => setting.cases.finalise(transaction, claimant, setting.by()));
    expect(await finalise()).toMatchObject({ outcome: 'not-passed' });
    await setting.act((transaction) => setting.cases.overrule(transaction, claimant, 'pass'));
    await settle();
    expect(await outcomeOf('Q1')).toMatchObject({ outcome: 'refuse', overruled: 'pass' });
    expect(await finalise()).toEqual({ outcome: 'finalised' });
  });

  test('that officials let pass with too little draws what is left, so that nobody else does', async () => {
    const number = newNumber();
    await issue(number, '100');
    await setting.declare(declaration('Q2', 1, [number, '60']));
    const decided = await setting.declare(declaration('Q3', 1, [number, '60']));
    expect(decided?.decision).toMatchObject({ outcome: 'refuse', drawings: [] });
    const { claimant = '' } = decided ?? {};
    await setting.act((transaction) => setting.cases.overrule(transaction, claimant, 'pass'));
    await settle();
    expect(await account(number)).toEqual(['100', '0', '100']);
    const next = await setting.declare(declaration('Q4', 1, [number, '1']));
    expect(next?.decision.outcome).toBe('refuse');
    expect(
      await setting.act((transaction) => setting.cases.finalise(transaction, claimant, setting.by())),
    ).toEqual({ outcome: 'finalised' });
    expect(await account(number)).toEqual(['60', '40', '100']);
    const stored = await setting.act((transaction) => setting.cases.decisions(transaction, claimant, 0, 10));
    for (const each of stored) expect(await setting.cases.replay(each)).toMatchObject({ same: true });
  });

  test('shares rounds with many others, and is stored by itself to the letter', async () => {
    const number = newNumber();
    await issue(number, '100');
    const names = Array.from({ length: 45 }, (_, index) => `S${String(index)}`);
    await setting.act(async (transaction) => {
      for (const name of names) {
        const plain = declaration(name, 1, [number, '1']);
        // Rows are sent a line each: what holds a line feed stays one.
        const items = plain.items.map((item) => ({
          ...item,
          description: 'Frozen\nbeef',
          documents: [...item.documents, ...(name === 'S30' ? [{ code: 'A', reference: 'line\nfeed' }] : [])],
        }));
        const facts = { ...plain, items };
        const claimant = claimantOf(facts);
        await addDeclaration(transaction, claimant, facts);
        await setting.cases.enter(transaction, { claimant, declaration: facts }, setting.by());
      }
    });
    await settle();
    expect(await account(number)).toEqual(['45', '0', '100']);
    await setting.act((transaction) => endPaper(transaction, keyOf(number), 'withdrawn'));
    await settle();
    expect(await account(number)).toEqual(['0', '0', '100']);
    const claimants = names.map((name) => claimantOf(declaration(name, 1)));
    const stored = await setting.query<{ count: number; leaves: number; whole: boolean; fed: number }>(
      `select count(*)::integer as count, count(distinct d.leaf)::integer as leaves,
         bool_and(sha256(convert_to(d.decision::text, 'UTF8')) = d.digest) as whole,
         count(*) filter (where d.decision::text like '%line\\\\nfeed%')::integer as fed
       from verification_decision d join verification_case c on c.id = d.case_id where c.claimant = any($1)
         and d.input -> 'declaration' ->> 'number' = split_part(c.claimant, '/', 4)`,
      [claimants],
    );
    expect(stored).toEqual([{ count: 90, leaves: 90, whole: true, fed: 2 }]);
  });

  test('that cannot be decided is tried again later and holds up no other', async () => {
    const number = newNumber();
    await issue(number, '100');
    await setting.act((transaction) =>
      setting.cases.enter(
        transaction,
        { claimant: 'unknown/CN/CN-GACC/R1', declaration: declaration('R1', 1, [number, '1']) },
        setting.by(),
      ),
    );
    await setting.act(async (transaction) => {
      const facts = declaration('R2', 1, [number, '1']);
      const claimant = claimantOf(facts);
      await addDeclaration(transaction, claimant, facts);
      await setting.cases.enter(transaction, { claimant, declaration: facts }, setting.by());
    });
    await settle();
    expect(await outcomeOf('R2')).toMatchObject({ outcome: 'pass' });
    const [mark] = await setting.query<{ attempts: number; due: Date }>(
      `select attempts, due from verification_due d join verification_case c on c.id = d.case_id where c.keeper = 'unknown'`,
    );
    expect(mark?.attempts).toBe(1);
    expect(mark?.due.getTime()).toBeGreaterThan(setting.now.value.getTime());
  });
});
