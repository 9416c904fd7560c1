import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRandom } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { attachments } from '../../../standards/index.ts';
import { readAttachment, uploadAttachment } from '../attachments/index.ts';
import { getDocument, readDocument } from '../certificates.ts';
import { shippedModels } from '../models/index.ts';
import { meatForm } from '../models/testing/specimen-forms.ts';
import { testSeal } from '../testing/sealing.ts';
import { CODE_KEY, NOW, official, trustOf } from '../testing/setting.ts';
import { createApplications, type ApplicationEntry, type Applications, type OfficeCaller } from './index.ts';

let held: TestDatabase;
let desk: Applications;

const person = (name: string, office = 'NZ-MPI/WLG'): OfficeCaller => ({
  ...official('NZ', 'NZ-MPI', { office }),
  actor: `account/${name}`,
  name,
});
const [ana, ben] = [person('ana'), person('ben')];
const auckland = person('dora', 'NZ-MPI/AKL');
const norway: OfficeCaller = official('NO', 'NO-MT');

beforeAll(async () => {
  held = await testDatabase();
  const seal = await testSeal('NZ-MPI');
  desk = createApplications({
    database: held.database,
    clock: () => NOW,
    random: newRandom,
    models: shippedModels,
    rules: () => ({ threeActs: false }),
    trust: trustOf([seal.anchor]),
    codeKey: CODE_KEY,
    sealKeyOf: () => seal.key,
  });
});
afterAll(() => held.drop());

const begin = () => desk.begin(ana, { model: 'meat', form: meatForm(NOW.toISOString().slice(0, 10)) });
const report = (text: string, size = 0) =>
  new TextEncoder().encode(`%PDF-1.7\n${text}\n${' '.repeat(size)}%%EOF`);
const upload = async (name: string, bytes = report(name), caller = ana) =>
  uploadAttachment(
    held.database,
    { name, mediaType: 'application/pdf', bytes },
    { caller, now: NOW, random: newRandom },
  );
const attach = ({ id, version }: ApplicationEntry, files: readonly { readonly id: string }[], caller = ana) =>
  desk.attach(caller, { id, version, attachments: files.map((file) => file.id) });

describe('files of a certificate', () => {
  test('are shown in the preview, and sealed into the certificate in their order', async () => {
    const [laboratory, list] = [await upload('laboratory.pdf'), await upload('装箱单.pdf')];
    const first = await attach(await begin(), [laboratory]);
    const entry = await attach(first, [list, laboratory]);
    expect(entry.body.attachments?.map(({ name }) => name)).toEqual(['装箱单.pdf', 'laboratory.pdf']);
    expect(attachments(await desk.preview(ana, entry.id)).map(({ filename }) => filename)).toEqual([
      '装箱单.pdf',
      'laboratory.pdf',
    ]);
    const { certificate } = await desk.sign(ana, { id: entry.id, input: {}, version: entry.version });
    const stored = await getDocument(held.database, ana.scope, certificate.id);
    const sealed = stored && readDocument(stored)?.document;
    expect(sealed && attachments(sealed)).toMatchObject([
      {
        filename: '装箱单.pdf',
        type: 'application/pdf',
        declaredType: 'application/pdf',
        relationship: 'ZZZ',
      },
      { filename: 'laboratory.pdf', broken: false },
    ]);
    expect(sealed && attachments(sealed)[1]?.decode()).toEqual(report('laboratory.pdf'));
  });

  test('are seen by who sees the application, and by nobody else', async () => {
    const file = await upload('seen.pdf');
    await attach(await begin(), [file]);
    for (const { scope } of [ana, ben])
      expect(await readAttachment(held.database, scope, file.id)).toMatchObject({ name: 'seen.pdf' });
    for (const { scope } of [auckland, norway])
      expect(await readAttachment(held.database, scope, file.id)).toBeUndefined();
  });

  test('are one’s own uploads, or are on the application already; what is left out is taken off', async () => {
    const entry = await begin();
    const [mine, foreign] = [await upload('mine.pdf'), await upload('foreign.pdf', undefined, ben)];
    await expect(attach(entry, [mine, foreign])).rejects.toMatchObject({ code: 'attachment-not-found' });
    const other = await attach(await begin(), [mine]);
    await expect(attach(entry, [mine])).rejects.toMatchObject({ code: 'attachment-not-found' });
    // A colleague keeps what is there, and becomes an author.
    const kept = await attach(other, [mine, foreign], ben);
    expect(kept.body.authors).toEqual([ana.actor, ben.actor]);
    expect((await attach(kept, [foreign])).body.attachments).toMatchObject([{ name: 'foreign.pdf' }]);
    await expect(attach(kept, [])).rejects.toMatchObject({ code: 'record-version-stale' });
  });

  test('are bounded in number and together, and end with the draft', async () => {
    const entry = await begin();
    const large: { readonly id: string }[] = [];
    for (const name of ['1.pdf', '2.pdf', '3.pdf']) large.push(await upload(name, report(name, 4_000_000)));
    await expect(attach(entry, large)).rejects.toMatchObject({ code: 'application-attachments-too-large' });
    const [small] = large;
    await expect(attach(entry, small ? [small, small] : [])).rejects.toMatchObject({
      code: 'attachment-too-many',
    });
    const { application } = await desk.sign(ana, { id: entry.id, input: {}, version: entry.version });
    await expect(attach(application, [])).rejects.toMatchObject({ code: 'action-not-allowed' });
  });
});
