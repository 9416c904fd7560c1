import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readStatusList, runNow, statusAt } from '../../../../verify/core/index.ts';
import { answerNow, newRandom } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import type { CertificateEntry } from '../certificates.ts';
import { createIssuing, type Issuing } from '../issuing.ts';
import { sampleDocument } from '../testing/certificates.ts';
import { sealedBytes, testSeal, type TestSeal } from '../testing/sealing.ts';
import { CODE_KEY, NOW, official, testIntake, trustOf } from '../testing/setting.ts';
import { createStatusLists, placeKeyOf, type StatusLists } from './index.ts';

let held: TestDatabase;
let seal: TestSeal;
let issuing: Issuing;
let lists: StatusLists;
const office = official('NZ', 'NZ-MPI', { office: 'NZ-MPI/WLG' });
const uri = 'https://ledger.example/status/NZ-MPI/0';

beforeAll(async () => {
  held = await testDatabase();
  seal = await testSeal('NZ-MPI');
  const { database } = held;
  const clock = () => NOW;
  const sealKeyOf = () => seal.key;
  const trust = trustOf([seal.anchor]);
  issuing = createIssuing({ database, trust, clock, random: newRandom, codeKey: CODE_KEY, sealKeyOf });
  const origin = () => 'https://ledger.example';
  const placeKey = placeKeyOf(CODE_KEY);
  lists = createStatusLists({ database, clock, placeKey, listKeyOf: sealKeyOf, origin });
});
afterAll(() => held.drop());

let count = 0;
async function issued(): Promise<CertificateEntry> {
  count += 1;
  const document = sampleDocument({ number: `PLACE-${String(count)}`, status: '47' });
  const { entry } = await issuing.draft(document, office);
  return act(entry, 'issue');
}
const act = async ({ id, version }: CertificateEntry, action: string): Promise<CertificateEntry> =>
  (await issuing.act({ id, action, input: {}, version }, office)).entry;
const placesTaken = () =>
  held.database.read<{ certificate: string; place: number }>(
    { kind: 'system' },
    { name: 'test-places', text: 'select certificate, place from status_entry' },
  );

describe('the place of a certificate in a status list', () => {
  test('is there from its issue on: what is withdrawn before any printing is told as withdrawn', async () => {
    const [kept, gone] = [await issued(), await issued()];
    await act(gone, 'withdraw');
    const taken = new Map((await placesTaken()).map(({ certificate, place }) => [certificate, place]));
    expect([...taken.keys()].toSorted()).toEqual([kept.id, gone.id].toSorted());
    const token = await lists.token('NZ-MPI', 0);
    const trust = { anchors: [seal.anchor], signers: [seal.key.certificate] };
    const at = { uri, authority: 'NZ-MPI', time: NOW.toISOString() };
    const reading = runNow(readStatusList(token?.bytes ?? new Uint8Array(), trust, at), answerNow);
    if (!reading.read) throw new Error(reading.fault);
    const status = (entry: CertificateEntry) => statusAt(reading.list, taken.get(entry.id) ?? -1);
    expect([status(kept), status(gone)]).toEqual(['in-force', 'withdrawn']);
    // Printing finds the place that it has.
    expect(await lists.referenceOf(kept)).toEqual({ uri, index: taken.get(kept.id) });
  });

  test('is not given where nothing is issued, and is no other authority’s to see', async () => {
    const before = (await placesTaken()).length;
    const { entry } = await issuing.draft(sampleDocument({ number: 'PLACE-STALE', status: '47' }), office);
    await expect(act({ ...entry, version: 9 }, 'issue')).rejects.toMatchObject({
      code: 'record-version-stale',
    });
    expect(await placesTaken()).toHaveLength(before);
    const seen = { name: 'test-places-seen', text: 'select 1 from status_entry' };
    expect(await held.database.read(office.scope, seen)).toHaveLength(before);
    expect(await held.database.read(official('CN', 'CN-GACC').scope, seen)).toHaveLength(0);
  });

  test('is given to one that came in sealed when its paper first asks for it', async () => {
    const intake = testIntake(held.database, { trust: trustOf([seal.anchor]) });
    const bytes = sealedBytes({ number: 'PLACE-IN' }, seal);
    const [outcome] = await intake.accept([{ bytes, mediaType: 'application/xml' }], office);
    await intake.close();
    if (outcome?.kind !== 'stored') throw new Error('not accepted');
    const entry = { id: outcome.receipt.id, country: 'NZ', authority: 'NZ-MPI' };
    const first = await lists.referenceOf(entry);
    expect(first?.uri).toBe(uri);
    expect(await lists.referenceOf(entry)).toEqual(first);
  });
});
