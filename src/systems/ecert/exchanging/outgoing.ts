import { canonicalJson, utf8, uuidV7, type CanonicalValue, type RandomBytes } from '../../../base/index.ts';
import type { Statement, Transaction } from '../../../database/index.ts';
import type { Exchange, Rendering } from '../../../exchange/index.ts';
import type { Attachment } from '../attachments/index.ts';
import type { CertificateBody } from '../certificate-body.ts';
import type { InquiryEntry } from '../inquiry/inquiry-record.ts';
import type { InquiryMessage } from '../inquiry/messages.ts';
import type { ResultEntry } from '../results/result-record.ts';
import { ACKNOWLEDGEMENT_DIALECT, acknowledgeEnd, acknowledgeResult } from './acknowledgement.ts';
import { isSpsCertificate, SEALED_DIALECT, type Translator } from './dialects.ts';
import { endedDocument } from './ended-document.ts';
import { carriedFiles } from './files.ts';
import {
  CORRESPONDENCE_DIALECT,
  FORM_MEDIA_TYPE,
  STATUS_DIALECT,
  type CorrespondenceForm,
  type StatusForm,
} from './forms.ts';

/** What this system needs of the exchange to say something to partners. */
export type Poster = Pick<Exchange, 'post' | 'partners'> & {
  /** A certificate in the dialect of an agreement, by the standards switch. */
  readonly translate?: Translator['outgoing'];
};

interface Certificate {
  readonly country: string;
  readonly authority: string;
  readonly number: string;
  readonly body: Pick<CertificateBody, 'importCountry' | 'tariffs'>;
}

/** A certificate that was put in force, to the importing country's partners whose agreements cover it. */
export async function sendCertificate(
  poster: Poster | undefined,
  transaction: Transaction,
  certificate: Certificate,
  document: Uint8Array,
): Promise<void> {
  const { importCountry: to, tariffs } = certificate.body;
  if (poster === undefined || to === undefined) return;
  await poster.post(transaction, {
    authority: certificate.authority,
    to: { from: certificate.country, to, commodities: tariffs },
    type: 'certificate',
    subject: subjectOf(certificate),
    render: (dialect) =>
      poster.translate === undefined && dialect === SEALED_DIALECT
        ? { mediaType: 'application/xml', content: document }
        : poster.translate?.(document, dialect),
  });
}

const ENDED: ReadonlySet<string> = new Set(['withdrawn', 'replaced', 'cancelled']);

/** That a certificate has gone out of force, to those who have it. */
export async function sendStatus(
  poster: Poster | undefined,
  transaction: Transaction,
  certificate: Certificate & {
    readonly id: string;
    readonly state: string;
    readonly updated: string;
    readonly body: Pick<CertificateBody, 'importCountry' | 'tariffs' | 'ending' | 'typeCode'>;
  },
): Promise<void> {
  const { importCountry: to, tariffs, ending } = certificate.body;
  const { country, authority, number, state } = certificate;
  if (poster === undefined || to === undefined || !ENDED.has(state)) return;
  const form: StatusForm = {
    form: 'certificate-status:1',
    certificate: { country, authority, number },
    // One of those that were just asked for.
    state: state as StatusForm['state'],
    at: ending?.at ?? certificate.updated,
    ...(ending?.reason === undefined ? {} : { reason: ending.reason }),
    ...(ending?.successor === undefined ? {} : { successor: ending.successor }),
  };
  await poster.post(transaction, {
    authority,
    to: { from: country, to, commodities: tariffs },
    type: 'certificate-status',
    subject: subjectOf(certificate),
    render: (dialect) => {
      if (dialect === ACKNOWLEDGEMENT_DIALECT) return acknowledgeEnd(form, certificate.body.typeCode);
      return isSpsCertificate(dialect)
        ? endedDocument(transaction, { id: certificate.id, form }, dialect, poster.translate)
        : rendered(form, dialect, STATUS_DIALECT);
    },
  });
}

/** What an official of ours said of a certificate, to the authority that issued it. */
export async function sendResult(
  poster: Poster | undefined,
  transaction: Transaction,
  { id, authority, office, state, body }: ResultEntry,
  thread: string | undefined,
): Promise<void> {
  if (poster === undefined || body.issuer.authority === authority) return;
  const certificate = { ...namedOf(body.issuer), number: body.certificate.number };
  const form: CorrespondenceForm = {
    form: 'correspondence:1',
    id,
    certificate,
    at: body.given,
    operator: body.operator,
    ...(office === undefined ? {} : { office }),
    result: {
      verdict: state,
      ...(body.reasons === undefined ? {} : { reasons: [...body.reasons] }),
      ...(body.remark === undefined ? {} : { remark: body.remark }),
      ...(thread === undefined ? {} : { thread }),
    },
    ...(await carriedFiles(transaction, filesOf(body))),
  };
  await poster.post(transaction, {
    authority,
    to: body.issuer.authority,
    type: 'verification-result',
    subject: subjectOf(certificate),
    render: async (dialect) =>
      dialect === ACKNOWLEDGEMENT_DIALECT
        ? acknowledgeResult(form, await typeOf(transaction, body.certificate.id))
        : rendered(form, dialect, CORRESPONDENCE_DIALECT),
  });
}

const TYPE: Statement = {
  name: 'exchanging-certificate-type',
  text: `select body ->> 'typeCode' as type from certificate where id = $1`,
};

/** UN/EDIFACT 1001, where the certificate states it. */
async function typeOf(transaction: Transaction, certificate: string): Promise<string | undefined> {
  const [row] = await transaction.query<{ type: string | null }>(TYPE, [certificate]);
  return row?.type ?? undefined;
}

const THREAD: Statement = {
  name: 'inquiry-thread-of',
  text: 'select thread from inquiry_thread where inquiry = $1 and partner = $2',
};

/** What was just written into a thread, or its end, to the other side where that is a partner. */
export async function sendInquiry(
  poster: Poster | undefined,
  transaction: Transaction,
  entry: InquiryEntry,
  written: {
    readonly message: InquiryMessage | undefined;
    readonly random: RandomBytes;
    readonly operator: string;
  },
): Promise<void> {
  const { scope } = transaction;
  if (poster === undefined || scope.kind !== 'authority') return;
  const partner = otherParty(poster, entry, scope.authority);
  if (partner === undefined) return;
  const { body } = entry;
  const { message, random, operator } = written;
  const [known] = await transaction.query<{ thread: string }>(THREAD, [entry.id, partner]);
  const isIssuer = scope.authority === body.issuer.authority;
  const isAsker = (body.asker === 'issuing') === isIssuer;
  const certificate = { ...namedOf(body.issuer), number: body.certificate.number };
  const form: CorrespondenceForm = {
    form: 'correspondence:1',
    id: uuidV7(Date.parse(entry.updated), random),
    certificate,
    at: entry.updated,
    operator: message?.operator ?? operator,
    ...(message?.office === undefined ? {} : { office: message.office }),
    inquiry: {
      thread: known?.thread ?? entry.id,
      kind: entry.state === 'closed' ? 'close' : (message?.kind ?? 'note'),
      ...(message === undefined ? {} : { content: message.content }),
      ...(body.due === undefined ? {} : { due: body.due }),
    },
    ...(await carriedFiles(transaction, message?.attachments ?? [])),
  };
  await poster.post(transaction, {
    authority: scope.authority,
    to: partner,
    type: isAsker ? 'inquiry' : 'inquiry-answer',
    subject: subjectOf(certificate),
    render: (dialect) => rendered(form, dialect, CORRESPONDENCE_DIALECT),
  });
}

/** Who is on the other side of a thread, where it is not one of this installation's own. */
function otherParty(
  { partners }: Poster,
  { authority, body }: InquiryEntry,
  own: string,
): string | undefined {
  const candidates = partners.all().filter((one) => one.authority === own);
  if (own !== body.issuer.authority)
    return candidates.find(({ partner }) => partner === body.issuer.authority)?.partner;
  const opener = candidates.find(({ partner }) => partner === authority);
  return (opener ?? candidates.find(({ partner }) => partner.startsWith(`${body.importing}-`)))?.partner;
}

function rendered(form: CanonicalValue, asked: string, dialect: string): Rendering | undefined {
  return asked === dialect ? { mediaType: FORM_MEDIA_TYPE, content: utf8(canonicalJson(form)) } : undefined;
}

function namedOf({ country, authority }: { readonly country: string; readonly authority: string }) {
  return { country, authority };
}

/** What the record keeps of its files is what was taken with them. */
function filesOf({ attachments }: ResultEntry['body']): readonly Attachment[] {
  return (attachments ?? []) as readonly Attachment[];
}

function subjectOf({ country, authority, number }: Omit<Certificate, 'body'>): string {
  return `${country}/${authority}/${number}`;
}
