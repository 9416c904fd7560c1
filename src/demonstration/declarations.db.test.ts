import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepOffice, loadAuthorities, OPERATOR, openOrganisations, TrustRegister } from '../access/index.ts';
import { utf8 } from '../base/index.ts';
import { newRandom } from '../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../database/testing/index.ts';
import { ParameterTables } from '../ledger/parameters/index.ts';
import { openCustoms, type Customs } from '../platform/customs.ts';
import { spsCertificate17, writeMessage } from '../standards/index.ts';
import { agreementParameter } from '../systems/ecert/agreements/index.ts';
import { createIntake, type Intake } from '../systems/ecert/index.ts';
import { VERIFICATION_PARAMETERS } from '../verification/parameters/index.ts';
import { putInForce } from './administration.ts';
import { demonstrationCertificates } from './certificates.ts';
import { fillDeclarations } from './declarations.ts';

const NOW = new Date('2026-11-22T08:00:00Z');
const clock = (): Date => NOW;
const CHIEF = {
  actor: 'account/test',
  scope: { kind: 'authority', country: 'CN', authority: 'CN-GACC' },
  may: () => true,
} as const;

let its: TestDatabase;
let trust: TrustRegister;
let parameters: ParameterTables;
let intake: Intake;
let customs: Customs;

beforeAll(async () => {
  its = await testDatabase();
  const { database } = its;
  const shared = { database, clock, random: newRandom, onCommitted: () => undefined };
  await loadAuthorities(shared);
  const organisations = openOrganisations(shared);
  await organisations.add(OPERATOR, { key: 'CN-PDCOLD', kind: 'trader', title: { en: 'Pudong Cold Chain' } });
  await keepOffice(shared, OPERATOR, { key: 'CN-GACC/2200', authority: 'CN-GACC', names: ['Shanghai'] });
  trust = await TrustRegister.open(database);
  parameters = await ParameterTables.open({
    ...shared,
    definitions: [agreementParameter, ...VERIFICATION_PARAMETERS],
  });
  const value = { electronic: true, paperlessFrom: '2026-01-01', channel: 'rest' };
  await putInForce({ parameters }, 'agreement', 'For the test.', [
    { key: { country: 'NZ', commodity: '' }, value, from: '2025-01-01' },
    { key: { country: 'AU', commodity: '02' }, value, from: '2025-01-01' },
    {
      key: { country: 'CL', commodity: '08' },
      value: { electronic: true, channel: 'hub' },
      from: '2025-01-01',
    },
  ]);
  intake = createIntake({ ...shared, trust, codeKey: new Uint8Array(32).fill(7), workers: 1 });
  customs = openCustoms({
    ...shared,
    trust,
    parameters,
    exchange: {
      partners: { all: () => [], find: () => undefined },
      traffic: { alarms: () => Promise.resolve([]) },
      post: () => Promise.resolve([]),
    },
    inquiries: {},
    onFault: (error) => {
      throw error;
    },
  });
});
afterAll(async () => {
  await intake.close();
  parameters.close();
  trust.close();
  await its.drop();
});

test('the demonstration’s declarations have every outcome, and a second start adds nothing', async () => {
  const certificates = demonstrationCertificates(NOW, 120);
  for (const { authority, country, document } of certificates) {
    if (document.consignment?.importCountry?.id?.value !== 'CN') continue;
    const caller = {
      actor: 'demonstration',
      scope: { kind: 'authority', country, authority },
      may: () => true,
    } as const;
    const bytes = utf8(writeMessage(spsCertificate17, document));
    const [outcome] = await intake.accept([{ bytes, mediaType: 'application/xml' }], caller);
    expect(outcome?.kind, JSON.stringify(outcome)).not.toBe('refused');
  }
  const house = { clock, customs, database: its.database, parameters };
  await fillDeclarations(house, certificates);
  const { items } = await customs.declarations.search(CHIEF, { filters: {}, limit: 50 });
  const told = items
    .toSorted((left, right) => (left.number < right.number ? -1 : 1))
    .map(({ state, body }) => `${state} ${body.reasons.map(({ code }) => code).join()}`);
  expect(told).toEqual([
    'passed cn-state-in-force,cn-paper-waived,cn-quantity-within',
    'passed cn-state-in-force,cn-paper-waived,cn-quantity-within',
    'inquired cn-quantity-used-up',
    'passed cn-state-in-force,cn-paper-waived,cn-quantity-tolerated',
    'refused cn-quantity-over-line',
    'passed cn-quantity-over-line',
    'finalised cn-state-in-force,cn-paper-waived,cn-quantity-within',
    'refused cn-quantity-over-line',
    'held cn-containers-different',
    'held cn-paper-needed',
    'held cn-certificate-awaited',
  ]);
  expect(items.every(({ office }) => office === 'CN-GACC/2200')).toBe(true);
  await fillDeclarations(house, certificates);
  expect((await customs.declarations.search(CHIEF, { filters: {}, limit: 50 })).items).toHaveLength(
    items.length,
  );
});

test('a scheme for authorised operators waives the paper of the demonstration’s one, and of nobody else', async () => {
  const { items } = await customs.declarations.search(CHIEF, { filters: { commodity: '0202' }, limit: 50 });
  const [first] = items.filter(({ state }) => state === 'passed').toReversed();
  const id = first?.id ?? '';
  const { declarantClass, decision } = await customs.declarations.read(CHIEF, id);
  expect(declarantClass).toBe('AEO');
  const schemes = (made: typeof decision) => made?.decision.findings.map(({ outputs }) => outputs['scheme']);
  expect(schemes(decision)).toEqual([expect.stringMatching(/^(?:nz|au)-meat$/)]);
  expect(await customs.declarations.replay(CHIEF, id, decision?.place ?? 0)).toMatchObject({ same: true });
  const content = await customs.declarations.content(CHIEF, id, 1);
  const other = {
    actor: 'account/other',
    organisation: 'CN-OTHER',
    scope: { kind: 'public', organisation: { key: 'CN-OTHER', country: 'CN' } },
    may: () => true,
  } as const;
  const lodging = { mediaType: 'application/json', bytes: content?.bytes ?? new Uint8Array() };
  const asked = await customs.declarations.whatIf(other, { ...lodging, authority: 'CN-GACC' });
  expect(asked.decision.findings.map(({ outputs }) => outputs['scheme'])).toEqual(['agreement']);
  const owner = { authority: 'CN-GACC' };
  const ended = [{ key: { trader: 'CN-PDCOLD' }, value: null, from: '2026-01-01' }];
  await putInForce({ parameters }, 'trader-class', 'The certificate was suspended.', ended, owner);
  const own = {
    ...other,
    organisation: 'CN-PDCOLD',
    scope: { kind: 'public', organisation: { key: 'CN-PDCOLD', country: 'CN' } },
  } as const;
  const now = await customs.declarations.whatIf(own, { ...lodging, authority: 'CN-GACC' });
  expect(now.decision.findings.map(({ outputs }) => outputs['scheme'])).toEqual(['agreement']);
  // What was decided by the class of then is what it was.
  expect(await customs.declarations.replay(CHIEF, id, decision?.place ?? 0)).toMatchObject({ same: true });
});
