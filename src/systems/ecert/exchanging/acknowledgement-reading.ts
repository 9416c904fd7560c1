import { parseInstant, textWithin } from '../../../base/index.ts';
import { openXml } from '../../../crypto/index.ts';
import {
  readMessage,
  spsAcknowledgement17,
  spsCertificate17,
  type IdValue,
  type SpsAcknowledgement,
  type SpsCertificate,
} from '../../../standards/index.ts';
import { REFUSAL_REASONS, type RefusalReason } from '../results/reasons.ts';
import { stateOfStatus } from '../status-codes.ts';
import { RELATIONS, VERDICTS } from './acknowledgement.ts';
import { readCorrespondence, readStatus, type CorrespondenceForm, type StatusForm } from './forms.ts';

/** What the road says of an acknowledgement, which itself names nobody: who speaks, and whose certificate it is. */
interface Spoken {
  readonly content: Uint8Array;
  readonly mediaType: string;
  /** Key of whoever speaks. */
  readonly partner: string;
  /** Of the authority that issued the certificate. */
  readonly issuer: { readonly country: string; readonly authority: string };
  /** Our id of the message. */
  readonly id: string;
  readonly received: Date;
}

type Read<Form> = Form | { readonly fault: string };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const STATUS = '//StatusCode';
const ENDINGS = ['withdrawn', 'replaced', 'cancelled'] as const;

/** That a certificate has gone out of force: in our own form, as an acknowledgement, or as the certificate with its new status. */
export function readEnd(spoken: Spoken): Read<StatusForm> {
  if (!isXml(spoken)) return readStatus(spoken.content);
  const said = read(spoken);
  if ('fault' in said) return said;
  const { status, number, at, texts, reference } = said;
  const state = ENDINGS.find((one) => one === stateOfStatus(status));
  if (state === undefined) return { fault: STATUS };
  const reason = textWithin(texts.join('\n'), 2_000);
  const successor = textWithin(reference(RELATIONS.successor) ?? '', 200);
  return {
    form: 'certificate-status:1',
    certificate: { ...spoken.issuer, number },
    state,
    at,
    ...(reason === '' ? {} : { reason }),
    ...(successor === '' ? {} : { successor }),
  };
}

/** What officials say, in our own form or, a result, as an acknowledgement. */
export function readSaid(spoken: Spoken): Read<CorrespondenceForm> {
  if (!isXml(spoken)) return readCorrespondence(spoken.content);
  const said = read(spoken);
  if ('fault' in said) return said;
  const { status, number, at, texts, reference } = said;
  const verdict = VERDICTS.find(([code]) => code === status)?.[1];
  if (verdict === undefined) return { fault: STATUS };
  const stated = [...new Set(texts.filter(isReason))];
  const remark = textWithin(texts.filter((text) => !isReason(text)).join('\n'), 10_000);
  // A refusal gives a reason and a question its words: where the other form has neither, the code is what was said.
  const reasons = stated.length > 0 ? stated : (['other-reason'] as const);
  const isBare = remark === '' && verdict !== 'pass' && (verdict === 'request' || stated.length === 0);
  const words = isBare ? `UNTDID 4405: ${status}` : remark;
  const thread = reference(RELATIONS.thread);
  return {
    form: 'correspondence:1',
    id: spoken.id,
    certificate: { ...spoken.issuer, number },
    at,
    // Who of them it was is not said.
    operator: spoken.partner,
    result: {
      verdict,
      ...(verdict === 'refuse' ? { reasons: [...reasons] } : {}),
      ...(words === '' ? {} : { remark: words }),
      ...(thread !== undefined && UUID.test(thread) ? { thread } : {}),
    },
  };
}

function isXml({ mediaType }: Spoken): boolean {
  return /^(?:application|text)\/xml\b/i.test(mediaType);
}

function isReason(text: string): text is RefusalReason {
  return REFUSAL_REASONS.some((reason) => reason === text);
}

/** What counts of a message; the certificate that it speaks of must be of its issuer. */
interface Statement {
  readonly status: string;
  readonly number: string;
  readonly at: string;
  readonly texts: readonly string[];
  /** The number of another document, by how it relates. */
  readonly reference: (relation: string) => string | undefined;
}

function read({ content, issuer, received }: Spoken): Read<Statement> {
  const opening = openXml(content);
  if (!opening.opened) return { fault: '/' };
  const { document: xml } = opening;
  try {
    const { name } = xml.root;
    const said =
      name === spsAcknowledgement17.root
        ? acknowledged(readMessage(spsAcknowledgement17, xml.root).document)
        : name === spsCertificate17.root
          ? restated(readMessage(spsCertificate17, xml.root).document)
          : undefined;
    if (said === undefined) return { fault: `/${textWithin(name, 100)}` };
    const { id, status, at, texts, others } = said;
    const number = id?.value.trim() ?? '';
    if (number === '' || number.length > 200 || (id?.schemeAgency ?? issuer.authority) !== issuer.authority)
      return { fault: `/${name}//ID` };
    return {
      status: status?.value.trim() ?? '',
      number,
      // A time without a zone is no moment.
      at: (parseInstant(at ?? '') ?? received).toISOString(),
      texts: texts.map(({ value }) => value.trim()).filter((text) => text !== ''),
      reference: (relation) =>
        others.find(({ relationshipTypeCode: code }) => code?.value === relation)?.id?.value.trim(),
    };
  } finally {
    xml.close();
  }
}

/** The certificate is the document that it names as the one spoken of, or else the first. */
function acknowledged({ acknowledgementDocument: head = {} }: SpsAcknowledgement) {
  const references = head.referenceReferencedDocument ?? [];
  const own =
    references.find(({ relationshipTypeCode: code }) => code?.value === RELATIONS.certificate) ??
    references[0];
  return {
    id: own?.id,
    status: head.statusCode,
    at: head.issueDateTime?.value,
    texts: head.reasonInformation ?? [],
    others: references.filter((one) => one !== own),
  };
}

/** The certificate once more with another status: when that came about it does not say. */
function restated({ exchangedDocument: head = {} }: SpsCertificate) {
  const { id, statusCode: status, referenceReferencedDocument: others = [] } = head;
  // Certificates name other agencies than ours, as the one that gives the number.
  const plain: IdValue | undefined = id && { value: id.value };
  return { id: plain, status, at: undefined, texts: [], others };
}
