import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRandom } from '../../crypto/index.ts';
import type { TestDatabase } from '../../database/testing/index.ts';
import { testDatabase } from '../../database/testing/index.ts';
import {
  allowedActions,
  LedgerError,
  readHistory,
  replayHistory,
  sweepExpired,
  systemCaller,
} from '../../ledger/index.ts';
import type { SpsCertificate } from '../../standards/index.ts';
import { certificateLifecycle } from './certificate-lifecycle.ts';
import { certificateRecord } from './certificate-record.ts';
import type { CertificateEntry } from './certificates.ts';
import { getCertificate, getDocument, readDocument, searchCertificates } from './certificates.ts';
import type { Issuing } from './issuing.ts';
import { createIssuing } from './issuing.ts';
import { publicCertificate } from './public-lookup.ts';
import { sampleBytes, sampleDocument } from './testing/certificates.ts';
import type { TestSeal } from './testing/sealing.ts';
import { testSeal } from './testing/sealing.ts';
import { CODE_KEY, NOW, official, testIntake, trustOf } from './testing/setting.ts';

let held: TestDatabase;
let issuing: Issuing;
let testingSeal: TestSeal;
const wellington = official('NZ', 'NZ-MPI', { office: 'NZ-MPI/WLG' });
const china = official('CN', 'CN-GACC');

beforeAll(async () => {
  held = await testDatabase();
  testingSeal = await testSeal('NZ-MPI');
  issuing = createIssuing({
    database: held.database,
    trust: trustOf([testingSeal.anchor]),
    clock: () => NOW,
    random: newRandom,
    codeKey: CODE_KEY,
    sealKeyOf: (authority) => (authority === 'NZ-MPI' ? testingSeal.key : undefined),
  });
});
afterAll(() => held.drop());

let count = 0;
async function drafted(
  changes: Partial<Parameters<typeof sampleDocument>[0]> = {},
): Promise<CertificateEntry> {
  count += 1;
  const document = sampleDocument({ number: `ACT-${String(count)}`, status: '47', ...changes });
  return (await issuing.draft(document, wellington)).entry;
}
const act = async (entry: CertificateEntry, action: string, input: unknown = {}, caller = wellington) =>
  (await issuing.act({ id: entry.id, action, input, version: entry.version }, caller)).entry;

describe('issuing', () => {
  test('seals the draft, dates it, and puts the sealed document in force for the importing country', async () => {
    const draft = await drafted();
    expect(draft).toMatchObject({ state: 'draft', office: 'NZ-MPI/WLG', version: 1 });
    expect(await getCertificate(held.database, china.scope, draft.id)).toBeUndefined();
    const issued = await act(draft, 'issue');
    expect(issued).toMatchObject({ state: 'issued', version: 2, body: { issued: NOW.toISOString() } });
    expect(issued.body).not.toHaveProperty('draft');
    const document = await getDocument(held.database, china.scope, draft.id);
    expect(document).toMatchObject({ version: 2, seal: { indication: 'TOTAL-PASSED', authority: 'NZ-MPI' } });
    const reading = document && readDocument(document)?.document;
    expect(reading?.exchangedDocument?.statusCode?.value).toBe('70');
    expect(await getCertificate(held.database, wellington.scope, draft.id)).toEqual(issued);
  });

  test('can be repeated by nobody, and refuses a stale version', async () => {
    const draft = await drafted();
    const revised = (
      await issuing.revise(draft.id, { ...sampleDocument({ number: draft.number }) }, wellington, 1)
    ).entry;
    await expect(act(draft, 'issue')).rejects.toMatchObject({
      code: 'record-version-stale',
      values: { expected: 1, current: 2 },
    });
    const issued = await act(revised, 'issue');
    await expect(act(issued, 'issue')).rejects.toMatchObject({ code: 'action-not-allowed' });
  });

  test('twice at once issues once', async () => {
    const draft = await drafted();
    const results = await Promise.allSettled([act(draft, 'issue'), act(draft, 'issue'), act(draft, 'issue')]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const history = await readHistory(
      { database: held.database, scope: wellington.scope },
      certificateRecord,
      draft.id,
    );
    expect(history.map(({ action }) => action)).toEqual(['drafted', 'issue']);
  });

  test('asks for a complete document, and names all that is missing', async () => {
    const incomplete: SpsCertificate = { exchangedDocument: { id: { value: 'ACT-INCOMPLETE' } } };
    const { entry } = await issuing.draft(incomplete, wellington);
    await expect(act(entry, 'issue')).rejects.toMatchObject({ code: 'certificate-draft-invalid' });
    const fault: unknown = await act(entry, 'issue').catch((error: unknown) => error);
    expect(
      fault instanceof Error && 'faults' in fault && Array.isArray(fault.faults) && fault.faults.length,
    ).toBeGreaterThan(3);
    expect((await getCertificate(held.database, wellington.scope, entry.id))?.state).toBe('draft');
  });

  test('refuses a draft of a number that is taken, and one that is no document', async () => {
    const draft = await drafted();
    await expect(issuing.draft(sampleDocument({ number: draft.number }), wellington)).rejects.toMatchObject({
      code: 'certificate-number-conflict',
    });
    const odd: object = { exchangedDocument: { id: { value: 'X' }, colour: 'red' } };
    await expect(issuing.draft(odd, wellington)).rejects.toMatchObject({ code: 'certificate-draft-invalid' });
  });

  test('is for those who keep the certificate and hold the permission', async () => {
    const draft = await drafted();
    const clerk = official('NZ', 'NZ-MPI', { permissions: ['certificate.draft'] });
    await expect(act(draft, 'issue', {}, clerk)).rejects.toMatchObject({ code: 'action-forbidden' });
    await expect(act(draft, 'issue', {}, china)).rejects.toMatchObject({ code: 'record-not-found' });
    const auckland = official('NZ', 'NZ-MPI', { office: 'NZ-MPI/AKL' });
    await expect(act(draft, 'cancel', {}, auckland)).rejects.toMatchObject({ code: 'record-not-found' });
  });
});

describe('the other acts', () => {
  test('replace names a successor in force of the same authority', async () => {
    const old = await act(await drafted(), 'issue');
    const draft = await drafted();
    const replace = (successor: string) => act(old, 'replace', { successor, reason: 'Wrong weight' });
    await expect(replace('NONE')).rejects.toMatchObject({ faults: [{ code: 'successor-not-found' }] });
    await expect(replace(draft.number)).rejects.toMatchObject({ faults: [{ code: 'successor-not-issued' }] });
    await expect(replace(old.number)).rejects.toMatchObject({ faults: [{ code: 'successor-is-itself' }] });
    await act(draft, 'issue');
    expect(await replace(draft.number)).toMatchObject({
      state: 'replaced',
      body: { ending: { successor: draft.number, reason: 'Wrong weight' } },
    });
  });

  test('an unknown action and an input out of form are refused by name', async () => {
    const draft = await drafted();
    await expect(act(draft, 'explode')).rejects.toMatchObject({ code: 'action-unknown' });
    await expect(act(draft, 'revise')).rejects.toMatchObject({ code: 'action-unknown' });
    await expect(act(draft, 'cancel', { reason: 5, more: 1 })).rejects.toMatchObject({
      code: 'action-input-invalid',
      faults: [{ path: '' }, { path: '/reason' }],
    });
    await expect(act(draft, 'expire')).rejects.toMatchObject({ code: 'action-forbidden' });
  });

  test('any sequence of acts keeps to the lifecycle, and the history replays to the row', async () => {
    const names = [...certificateLifecycle.actions.keys(), 'revise-document'];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...names), { maxLength: 8 }), async (sequence) => {
        let entry = await drafted();
        for (const name of sequence) {
          const allowed = allowedActions(certificateLifecycle, entry, wellington);
          try {
            const written =
              name === 'revise-document'
                ? (
                    await issuing.revise(
                      entry.id,
                      sampleDocument({ number: entry.number, place: 'Auckland' }),
                      wellington,
                    )
                  ).entry
                : await act(entry, name, name === 'replace' ? { successor: 'ACT-1' } : {});
            expect(allowed).toContain(name === 'revise-document' ? 'revise' : name);
            entry = written;
          } catch (error) {
            if (!(error instanceof LedgerError)) throw error;
          }
          expect(certificateLifecycle.states).toContain(entry.state);
        }
        const stands = await getCertificate(held.database, wellington.scope, entry.id);
        expect(stands).toEqual(entry);
        const history = await readHistory(
          { database: held.database, scope: wellington.scope },
          certificateRecord,
          entry.id,
        );
        expect(replayHistory(certificateRecord, history)).toEqual({
          state: entry.state,
          version: entry.version,
          body: entry.body,
        });
      }),
      { numRuns: Number(process.env['COUNTERFOIL_SOAK'] ?? 0) > 0 ? 300 : 25 },
    );
  });

  test('a history with a line left out, moved or changed does not replay', async () => {
    const entry = await act(await act(await drafted(), 'issue'), 'withdraw', { reason: 'Recalled' });
    const [first, second, third] = await readHistory(
      { database: held.database, scope: wellington.scope },
      certificateRecord,
      entry.id,
    );
    if (first === undefined || second === undefined || third === undefined) throw new Error('no history');
    expect(replayHistory(certificateRecord, [first, second, third])?.state).toBe('withdrawn');
    expect(replayHistory(certificateRecord, [first, third])).toBeUndefined();
    expect(replayHistory(certificateRecord, [first, { ...third, version: 2 }])).toBeUndefined();
    expect(replayHistory(certificateRecord, [first, { ...second, state: 'expired' }, third])).toBeUndefined();
    expect(replayHistory(certificateRecord, [second, third])).toBeUndefined();
  });
});

describe('expiry', () => {
  test('comes by rule on the day, to those whose authority sets a period, once', async () => {
    const intake = testIntake(held.database);
    const lodge = (number: string, issued: string) => ({
      bytes: sampleBytes({
        number,
        issued,
        exporting: 'CN',
        importing: 'NZ',
        issuer: 'General Administration of Customs',
      }),
      mediaType: 'application/xml' as const,
    });
    await intake.accept(
      [lodge('CN-1', '2026-02-01T00:00:00Z'), lodge('CN-2', '2026-05-20T00:00:00Z')],
      systemCaller('op'),
    );
    await intake.close();
    const context = { now: NOW, random: newRandom };
    const rule = { action: 'expire', column: 'expires' };
    const sweeps = await Promise.all(
      [1, 2, 3].map(() => sweepExpired(held.database, certificateRecord, rule, context)),
    );
    expect(sweeps.reduce((sum, swept) => sum + swept, 0)).toBe(1);
    const expired = await searchCertificates(
      held.database,
      { kind: 'system' },
      { filters: { state: 'expired' } },
    );
    expect(expired.items.map(({ number }) => number)).toEqual(['CN-1']);
    const [line] = (
      await readHistory(
        { database: held.database, scope: { kind: 'system' } },
        certificateRecord,
        expired.items[0]?.id ?? '',
      )
    ).slice(-1);
    expect(line).toMatchObject({ action: 'expire', actor: 'system/expiry', state: 'expired' });
  });
});

describe('the public look-up', () => {
  test('opens with number and code, whatever the signs and the case, and with nothing else', async () => {
    const entry = await act(await drafted({ number: 'NZL2026/0001' }), 'issue');
    const code = issuing.securityCode(entry, wellington) ?? '';
    expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    const look = (number: string, typed: string) => publicCertificate(held.database, number, typed);
    const found = await look('nzl2026 0001', code.toLowerCase().replaceAll('-', ' '));
    expect(found?.entry).toEqual(entry);
    expect(found?.document?.seal.indication).toBe('TOTAL-PASSED');
    const wrong = `${code.startsWith('A') ? 'B' : 'A'}${code.slice(1)}`;
    expect(await look('NZL2026/0001', wrong)).toBeUndefined();
    expect(await look('NZL2026/0002', code)).toBeUndefined();
    expect(await look('NZL2026/0001', '')).toBeUndefined();
    expect(await look('', code)).toBeUndefined();
  });
  test('never shows a draft', async () => {
    const draft = await drafted();
    const code = issuing.securityCode(draft, wellington) ?? '';
    expect(await publicCertificate(held.database, draft.number, code)).toBeUndefined();
  });
  test('the code is for its issuer alone, and the same each time', async () => {
    const entry = await act(await drafted(), 'issue');
    expect(issuing.securityCode(entry, china)).toBeUndefined();
    expect(
      issuing.securityCode(entry, official('NZ', 'NZ-MPI', { permissions: ['certificate.read'] })),
    ).toBeUndefined();
    expect(issuing.securityCode(entry, wellington)).toBe(issuing.securityCode(entry, wellington));
  });
});
