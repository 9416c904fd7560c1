import { canonicalJson, utf8 } from '../../../base/index.ts';
import { openXml } from '../../../crypto/index.ts';
import type { Said, Translated } from '../../../exchange/index.ts';
import {
  saysNothing,
  spsAcknowledgement17,
  StandardsError,
  writeMessage,
  type SpsAcknowledgement,
} from '../../../standards/index.ts';
import { statusOfState } from '../status-codes.ts';
import type { CorrespondenceForm, StatusForm } from './forms.ts';

/** The answer to a certificate as UN/CEFACT has it, for partners who do not read our own forms. */
export const ACKNOWLEDGEMENT_DIALECT = 'sps-acknowledgement:17';

type Verdict = NonNullable<CorrespondenceForm['result']>['verdict'];
type Loss = Translated['losses'][number];

/** UNTDID 4405: what we write for a verdict comes first; the others are what the Andean countries answer with. */
export const VERDICTS: readonly (readonly [string, Verdict])[] = [
  ['39', 'pass'],
  ['41', 'refuse'],
  ['42', 'request'],
  ['73', 'pass'],
  ['63', 'refuse'],
];
/** UNTDID 1153: the certificate spoken of, its successor, and the thread in which to answer. */
export const RELATIONS = { certificate: 'AWR', successor: 'ACE', thread: 'ZZZ' } as const;

/** A certificate's end as an acknowledgement by the authority that issued it. */
export function acknowledgeEnd(form: StatusForm, typeCode: string | undefined): Said {
  const { certificate, state, at, reason, successor } = form;
  return written(form, {
    statusCode: statusOfState(state),
    at,
    reasons: reason === undefined ? [] : [reason],
    references: [
      certificateNamed(certificate, typeCode),
      ...(successor === undefined ? [] : [named(RELATIONS.successor, successor)]),
    ],
    losses: [],
  });
}

/** What an official found, as an acknowledgement; undefined for a form that is no result. */
export function acknowledgeResult(form: CorrespondenceForm, typeCode: string | undefined): Said {
  const { result, certificate, at, operator, office, attachments = [] } = form;
  if (result === undefined) return undefined;
  const { verdict, reasons = [], remark, thread } = result;
  const statusCode = VERDICTS.find(([, one]) => one === verdict)?.[0] ?? '';
  const lost = (path: string, value: string | undefined): readonly Loss[] =>
    value === undefined || value === '' ? [] : [{ code: 'loss-not-carried', path, value }];
  return written(form, {
    statusCode,
    at,
    reasons: [...reasons, ...(remark === undefined ? [] : [remark])],
    references: [
      certificateNamed(certificate, typeCode),
      ...(thread === undefined ? [] : [named(RELATIONS.thread, thread)]),
    ],
    losses: [
      ...lost('/operator', operator),
      ...lost('/office', office),
      ...attachments.flatMap(({ name }, index) => lost(`/attachments/${String(index)}`, name)),
    ],
  });
}

type Reference = NonNullable<
  NonNullable<SpsAcknowledgement['acknowledgementDocument']>['referenceReferencedDocument']
>[number];

function certificateNamed(
  { authority, number }: StatusForm['certificate'],
  typeCode: string | undefined,
): Reference {
  return {
    ...(typeCode === undefined ? {} : { typeCode: { value: typeCode } }),
    relationshipTypeCode: { value: RELATIONS.certificate },
    id: { value: number, schemeAgency: authority },
  };
}

function named(relation: string, number: string): Reference {
  return { relationshipTypeCode: { value: relation }, id: { value: number } };
}

function written(
  form: StatusForm | CorrespondenceForm,
  saying: {
    readonly statusCode: string;
    readonly at: string;
    readonly reasons: readonly string[];
    readonly references: readonly Reference[];
    readonly losses: readonly Loss[];
  },
): Said {
  const { statusCode, at, reasons, references, losses } = saying;
  try {
    const xml = writeMessage(spsAcknowledgement17, {
      acknowledgementDocument: {
        issueDateTime: { value: at },
        statusCode: { value: statusCode },
        reasonInformation: reasons.filter((text) => !saysNothing(text)).map((value) => ({ value })),
        referenceReferencedDocument: references,
      },
    });
    const translated = {
      original: utf8(canonicalJson(form)),
      source: form.form,
      target: ACKNOWLEDGEMENT_DIALECT,
      losses: [
        ...losses,
        ...reasons.filter(saysNothing).map((value) => ({ code: 'loss-not-carried', path: '/reason', value })),
      ],
      defaulted: [],
      omitted: 0,
    };
    return { mediaType: 'application/xml', content: canonical(xml), translated };
  } catch (error) {
    if (error instanceof StandardsError) return { unsaid: error.code };
    throw error;
  }
}

/** In exclusive canonical form, so that it keeps its bytes when it stands as elements inside another message, as a Hub wants it. */
function canonical(xml: string): Uint8Array {
  const opening = openXml(utf8(xml));
  if (!opening.opened) throw new TypeError(`what was just written is XML: ${opening.refusal}`);
  const { document } = opening;
  try {
    return document.canonical({ method: 'c14n-exclusive', of: document.root });
  } finally {
    document.close();
  }
}
