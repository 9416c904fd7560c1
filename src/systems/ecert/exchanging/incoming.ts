import type { Clock, Finding, RandomBytes } from '../../../base/index.ts';
import { CounterfoilError } from '../../../base/index.ts';
import { DatabaseError, type Database, type Statement, type Transaction } from '../../../database/index.ts';
import {
  keepTranslation,
  type Handler,
  type ReceivedMessage,
  type Settled,
  type Translated,
} from '../../../exchange/index.ts';
import { takeAction } from '../../../ledger/index.ts';
import { certificateRecord } from '../certificate-record.ts';
import { MEDIA_TYPES } from '../examination.ts';
import { Inquiries, type InquiryTerms, type Writer } from '../inquiry/index.ts';
import type { Intake } from '../intake.ts';
import type { Outcome } from '../receipt.ts';
import { giveResult } from '../results/index.ts';
import type { Translator } from './dialects.ts';
import { faultOfFiles, keepFiles } from './files.ts';
import { readEnd, readSaid } from './acknowledgement-reading.ts';
import type { CorrespondenceForm, StatusForm } from './forms.ts';

export interface IncomingOptions {
  readonly intake: Pick<Intake, 'accept'>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly terms?: InquiryTerms;
  /** For certificates that come in a dialect that the intake does not read. */
  readonly translate?: Translator['incoming'];
}

/** What partners' messages do to certificates; the partner's officials act with the rights of their authority. */
export function ecertHandlers(options: IncomingOptions): readonly Handler[] {
  return [
    { types: ['certificate'], handle: (message) => receiveCertificate(options, message) },
    {
      types: ['certificate-status'],
      async handle(message) {
        const form = readEnd(spokenBy(message, { country: message.country, authority: message.partner }));
        if ('fault' in form) return () => Promise.resolve(unreadable(form.fault));
        return (transaction) =>
          attempted(transaction, () => endCertificate(options, transaction, form, message));
      },
    },
    {
      types: ['verification-result', 'inquiry', 'inquiry-answer'],
      async handle(message) {
        const form = readSaid(spokenBy(message, issuerOf(message)));
        if ('fault' in form) return () => Promise.resolve(unreadable(form.fault));
        const fault = faultOfFiles(form);
        if (fault !== undefined) return () => Promise.resolve(refused(fault.code, fault.path));
        return (transaction) => attempted(transaction, () => correspond(options, transaction, form, message));
      },
    },
  ];
}

function spokenBy(
  { content, mediaType, id, received, partner }: ReceivedMessage,
  issuer: { readonly country: string; readonly authority: string },
) {
  return { content, mediaType, id, received, partner, issuer };
}

/** Whose certificate an official of a partner speaks of, where the form does not say it: ours. */
function issuerOf({ authority }: ReceivedMessage) {
  return { country: authority.slice(0, 2), authority };
}

/** The intake knows bytes that it has; entering them before the message is noted as read bears repetition. */
async function receiveCertificate({ intake, translate }: IncomingOptions, message: ReceivedMessage) {
  const translation = await translate?.(message.content);
  if (translation !== undefined && 'error' in translation) {
    const { code, values, faults } = translation.error;
    const findings = [
      severe(code, '/', values),
      ...faults.map((one) => severe(one.code, one.path, one.values)),
    ];
    return () => Promise.resolve({ outcome: 'not-readable', findings } as const);
  }
  const plain = message.mediaType.split(';')[0]?.trim() ?? '';
  const [bytes, mediaType] =
    translation === undefined
      ? ([message.content, MEDIA_TYPES.find((known) => known === plain) ?? 'application/xml'] as const)
      : ([translation.document, 'application/xml'] as const);
  const [outcome] = await intake.accept([{ bytes, mediaType }], callerOf(message, ''));
  if (outcome === undefined) throw new Error('the intake answers every document');
  const settled = settledOf(outcome);
  if (translation === undefined) return () => Promise.resolve(settled);
  const { translated } = translation;
  const { partner, authority, id } = message;
  return async (transaction: Transaction) => {
    await keepTranslation(transaction, [{ partner, authority, message: id }], translated);
    return { ...settled, findings: [...settled.findings, ...lossesOf(translated)] };
  };
}

/** What the translation for the intake does not say: the partner is told with the receipt. */
function lossesOf({ losses }: Translated): readonly Finding[] {
  return losses.map(({ code, path }) => ({ area: 'Mapping', level: 'INFO', code, path, values: {} }));
}

function settledOf(outcome: Outcome): Settled {
  if (outcome.kind === 'refused') {
    const faults = outcome.faults.map(({ code, path, values }) => severe(code, path, values));
    const wasRead = outcome.findings.length > 0 || outcome.seal.indication !== 'NO-SEAL';
    return { outcome: wasRead ? 'rejected' : 'not-readable', findings: [...faults, ...outcome.findings] };
  }
  const { country, authority, number, findings } = outcome.receipt;
  const warned = findings.some(({ level }) => level !== 'INFO');
  return {
    outcome: warned ? 'accepted-with-warnings' : 'accepted',
    findings,
    subject: `${country}/${authority}/${number}`,
  };
}

const BY_NUMBER: Statement = {
  name: 'exchanging-certificate',
  text: 'select id, state from certificate where country = $1 and authority = $2 and number = $3',
};

const ACTIONS: Readonly<Record<StatusForm['state'], string>> = {
  withdrawn: 'withdraw',
  replaced: 'replace',
  cancelled: 'cancel',
};

async function endCertificate(
  { clock, random }: IncomingOptions,
  transaction: Transaction,
  form: StatusForm,
  message: ReceivedMessage,
): Promise<Settled> {
  const { country, authority, number } = form.certificate;
  if (authority !== message.partner) return refused('action-forbidden', '/certificate/authority');
  const [row] = await transaction.query<{ id: string; state: string }>(BY_NUMBER, [
    country,
    authority,
    number,
  ]);
  if (row === undefined) return refused('certificate-not-found', '/certificate', { id: number });
  if (row.state === form.state) return { outcome: 'accepted', findings: [] };
  const caller = callerOf(message, '');
  const input = {
    ...(form.reason === undefined ? {} : { reason: form.reason }),
    ...(form.successor === undefined || form.state !== 'replaced' ? {} : { successor: form.successor }),
  };
  const action = { id: row.id, action: ACTIONS[form.state], input };
  await takeAction(transaction, certificateRecord, action, { caller, now: clock(), random });
  return { outcome: 'accepted', findings: [] };
}

const THREAD: Statement = {
  name: 'exchanging-thread',
  // From a function's row, since row-level security lets no index look for what a subquery yields.
  text: `select id from unnest(array[coalesce((select inquiry from inquiry_thread where thread = $1 and partner = $2), $1)]) as sought (id)
         join inquiry using (id)`,
};
const NAME_THREAD: Statement = {
  name: 'exchanging-thread-name',
  text: 'insert into inquiry_thread (inquiry, partner, thread) values ($1, $2, $3)',
};

async function correspond(
  options: IncomingOptions,
  transaction: Transaction,
  form: CorrespondenceForm,
  message: ReceivedMessage,
): Promise<Settled> {
  const { country, authority, number } = form.certificate;
  const [row] = await transaction.query<{ id: string }>(BY_NUMBER, [country, authority, number]);
  if (row === undefined) return refused('certificate-not-found', '/certificate', { id: number });
  const parts = { ...options, database: within(transaction) };
  const writer: Writer = { ...callerOf(message, form.office ?? ''), name: form.operator };
  const attachments = await keepFiles(parts, form, writer);
  const name = (inquiry: string, thread: string) =>
    transaction.query(NAME_THREAD, [inquiry, message.partner, thread]);
  if (form.result !== undefined) {
    const { thread, ...said } = form.result;
    const { inquiry } = await giveResult(parts, row.id, { ...said, attachments }, writer);
    if (inquiry !== undefined && thread !== undefined) await name(inquiry, thread);
  }
  if (form.inquiry !== undefined) {
    const { thread, kind, content = '' } = form.inquiry;
    const inquiries = new Inquiries(parts);
    const due = form.inquiry.due === undefined ? {} : { due: form.inquiry.due.slice(0, 10) };
    const [known] = await transaction.query<{ id: string }>(THREAD, [thread, message.partner]);
    if (known === undefined) {
      if (kind !== 'request') return refused('inquiry-not-found', '/inquiry/thread', { id: thread });
      const { entry } = await inquiries.open(row.id, { content, attachments, ...due }, writer);
      await name(entry.id, thread);
    } else if (kind === 'close')
      await inquiries.close({ id: known.id, ...(content === '' ? {} : { content }) }, writer);
    else if (kind === 'extension')
      await inquiries.extend({ id: known.id, due: due.due ?? '', reason: content }, writer);
    else
      await inquiries.write(
        { id: known.id, kind, content, attachments, ...(kind === 'note' ? {} : due) },
        writer,
      );
  }
  return { outcome: 'accepted', findings: [] };
}

/** What a message asks for and may not have is an outcome; nothing of it stays. Faults of the house are thrown on. */
async function attempted(transaction: Transaction, act: () => Promise<Settled>): Promise<Settled> {
  await transaction.query({ name: '', text: 'savepoint attempted' });
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof CounterfoilError) || error instanceof DatabaseError) throw error;
    await transaction.query({ name: '', text: 'rollback to savepoint attempted' });
    const faults = error.faults.map(({ code, path, values }) => severe(code, path, values));
    return { outcome: 'rejected', findings: [severe(error.code, '/', error.values), ...faults] };
  }
}

function callerOf({ partner, country }: ReceivedMessage, office: string): Writer {
  // Offices of a partner are its own affair: here it acts as one authority.
  const name = office;
  return {
    actor: `partner/${partner}`,
    name,
    scope: { kind: 'authority', country, authority: partner },
    may: () => true,
  };
}

/** The rooms' own functions, inside the message's transaction. */
function within(transaction: Transaction): Database {
  return {
    transaction: (_, act) => act(transaction),
    read: (_, statement, values) => transaction.query(statement, values),
    stream: () => {
      throw new Error('a message streams nothing');
    },
    close: () => Promise.resolve(),
  };
}

function severe(code: string, path: string, values: Readonly<Record<string, string | number>> = {}): Finding {
  const said = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  return { area: 'Mapping', level: 'SEVERE', code, path, values: said };
}

function refused(code: string, path: string, values: Readonly<Record<string, string>> = {}): Settled {
  return { outcome: 'rejected', findings: [severe(code, path, values)] };
}

function unreadable(path: string): Settled {
  return { outcome: 'not-readable', findings: [severe('exchange-content-malformed', path)] };
}
