import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { utf8 } from '../../../base/index.ts';
import { generateKeyPair, newRandom, readSigningKey } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { CounterfoilError } from '../../../base/index.ts';
import { noteSigner, openEvidence } from '../../../evidence/index.ts';
import { readHistory, replayHistory, tableFaults } from '../../../ledger/index.ts';
import { readChanges, seesChange, type LedgerChange } from '../changes/index.ts';
import { getCertificate, getDocument, readDocument } from '../certificates.ts';
import { createIssuing } from '../issuing.ts';
import { shippedModels, type Form } from '../models/index.ts';
import { meatForm } from '../models/testing/specimen-forms.ts';
import { sampleDocument } from '../testing/certificates.ts';
import { testSeal, type TestSeal } from '../testing/sealing.ts';
import { CODE_KEY, NOW, official, trustOf } from '../testing/setting.ts';
import { applicationRecord } from './application-record.ts';
import {
  createApplications,
  createBatches,
  type ApplicationEntry,
  type ApplicationOptions,
  type Applications,
  type Batches,
  type IssuingRule,
  type OfficeCaller,
} from './index.ts';
import { REFERENCE, sheetColumns } from './sheet-columns.ts';

let held: TestDatabase;
let seal: TestSeal;
let desk: Applications;
let batches: Batches;
let rule: IssuingRule = { threeActs: true };
const TODAY = NOW.toISOString().slice(0, 10);

const person = (name: string, office = 'NZ-MPI/WLG'): OfficeCaller => ({
  ...official('NZ', 'NZ-MPI', { office }),
  actor: `account/${name}`,
  name,
});
const [ana, ben, cleo] = [person('ana'), person('ben'), person('cleo')];

beforeAll(async () => {
  held = await testDatabase();
  seal = await testSeal('NZ-MPI');
  const options: ApplicationOptions = {
    database: held.database,
    models: shippedModels,
    rules: () => rule,
    trust: trustOf([seal.anchor]),
    clock: () => NOW,
    random: newRandom,
    codeKey: CODE_KEY,
    sealKeyOf: (authority) => (authority === 'NZ-MPI' ? seal.key : undefined),
  };
  desk = createApplications(options);
  batches = createBatches(options);
});
afterAll(() => held.drop());

const begin = (form: Form = meatForm(TODAY), caller = ana) => desk.begin(caller, { model: 'meat', form });
const act = (entry: ApplicationEntry, action: string, caller: OfficeCaller, input: unknown = {}) =>
  desk.act(caller, { id: entry.id, action, input, version: entry.version });
const sign = (entry: ApplicationEntry, caller: OfficeCaller) =>
  desk.sign(caller, { id: entry.id, input: {}, version: entry.version });

async function reviewed(entry?: ApplicationEntry): Promise<ApplicationEntry> {
  return act(await act(entry ?? (await begin()), 'submit', ana), 'review', ben);
}

const refusal = async (trying: Promise<unknown>): Promise<readonly string[]> => {
  const error: unknown = await trying.then(
    () => undefined,
    (fault: unknown) => fault,
  );
  if (!(error instanceof CounterfoilError)) return [];
  return [String(error.code), ...error.faults.map(({ code }) => code)];
};

describe('the table', () => {
  test('agrees with the definition of the record', async () => {
    const faults = await held.database.transaction({ kind: 'system' }, (session) =>
      tableFaults(session, applicationRecord),
    );
    expect(faults).toEqual([]);
  });
});

describe('the signature', () => {
  test('makes the certificate that was reviewed, with its signatory, its office and its number', async () => {
    const { application, certificate } = await sign(await reviewed(), cleo);
    expect(application).toMatchObject({ state: 'issued', version: 4 });
    expect(certificate).toMatchObject({
      state: 'issued',
      office: 'NZ-MPI/WLG',
      body: { importCountry: 'CN' },
    });
    const document = await getDocument(held.database, official('CN', 'CN-GACC').scope, certificate.id);
    expect(document?.seal).toMatchObject({ indication: 'TOTAL-PASSED', authority: 'NZ-MPI' });
    const read = document && readDocument(document)?.document;
    expect(read?.exchangedDocument).toMatchObject({
      id: { value: certificate.number },
      statusCode: { value: '70' },
      issuerParty: { id: { value: 'NZ-MPI' } },
      signatoryAuthentication: [
        {
          issueLocation: { name: [{ value: 'Wellington' }] },
          providerParty: { specifiedPerson: { name: { value: 'cleo' } } },
        },
      ],
    });
  });

  test('is shown in the name of who may sign now, and of nobody else who looks', async () => {
    const entry = await reviewed();
    const shown = async (caller: OfficeCaller) =>
      (await desk.preview(caller, entry.id)).exchangedDocument?.signatoryAuthentication?.[0]?.providerParty
        ?.specifiedPerson?.name?.value;
    expect([await shown(ana), await shown(ben), await shown(cleo)]).toEqual([undefined, undefined, 'cleo']);
  });

  test('by many at once numbers without gap and without repetition; what fails takes no number', async () => {
    rule = { threeActs: false, numberPattern: 'GAP-{yy}-{serial:4}' };
    const entries = await Promise.all(Array.from({ length: 8 }, () => begin()));
    const [first, second] = entries;
    if (first === undefined || second === undefined) throw new Error('no applications');
    const outcomes = await Promise.allSettled([
      ...entries.map((entry) => sign(entry, ana)),
      // The same one again, and one by who may not.
      sign(first, ana),
      sign(second, { ...ben, may: (permission) => permission !== 'certificate.issue' }),
      desk.sign(ana, { id: second.id, input: { more: 1 } }),
    ]);
    const numbers = outcomes.flatMap((outcome) =>
      outcome.status === 'fulfilled' ? [outcome.value.certificate.number] : [],
    );
    const [lowest = 0, ...others] = numbers
      .map((number) => Number(number.slice(-4)))
      .toSorted((x, y) => x - y);
    expect(others).toEqual(Array.from({ length: 7 }, (_, index) => lowest + 1 + index));
    expect((await sign(await begin(), ana)).certificate.number).toBe(
      `GAP-26-${String(lowest + 8).padStart(4, '0')}`,
    );
    rule = { threeActs: true };
  });

  test('steps over numbers that came from elsewhere', async () => {
    rule = { threeActs: false, numberPattern: 'OLD-{serial:2}' };
    const issuing = createIssuing({
      database: held.database,
      trust: trustOf([seal.anchor]),
      clock: () => NOW,
      random: newRandom,
      codeKey: CODE_KEY,
      sealKeyOf: () => seal.key,
    });
    const auckland = person('dora', 'NZ-MPI/AKL');
    await issuing.draft(sampleDocument({ number: 'OLD-01', status: '47' }), auckland);
    const { certificate } = await sign(await begin(meatForm(TODAY), auckland), auckland);
    expect(certificate.number).toBe('OLD-02');
    rule = { threeActs: true };
  });

  test('of what has passed its dates since is refused with what is wrong', async () => {
    const form = meatForm(TODAY);
    const entry = await begin({ ...form, lines: [] });
    expect(await refusal(act(entry, 'submit', ana))).toEqual(['application-incomplete', 'form-rows-few']);
    expect(await refusal(sign(entry, cleo))).toEqual(['application-incomplete', 'form-rows-few']);
  });

  test('is for reviewer too where the authority says so, and never for the author', async () => {
    rule = { threeActs: true, reviewerMaySign: true };
    const entry = await reviewed();
    expect(await refusal(sign(entry, ana))).toEqual(['action-not-allowed', 'author-cannot-sign']);
    expect((await sign(entry, ben)).application.state).toBe('issued');
    rule = { threeActs: true };
  });
});

describe('delegation', () => {
  test('gets round no separation: neither who acts for an author nor an author who acts for another', async () => {
    const forAna = { ...ben, behalf: ana.actor };
    const anaForCleo = { ...ana, behalf: cleo.actor };
    const submitted = await act(await begin(), 'submit', ana);
    for (const caller of [forAna, anaForCleo]) {
      expect(await refusal(act(submitted, 'review', caller))).toEqual([
        'action-not-allowed',
        'author-cannot-review',
      ]);
    }
    const entry = await act(submitted, 'review', { ...ben, behalf: cleo.actor });
    expect(entry.body.reviewed).toMatchObject({ by: ben.actor, behalf: cleo.actor });
    expect(await refusal(sign(entry, forAna))).toEqual(['action-not-allowed', 'author-cannot-sign']);
    expect(await refusal(sign(entry, cleo))).toEqual(['action-not-allowed', 'reviewer-cannot-sign']);
    const written = await begin(meatForm(TODAY), forAna);
    expect(written.body.authors).toEqual([ben.actor, ana.actor]);
  });
});

describe('any sequence of acts by any of three persons', () => {
  test('keeps author, reviewer and signatory apart, and its history replays', async () => {
    const acts = ['submit', 'recall', 'review', 'return', 'sign', 'save', 'abandon'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...acts), fc.constantFrom(ana, ben, cleo)), { maxLength: 12 }),
        async (sequence) => {
          let entry = await begin();
          for (const [action, caller] of sequence) {
            try {
              if (action === 'sign') entry = (await sign(entry, caller)).application;
              else if (action === 'save')
                entry = await desk.save(caller, {
                  id: entry.id,
                  form: meatForm(TODAY),
                  version: entry.version,
                });
              else
                entry = await act(entry, action, caller, action === 'return' ? { remark: 'Mend it.' } : {});
            } catch (error) {
              if (!(error instanceof CounterfoilError)) throw error;
            }
          }
          const scope = ana.scope;
          const lines = await readHistory({ database: held.database, scope }, applicationRecord, entry.id);
          expect(replayHistory(applicationRecord, lines)).toEqual({
            state: entry.state,
            version: entry.version,
            body: entry.body,
          });
          const by = (name: string) =>
            lines.filter(({ action }) => action === name).map(({ actor }) => actor);
          const authors = new Set([...by('drafted'), ...by('revise')]);
          const [signatory] = by('sign');
          const reviewer = by('review').at(-1);
          if (signatory === undefined) return;
          expect(reviewer).toBeDefined();
          expect(authors.has(signatory)).toBe(false);
          expect(authors.has(reviewer ?? '')).toBe(false);
          expect(signatory).not.toBe(reviewer);
        },
      ),
      { numRuns: Number(process.env['COUNTERFOIL_SOAK'] ?? 0) > 0 ? 200 : 20 },
    );
  });
});

describe('a copy', () => {
  test('of a certificate says what that said, and makes the same again', async () => {
    const { certificate } = await sign(await reviewed(), cleo);
    const copy = await desk.begin(ben, { model: 'meat', copyOf: certificate.id });
    expect(copy.body).toMatchObject({ copiedFrom: { number: certificate.number }, authors: [ben.actor] });
    expect(copy.body.form).toEqual(meatForm(TODAY));
    const other = await desk.begin(ben, { copyOf: copy.id });
    expect(other.body).toMatchObject({ model: 'meat', form: copy.body.form, copiedFrom: { id: copy.id } });
  });

  test('is taken only of what the caller may see', async () => {
    const { certificate, application } = await sign(await reviewed(), cleo);
    const stranger = { ...official('AU', 'AU-DAFF'), name: 'x' };
    for (const copyOf of [certificate.id, application.id])
      expect(await refusal(desk.begin(stranger, { model: 'meat', copyOf }))).toEqual([
        'certificate-not-found',
      ]);
  });
});

describe('a replacement', () => {
  test('ends the old certificate with the signature of the new, each naming the other', async () => {
    const old = (await sign(await reviewed(), cleo)).certificate;
    const entry = await desk.begin(ana, { model: 'meat', replaces: old.id, reason: 'Change of vessel' });
    expect((await getCertificate(held.database, ana.scope, old.id))?.state).toBe('issued');
    const { certificate } = await sign(await reviewed(entry), cleo);
    expect(certificate.body.replaces).toBe(old.number);
    const ended = await getCertificate(held.database, ana.scope, old.id);
    expect(ended).toMatchObject({
      state: 'replaced',
      body: { ending: { successor: certificate.number, reason: 'Change of vessel' } },
    });
    expect(await refusal(desk.begin(ana, { model: 'meat', replaces: old.id }))).toEqual([
      'replaced-not-in-force',
    ]);
  });

  test('whose old certificate was withdrawn meanwhile does not take place, and no number is lost', async () => {
    rule = { threeActs: false, numberPattern: 'REP-{serial:3}' };
    const old = (await sign(await begin(), ana)).certificate;
    const entry = await desk.begin(ana, { model: 'meat', replaces: old.id });
    const issuing = createIssuing({
      database: held.database,
      trust: trustOf([seal.anchor]),
      clock: () => NOW,
      random: newRandom,
      codeKey: CODE_KEY,
      sealKeyOf: () => seal.key,
    });
    await issuing.act({ id: old.id, action: 'withdraw', input: {} }, ana);
    expect(await refusal(sign(entry, ana))).toEqual(['action-not-allowed']);
    const next = (await sign(await begin(), ana)).certificate;
    expect(Number(next.number.slice(-3))).toBe(Number(old.number.slice(-3)) + 1);
    rule = { threeActs: true };
  });
});

describe('what happens to an application', () => {
  test('is told to its own office in the order of the evidence, and to nobody else', async () => {
    const signer = noteSigner(
      'test.example/log',
      'ed25519',
      readSigningKey(generateKeyPair('ed25519').privateKey),
    );
    const evidence = openEvidence({ database: held.database, signer, clock: () => NOW });
    const sequencing = await evidence.sequence();
    const entry = await act(await begin(), 'submit', ana);
    sequencing.wake();
    const lines = await readHistory(
      { database: held.database, scope: ana.scope },
      applicationRecord,
      entry.id,
    );
    await evidence.waitProven(
      lines.map(({ leaf }) => leaf),
      10_000,
    );
    await evidence.close();
    const changes: LedgerChange[] = [];
    for (let from = 0; ;) {
      const portion = await readChanges(held.database, from, 500);
      changes.push(...portion.changes.filter(({ record }) => record === entry.id));
      if (portion.next === from) break;
      from = portion.next;
    }
    expect(changes.map(({ kind, action }) => [kind, action])).toEqual([
      ['application', 'drafted'],
      ['application', 'submit'],
    ]);
    const [change] = changes;
    if (change === undefined) throw new Error('no change');
    expect(seesChange(ana.scope, change)).toBe(true);
    for (const other of [person('dora', 'NZ-MPI/AKL').scope, official('CN', 'CN-GACC').scope])
      expect(seesChange(other, change)).toBe(false);
  });
});

describe('a batch', () => {
  const good = { ...flat(meatForm(TODAY)), [REFERENCE]: 'A' };
  const names = async (): Promise<readonly string[]> => [
    REFERENCE,
    ...sheetColumns(await desk.model(ana, 'meat')).map(({ key }) => key),
  ];
  async function sheet(rows: readonly Readonly<Record<string, string>>[]): Promise<Uint8Array> {
    const columns = await names();
    const lines = [columns, ...rows.map((row) => columns.map((name) => row[name] ?? ''))];
    return utf8(lines.map((line) => line.map((cell) => `"${cell}"`).join(',')).join('\n'));
  }

  test('makes the good certificates in one act and reports the others by row and column', async () => {
    const model = await desk.model(ana, 'meat');
    const bytes = await sheet([
      good,
      { ...good, [REFERENCE]: 'B', importCountry: 'NZ' },
      { ...good, [REFERENCE]: 'C' },
    ]);
    const preview = await batches.preview(ana, { model, bytes });
    expect(preview.certificates.map((one) => one.good)).toEqual([true, false, true]);
    const batch = await batches.enter(ana, { model, bytes });
    expect(batch.report.made.map(({ reference }) => reference)).toEqual(['A', 'C']);
    expect(batch.report.leftOut).toMatchObject([
      { reference: 'B', findings: [{ code: 'form-country-own', row: 3, column: 'importCountry' }] },
    ]);
    const found = await desk.search(ana, { filters: { batch: batch.id } });
    expect(found.items).toHaveLength(2);
    const submitted = await act(found.items[0] ?? (await begin()), 'submit', ana);
    expect(submitted.state).toBe('submitted');
    expect(await batches.get(ana, batch.id)).toEqual(batch);
    expect(await batches.list(person('dora', 'NZ-MPI/AKL'))).toEqual([]);
  });

  test('sent twice, also at once, enters once', async () => {
    const model = await desk.model(ana, 'meat');
    const bytes = await sheet([{ ...good, [REFERENCE]: 'ONCE' }]);
    const both = await Promise.all([1, 2, 3].map(() => batches.enter(ana, { model, bytes })));
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
    expect(both.filter(({ repeated }) => !repeated)).toHaveLength(1);
    const found = await desk.search(ana, { filters: { batch: both[0]?.id ?? '' } });
    expect(found.items).toHaveLength(1);
  });

  test('without anything good makes nothing', async () => {
    const model = await desk.model(ana, 'meat');
    const bytes = await sheet([{ ...good, importCountry: 'NZ' }]);
    expect(await refusal(batches.enter(ana, { model, bytes }))).toEqual(['batch-nothing-good']);
  });
});

/** A form as one row of a sheet. */
function flat(form: Form): Record<string, string> {
  const row: Record<string, string> = {};
  const put = (key: string, value: unknown): void => {
    if (typeof value === 'string') row[key] = value;
    else if (Array.isArray(value)) {
      const rows: readonly unknown[] = value;
      for (const [member, one] of Object.entries(Object(rows[0]))) put(`${key}.${member}`, one);
    } else if (typeof value === 'object' && value !== null && 'unit' in value && 'value' in value)
      row[key] = `${String(value.value)} ${String(value.unit)}`;
    else for (const [member, one] of Object.entries(Object(value))) put(`${key}.${member}`, one);
  };
  for (const [key, value] of Object.entries(form)) if (key !== 'attestations') put(key, value);
  return row;
}
