import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRandom } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { readHistory } from '../../../ledger/index.ts';
import { ParameterTables } from '../../../ledger/parameters/index.ts';
import { actOnTask, sweepTasks, taskRecord, tasksFor, tasksOf } from '../../../ledger/tasks/index.ts';
import { shippedModels } from '../models/index.ts';
import { meatForm } from '../models/testing/specimen-forms.ts';
import { applicationTerm, ecertParameters } from '../parameters/index.ts';
import { testSeal } from '../testing/sealing.ts';
import { CODE_KEY, NOW, official, trustOf } from '../testing/setting.ts';
import {
  createApplications,
  rulesOf,
  type ApplicationEntry,
  type Applications,
  type OfficeCaller,
} from './index.ts';

let held: TestDatabase;
let parameters: ParameterTables;
let desk: Applications;
let now = NOW;
const DAY = 86_400_000;
const inDays = (days: number): Date => new Date(NOW.getTime() + days * DAY);

const person = (name: string, office = 'NZ-MPI/WLG', permissions?: readonly string[]): OfficeCaller => ({
  ...official('NZ', 'NZ-MPI', { office }),
  actor: `account/${name}`,
  name,
  ...(permissions === undefined ? {} : { may: (permission: string) => permissions.includes(permission) }),
});
const [ana, ben, cleo] = [
  person('ana', undefined, ['task.work', 'certificate.draft', 'certificate.review', 'certificate.issue']),
  person('ben', undefined, ['task.work', 'certificate.draft', 'certificate.review', 'certificate.issue']),
  person('cleo'),
];
const auckland = person('dora', 'NZ-MPI/AKL');
const clerk = person('emil', undefined, ['task.work']);

beforeAll(async () => {
  held = await testDatabase();
  const seal = await testSeal('NZ-MPI');
  const shared = { database: held.database, clock: () => now, random: newRandom };
  parameters = await ParameterTables.open({ ...shared, definitions: ecertParameters });
  desk = createApplications({
    ...shared,
    models: shippedModels,
    rules: rulesOf(parameters),
    terms: (owner) => applicationTerm(parameters, owner),
    trust: trustOf([seal.anchor]),
    codeKey: CODE_KEY,
    sealKeyOf: () => seal.key,
  });
});
afterAll(async () => {
  parameters.close();
  await held.drop();
});

const begin = () => desk.begin(ana, { model: 'meat', form: meatForm(NOW.toISOString().slice(0, 10)) });
const act = (entry: ApplicationEntry, action: string, caller: OfficeCaller, input: unknown = {}) =>
  desk.act(caller, { id: entry.id, action, input, version: entry.version });
const kindsFor = async (caller: OfficeCaller, { id }: ApplicationEntry) =>
  (await tasksFor(held.database, caller, 200))
    .filter(({ body }) => body.subject.id === id)
    .map(({ body }) => body.kind);
const theOne = async (caller: OfficeCaller, { id }: ApplicationEntry) => {
  const [task] = (await tasksOf(held.database, caller.scope, 200)).filter(
    ({ body }) => body.subject.id === id,
  );
  if (task === undefined) throw new Error('no task');
  return task;
};
const historyOf = async (id: string) =>
  (await readHistory({ database: held.database, scope: cleo.scope }, taskRecord, id)).map(
    ({ action }) => action,
  );

describe('work for the reviewer and the signatory', () => {
  test('is left by the submission and by the review, and ends with the act itself', async () => {
    const submitted = await act(await begin(), 'submit', ana);
    const review = await theOne(cleo, submitted);
    expect(review.body).toMatchObject({
      kind: 'review-application',
      subject: { number: submitted.number },
      excluded: ['account/ana'],
    });
    const by = { now, random: newRandom };
    const finish = { id: review.id, action: 'finish', input: {} };
    await expect(actOnTask(held.database, finish, { ...by, caller: cleo })).rejects.toMatchObject({
      faults: [{ code: 'task-by-act' }],
    });
    const reviewed = await act(submitted, 'review', ben);
    expect(await historyOf(review.id)).toEqual(['opened', 'settle']);
    const signature = await theOne(cleo, reviewed);
    expect(signature.body).toMatchObject({
      kind: 'sign-application',
      excluded: ['account/ana', 'account/ben'],
    });
    await desk.sign(cleo, { id: reviewed.id, input: {}, version: reviewed.version });
    expect(await historyOf(signature.id)).toEqual(['opened', 'settle']);
    expect(await kindsFor(cleo, reviewed)).toEqual([]);
  });

  test('is shown to nobody who must not do it, whose office it is not, or who may not', async () => {
    const submitted = await act(await begin(), 'submit', ana);
    expect(await kindsFor(ben, submitted)).toEqual(['review-application']);
    for (const other of [ana, auckland, clerk]) expect(await kindsFor(other, submitted)).toEqual([]);
    const behalf: OfficeCaller = { ...ben, behalf: ana.actor };
    expect(await kindsFor(behalf, submitted)).toEqual([]);
    const { id } = await theOne(cleo, submitted);
    await expect(
      actOnTask(held.database, { id, action: 'take', input: {} }, { caller: behalf, now, random: newRandom }),
    ).rejects.toMatchObject({ faults: [{ code: 'task-excluded' }] });
  });

  test('is no longer wanted when the application is taken back, returned or given up', async () => {
    const taken = await act(await begin(), 'submit', ana);
    const { id } = await theOne(cleo, taken);
    await act(taken, 'recall', ana);
    expect(await historyOf(id)).toEqual(['opened', 'drop']);
    const again = await act(await begin(), 'submit', ana);
    const returned = await theOne(cleo, again);
    await act(again, 'return', ben, { remark: 'Weights.' });
    expect(await historyOf(returned.id)).toEqual(['opened', 'settle']);
    const reviewed = await act(await act(await begin(), 'submit', ana), 'review', ben);
    const signature = await theOne(cleo, reviewed);
    await act(reviewed, 'abandon', ana);
    expect(await historyOf(signature.id)).toEqual(['opened', 'drop']);
  });

  test('is due, reminded of and escalated by the term of the office as two have agreed it', async () => {
    const approver = { ...official('NZ', 'NZ-MPI'), actor: 'account/approver' };
    const proposer = { ...official('NZ', 'NZ-MPI'), actor: 'account/proposer' };
    const { id: change } = await parameters.propose(proposer, {
      parameter: 'application-term',
      owner: { authority: 'NZ-MPI', office: 'NZ-MPI/WLG' },
      reason: 'Agreed in May.',
      rows: [{ key: {}, value: { days: 4, reminderDays: 2, escalationDays: 7 }, from: '2026-01-01' }],
    });
    await parameters.act(approver, { id: change, action: 'approve', input: {} });
    const { id, body } = await theOne(cleo, await act(await begin(), 'submit', ana));
    // Monday to Friday; Wednesday; and Wednesday of the week after.
    expect([body.due, body.reminds, body.escalates].map((at) => at?.slice(0, 10))).toEqual(
      [4, 2, 9].map((days) => inDays(days).toISOString().slice(0, 10)),
    );
    const sweep = (at: Date) => sweepTasks(held.database, { now: at, random: newRandom });
    // Several processes at the same moments: each act takes place once.
    for (const days of [3, 8, 10]) await Promise.all([1, 2, 3].map(() => sweep(inDays(days))));
    expect(await historyOf(id)).toEqual(['opened', 'remind', 'escalate']);
    now = NOW;
  });
});
