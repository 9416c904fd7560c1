import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromUtf8, utf8 } from '../../base/index.ts';
import type { TestDatabase } from '../../database/testing/index.ts';
import { testDatabase } from '../../database/testing/index.ts';
import { systemCaller } from '../../ledger/index.ts';
import { getDocument, readDocument } from './certificates.ts';
import type { Intake } from './intake.ts';
import type { Outcome } from './receipt.ts';
import type { TestSeal } from './testing/sealing.ts';
import { sealedBytes, testSeal } from './testing/sealing.ts';
import { testIntake, trustOf } from './testing/setting.ts';

let held: TestDatabase;
let intake: Intake;
let norwegian: TestSeal;
let zealander: TestSeal;
let stranger: TestSeal;
const operator = systemCaller('system/operator');
const NORWEGIAN = { number: 'NO-1', exporting: 'NO', issuer: 'Mattilsynet' };

beforeAll(async () => {
  held = await testDatabase();
  [norwegian, zealander, stranger] = (await Promise.all(['NO-MT', 'NZ-MPI', 'XX-YY'].map(testSeal))) as [
    TestSeal,
    TestSeal,
    TestSeal,
  ];
  intake = testIntake(held.database, { trust: trustOf([norwegian.anchor, zealander.anchor]) });
});
afterAll(async () => {
  await intake.close();
  await held.drop();
});

async function lodge(bytes: Uint8Array): Promise<Outcome> {
  const [outcome] = await intake.accept([{ bytes, mediaType: 'application/xml' }], operator);
  if (outcome === undefined) throw new Error('no outcome');
  return outcome;
}

const codesOf = (outcome: Outcome) =>
  outcome.kind === 'refused' ? outcome.faults.map(({ code }) => code) : [outcome.kind];

describe('seals at intake', () => {
  test('a sealed certificate is stored with a verdict that names the authority, and its bytes as they were', async () => {
    const bytes = sealedBytes(NORWEGIAN, norwegian);
    const outcome = await lodge(bytes);
    if (outcome.kind !== 'stored') throw new Error(JSON.stringify(outcome));
    expect(outcome.receipt.seal).toMatchObject({ indication: 'TOTAL-PASSED', authority: 'NO-MT' });
    const document = await getDocument(held.database, operator.scope, outcome.receipt.id);
    expect(document?.bytes).toEqual(Buffer.from(bytes));
    expect(document?.seal).toEqual(outcome.receipt.seal);
    expect(document && readDocument(document)?.document.exchangedDocument?.id?.value).toBe('NO-1');
  });
  test('one changed byte breaks the seal: refused by name, with the reason', async () => {
    const text = fromUtf8(sealedBytes({ ...NORWEGIAN, number: 'NO-2' }, norwegian)) ?? '';
    const outcome = await lodge(utf8(text.replace('>1000.5<', '>9000.5<')));
    expect(codesOf(outcome)).toEqual(['seal-broken']);
    expect(outcome.kind === 'refused' && outcome.faults[0]?.values).toEqual({
      reason: 'seal-content-changed',
      subIndication: 'HASH_FAILURE',
    });
  });
  test('the seal of another authority is refused, whoever the document says it is', async () => {
    expect(codesOf(await lodge(sealedBytes({ ...NORWEGIAN, number: 'NO-3' }, zealander)))).toEqual([
      'seal-other-authority',
    ]);
  });
  test('a seal that leads to nobody we trust is kept with that verdict, and is not enough where a seal is asked for', async () => {
    const untrusted = await lodge(sealedBytes({ number: 'NZ-1' }, stranger));
    expect(untrusted).toMatchObject({
      kind: 'stored',
      receipt: { seal: { indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' } },
    });
    expect(codesOf(await lodge(sealedBytes({ ...NORWEGIAN, number: 'NO-4' }, stranger)))).toEqual([
      'seal-required',
    ]);
  });
  test('what is trusted may change while the intake runs', async () => {
    const anchors = [zealander.anchor];
    let trusted: readonly (typeof zealander.anchor)[] = anchors;
    const changing = testIntake(held.database, {
      trust: { authorities: trustOf().authorities, anchors: () => trusted },
    });
    const item = (number: string) => ({
      bytes: sealedBytes({ ...NORWEGIAN, number }, norwegian),
      mediaType: 'application/xml' as const,
    });
    const [before] = await changing.accept([item('NO-5')], operator);
    trusted = [...anchors, norwegian.anchor];
    const [after] = await changing.accept([item('NO-5')], operator);
    await changing.close();
    expect([before?.kind, after?.kind]).toEqual(['refused', 'stored']);
  });
  test('nobody is turned away, or taken unvouched for, on trust that others have changed meanwhile', async () => {
    let authorities: ReturnType<ReturnType<typeof trustOf>['authorities']> = [];
    let trusted: readonly (typeof zealander.anchor)[] = [];
    const lagging = testIntake(held.database, {
      trust: {
        authorities: () => authorities,
        anchors: () => trusted,
        renew: async () => {
          authorities = trustOf().authorities();
          trusted = [zealander.anchor];
        },
      },
    });
    const bytes = sealedBytes({ number: 'NZ-LATE' }, zealander);
    const [outcome] = await lagging.accept([{ bytes, mediaType: 'application/xml' }], operator);
    await lagging.close();
    expect(outcome).toMatchObject({ kind: 'stored', receipt: { seal: { indication: 'TOTAL-PASSED' } } });
  });
  test('bytes that the ledger holds get their receipt again even when they would be refused today', async () => {
    const bytes = sealedBytes({ ...NORWEGIAN, number: 'NO-6' }, norwegian);
    const first = await lodge(bytes);
    const distrusting = testIntake(held.database, { trust: trustOf([zealander.anchor]) });
    const [again] = await distrusting.accept([{ bytes, mediaType: 'application/xml' }], operator);
    await distrusting.close();
    expect(again?.kind).toBe('duplicate');
    expect(again?.kind === 'duplicate' && again.receipt).toEqual(first.kind === 'stored' && first.receipt);
  });
});
