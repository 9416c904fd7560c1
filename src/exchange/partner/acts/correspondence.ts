import { fromUtf8, uuidV7 } from '../../../base/index.ts';
import type { MessageType } from '../../protocol/index.ts';
import { textContent, type Fetched } from '../client.ts';
import type { Run } from '../run.ts';

/** A certificate as correspondence names it. */
interface Named {
  readonly country: string;
  readonly authority: string;
  readonly number: string;
}

const own = (run: Run, number: string): Named => ({
  country: run.kit.partner.slice(0, 2),
  authority: run.kit.partner,
  number,
});

function ofOurs({ envelope: { subject } }: Fetched): Named {
  const [country = '', authority = '', ...number] = subject.split('/');
  return { country, authority, number: number.join('/') };
}

const newId = ({ parts: { clock, random } }: Run) => uuidV7(clock().getTime(), random);

/** What officials say, in its one form. */
function correspondence(run: Run, certificate: Named, said: object): Uint8Array {
  const at = run.parts.clock().toISOString();
  return textContent({
    form: 'correspondence:1',
    id: newId(run),
    certificate,
    at,
    operator: 'Conformance',
    ...said,
  });
}

const subjectOf = ({ country, authority, number }: Named) => `${country}/${authority}/${number}`;

const tell = (run: Run, type: MessageType, certificate: Named, said: object): Promise<string> =>
  run.told({ type, subject: subjectOf(certificate), content: correspondence(run, certificate, said) });

/** The JSON of a message of ours. */
function contentOf({ content }: Fetched): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(fromUtf8(content) ?? 'null');
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

/** The later of two messages goes first; both are read in their order. */
export async function outOfOrder(run: Run): Promise<string> {
  const number = run.newNumber();
  const subject = run.subjectOf(number);
  const first = await run.prepare({ type: 'certificate', subject, content: run.certificateOf(number) });
  const status = statusContent(run, own(run, number), 'withdrawn');
  const later = await run.prepare({
    type: 'certificate-status',
    subject,
    content: status,
    previous: first.envelope.id,
  });
  for (const { wire } of [later, first]) {
    const { status: answered } = await run.ask({ method: 'POST', path: '/messages', body: wire });
    if (answered !== 201) return String(answered);
  }
  const last = await run.technical(later.envelope.id);
  const earlier = await run.technical(first.envelope.id);
  const answers = [...run.taken.values()].map(({ envelope }) => envelope.answers);
  const isInOrder = answers.indexOf(first.envelope.id) < answers.indexOf(later.envelope.id);
  const areTaken = last === 'technical accepted' && earlier.startsWith('technical accepted');
  return isInOrder && areTaken ? 'first the earlier, then the later' : `${earlier}, ${last}`;
}

function statusContent(run: Run, certificate: Named, state: string): Uint8Array {
  const at = run.parts.clock().toISOString();
  return textContent({ form: 'certificate-status:1', certificate, state, at, reason: 'Conformance run.' });
}

/** The certificate that was sent is withdrawn. */
export function statusChange(run: Run): Promise<string> {
  const certificate = own(run, run.certificate?.number ?? '');
  const content = statusContent(run, certificate, 'withdrawn');
  return run.told({ type: 'certificate-status', subject: subjectOf(certificate), content });
}

/** A certificate of ours is none of theirs to withdraw. */
export function statusOfAnother(run: Run, ours: Fetched): Promise<string> {
  const certificate = ofOurs(ours);
  const content = statusContent(run, certificate, 'withdrawn');
  return run.told({ type: 'certificate-status', subject: subjectOf(certificate), content });
}

/** Our official asks about the certificate; the partner answers. */
export async function answerFromYou(run: Run, { number }: { readonly number: string }): Promise<string> {
  const subject = run.subjectOf(number);
  const asked = await run.await(
    ({ envelope }) => envelope.type === 'verification-result' && envelope.subject === subject,
  );
  if (asked === undefined) return 'not asked';
  const thread = member(contentOf(asked)['result'], 'thread');
  const inquiry = { thread, kind: 'response', content: 'Establishment ME 0001.' };
  const said = await tell(run, 'inquiry-answer', own(run, number), { inquiry });
  return said === '201 technical accepted' ? 'asked, answered, technical accepted' : said;
}

/** The partner asks about our certificate; our official answers. */
export async function inquiryToUs(run: Run, ours: Fetched): Promise<string> {
  const thread = newId(run);
  const certificate = ofOurs(ours);
  const inquiry = { thread, kind: 'request', content: 'Which establishment was it?' };
  const said = await tell(run, 'inquiry', certificate, { inquiry });
  if (said !== '201 technical accepted') return said;
  const answer = await run.await(
    (came) =>
      came.envelope.type === 'inquiry-answer' && member(contentOf(came)['inquiry'], 'thread') === thread,
  );
  return answer === undefined ? 'not answered' : 'technical accepted, answered';
}

/** The partner lets our certificate pass. */
export function resultFromYou(run: Run, ours: Fetched): Promise<string> {
  return tell(run, 'verification-result', ofOurs(ours), { result: { verdict: 'pass' } });
}

/** After the result our official withdraws the certificate, and says so. */
export async function statusFromUs(run: Run, ours: Fetched): Promise<string> {
  const { subject } = ours.envelope;
  const came = await run.await(
    ({ envelope }) => envelope.type === 'certificate-status' && envelope.subject === subject,
  );
  return came === undefined ? 'no status came' : String(contentOf(came)['state']);
}

/** A certificate to the authority whose agreement is being tested. */
export function trial(run: Run): Promise<string> {
  const number = run.newNumber();
  const content = run.certificateOf(number);
  return run.told({
    type: 'certificate',
    content,
    subject: run.subjectOf(number),
    to: run.kit.trials.testing,
  });
}
