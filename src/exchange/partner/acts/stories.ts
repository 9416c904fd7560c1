import { equalBytes, utf8 } from '../../../base/index.ts';
import { openReceipt, sealReceipt } from '../../protocol/index.ts';
import { jsonOf, wireMessage } from '../../channels/rest/asking/index.ts';
import type { Story } from '../checks.ts';
import { receiptOf, type Fetched } from '../client.ts';
import { otherContent, saidOf, type Prepared, type Run } from '../run.ts';
import { judgedOf } from './judging.ts';
import {
  answerFromYou,
  inquiryToUs,
  outOfOrder,
  resultFromYou,
  statusFromUs,
  statusChange,
  statusOfAnother,
  trial,
} from './correspondence.ts';

type Act = (run: Run) => Promise<string>;

const NOTHING_FROM_US = 'nothing came from us';

/** Of a message that came from us, or what there is to say where none came. */
const ofOurs =
  (act: (run: Run, ours: Fetched) => Promise<string>): Act =>
  async (run) => {
    const ours = (run.ours ??= await run.await(
      ({ envelope: { type, subject } }) =>
        type === 'certificate' && subject.startsWith(`${run.kit.authority.slice(0, 2)}/`),
    ));
    return ours === undefined ? NOTHING_FROM_US : act(run, ours);
  };

const post = (run: Run, { wire }: Prepared) => run.ask({ method: 'POST', path: '/messages', body: wire });

const giveReceipt = async (run: Run, ours: Fetched, receipt: string): Promise<string> =>
  saidOf(
    await run.ask({ method: 'POST', path: `/messages/${ours.envelope.id}/receipts`, body: { receipt } }),
  );

async function postCertificate(run: Run): Promise<string> {
  const number = run.newNumber();
  const content = run.certificateOf(number);
  const prepared = await run.prepare({ type: 'certificate', content, subject: run.subjectOf(number) });
  const answer = await post(run, prepared);
  const { receipt } = jsonOf(answer);
  if (answer.status !== 201 || typeof receipt !== 'string') return saidOf(answer);
  const said = await openReceipt(receipt, run.kit.authority, run.kit.installation);
  run.certificate = { ...prepared, number, receipt };
  return said.message === prepared.envelope.id ? `201 ${said.level} ${said.outcome}` : 'receipt of another';
}

const ofCertificate =
  (act: (run: Run, certificate: NonNullable<Run['certificate']>) => Promise<string>): Act =>
  async (run) =>
    run.certificate === undefined ? 'no certificate was taken' : act(run, run.certificate);

async function listByCursor(run: Run): Promise<string> {
  const positions: number[] = [];
  let after = run.cursor - run.taken.size < 0 ? 0 : run.cursor - run.taken.size;
  for (let page = 0; page < 50; page += 1) {
    const { messages, next } = await run.client.list({ after, limit: 2 });
    positions.push(...messages.map(({ position }) => position));
    if (messages.length > 0 && next !== messages.at(-1)?.position) return 'next is not the last position';
    if (messages.length === 0) break;
    after = next;
  }
  const isAscending = positions.every(
    (position, index) => index === 0 || position > (positions[index - 1] ?? 0),
  );
  return positions.length > 1 && isAscending ? 'every position once, ascending' : 'positions out of order';
}

async function heldBackList(run: Run): Promise<string> {
  // Everything there is lies before the cursor; what the held answer brings was sent while it was held.
  let after = run.cursor;
  for (
    let page = await run.client.list({ after });
    page.messages.length > 0;
    page = await run.client.list({ after })
  )
    after = page.next;
  const held = run.ask({ method: 'GET', path: `/messages?after=${String(after)}&wait=20000` });
  const sent = await trial(run);
  const { messages } = jsonOf(await held);
  const came = Array.isArray(messages) && messages.length > 0;
  return came && sent.startsWith('201') ? 'answered with the message' : 'answered with nothing';
}

const ACTS: Readonly<Record<Story, Act>> = {
  'post-certificate': postCertificate,
  'post-again': ofCertificate(async (run, certificate) => {
    const answer = await post(run, certificate);
    const isSame = jsonOf(answer)['receipt'] === certificate.receipt;
    return `${String(answer.status)} ${isSame ? 'same' : 'another'} receipt`;
  }),
  'post-other-content': ofCertificate(async (run, { envelope, content: first, number }) => {
    const content = otherContent(first);
    const { envelope: fresh } = await run.prepare({
      type: 'certificate',
      content,
      subject: run.subjectOf(number),
    });
    const same = await run.system.seal({ ...fresh, id: envelope.id });
    return saidOf(await run.ask({ method: 'POST', path: '/messages', body: wireMessage(same, content) }));
  }),
  'technical-receipt': ofCertificate((run, { envelope }) => run.technical(envelope.id)),
  'unreadable-certificate': unreadable,
  // The sandbox's country is in no code list.
  'certificate-with-warnings': ofCertificate((run, { envelope }) => run.findings(envelope.id)),
  'out-of-order': outOfOrder,
  'status-change': statusChange,
  'status-of-another': ofOurs(statusOfAnother),
  'inquiry-answered-by-you': ofCertificate(answerFromYou),
  'trial-without-effect': trial,
  'list-by-cursor': listByCursor,
  'list-by-type': async (run) => {
    const { messages } = await run.client.list({ type: 'certificate', limit: 100 });
    return messages.length > 0 && messages.every(({ envelope }) => envelope.type === 'certificate')
      ? 'only certificate'
      : 'other types, or nothing';
  },
  'held-back-list': heldBackList,
  'certificate-from-us': ofOurs(() => Promise.resolve('sound')),
  'fetch-twice': ofOurs(async (run, ours) => {
    const again = await run.client.get(ours.envelope.id);
    return equalBytes(again.content, ours.content) && again.envelope.digest === ours.envelope.digest
      ? 'same content and id'
      : 'another content';
  }),
  'fetch-unknown': async (run) =>
    saidOf(await run.ask({ method: 'GET', path: '/messages/00000000-0000-7000-8000-000000000000' })),
  'judge-again': ofOurs(async (run, ours) => {
    const judgement = await run.system.receive(wireMessage(ours.envelope, ours.content));
    if (!('receipt' in judgement)) return judgedOf(run, ours, judgement);
    return judgement.receipt === run.judged ? 'same receipt' : 'another receipt';
  }),
  'receipt-once': ofOurs((run, ours) => giveReceipt(run, ours, run.judged ?? '')),
  'receipt-again': ofOurs((run, ours) => giveReceipt(run, ours, run.judged ?? '')),
  'receipt-business': ofOurs(async (run, ours) => {
    const receipt = receiptOf(ours, { level: 'business', outcome: 'accepted' }, run.parts);
    return giveReceipt(run, ours, await sealReceipt(receipt, run.kit.key));
  }),
  'receipt-of-another': ofOurs(async (run, ours) => {
    const other = [...run.taken.values()].find(({ envelope }) => envelope.id !== ours.envelope.id);
    return other === undefined ? 'nothing else came' : giveReceipt(run, other, run.judged ?? '');
  }),
  'receipt-by-other-key': ofOurs(async (run, ours) => {
    const receipt = receiptOf(ours, { level: 'technical', outcome: 'accepted' }, run.parts);
    return giveReceipt(run, ours, await sealReceipt(receipt, await run.otherKey()));
  }),
  'receipt-empties-box': ofOurs(async (run, ours) => {
    const { messages } = await run.client.list({ type: 'certificate', limit: 100 });
    return messages.some(({ envelope }) => envelope.id === ours.envelope.id)
      ? 'still listed'
      : 'no longer listed';
  }),
  'inquiry-answered-by-us': ofOurs(inquiryToUs),
  'result-from-you': ofOurs(resultFromYou),
  'status-from-us': ofOurs(statusFromUs),
};

/** Bytes that are no certificate at all. */
function unreadable(run: Run): Promise<string> {
  const number = run.newNumber();
  const content = utf8(`<certificate number="${number}"`);
  return run.told({ type: 'certificate', content, subject: run.subjectOf(number) });
}

export const performStory = (run: Run, name: Story): Promise<string> => ACTS[name](run);
