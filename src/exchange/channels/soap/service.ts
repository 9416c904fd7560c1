import { parseInstant, say, type Catalogue, type Finding, type Language } from '../../../base/index.ts';
import { openXml } from '../../../crypto/index.ts';
import { readCertificate } from '../../../standards/index.ts';
import {
  BOX_PAGE,
  openReceipt,
  type Box,
  type Envelope,
  type ReceiptStatement,
  type Reception,
} from '../../index.ts';
import { contentOf, SUBMISSIONS, TYPED_MEDIA_TYPE, type SubmissionName } from './contents.ts';
import type { OperationName, RequestOf, ResponseOf, Value } from './definition/index.ts';
import { SoapError } from './error.ts';
import type { SoapPartners } from './partners.ts';
import { TypedForms } from './typed-form.ts';

/** How a certificate stands with its issuer, as far as a partner may know. */
export interface Standing {
  readonly standing: Value<'Standing'>;
  /** RFC 3339. */
  readonly since: string;
  readonly replacedBy?: string;
}

/** The standing of a certificate; undefined where it does not exist or does not concern the partner. */
export interface Standings {
  standingOf(partner: string, certificate: Value<'CertificateName'>): Promise<Standing | undefined>;
}

export interface ServiceOptions {
  readonly partners: SoapPartners;
  readonly box: Box;
  readonly reception: Reception;
  readonly standings: Standings;
  readonly words: Catalogue;
}

/** What an act is told about who asks. */
export interface Asking {
  readonly partner: string;
  readonly language: Language;
  /** The whole request as it came. */
  readonly raw: Uint8Array;
}

type Acts = {
  readonly [Name in OperationName]: (request: RequestOf<Name>, asking: Asking) => Promise<ResponseOf<Name>>;
};

const USUAL_PAGE = 100;
const MOST_FINDINGS = 500;

/** The acts of the service over the switch centre. */
export function soapActs(options: ServiceOptions): Acts {
  const { box, reception, standings } = options;
  const forms = new TypedForms();
  const submit = async (
    name: SubmissionName,
    request: RequestOf<SubmissionName>,
    asking: Asking,
  ): Promise<{ readonly receipt: Value<'Receipt'> }> => {
    const { bytes, isTyped } = contentOf(request.content);
    const { envelope } = request;
    const { type, member } = SUBMISSIONS[name];
    if ('correspondence' in request.content && request.content.correspondence[member] === undefined)
      throw new SoapError('soap-content-unfit');
    checkEnvelope(request, type, isTyped);
    const { id, isNew, receipt } = await reception.receive({
      partner: asking.partner,
      channel: 'soap',
      transportId: request.id,
      ...(envelope === undefined ? {} : { envelope }),
      type,
      mediaType: isTyped ? TYPED_MEDIA_TYPE : (envelope?.mediaType ?? 'application/octet-stream'),
      content: bytes,
      raw: asking.raw,
    });
    return { receipt: { id, isNew, seal: receipt } };
  };
  return {
    async ListMessages({ after, limit = USUAL_PAGE, types }, { partner }) {
      // One more than is told, to know whether there are more.
      const told = Math.min(limit, BOX_PAGE - 1);
      const found = await box.list(partner, {
        limit: told + 1,
        ...(after === undefined ? {} : { after }),
        ...(types.length === 0 ? {} : { types }),
      });
      return { entries: found.slice(0, told), more: found.length > told };
    },
    async GetMessage({ id, form = 'document' }, { partner }) {
      const found = await box.get(partner, id);
      if (found === undefined) throw new SoapError('soap-message-not-there', { id });
      const { envelope, content } = found;
      const typed = form === 'document' ? typedForm(forms, envelope, content) : undefined;
      return {
        envelope,
        content: typed === undefined ? { bytes: content } : { document: { certificate: typed } },
      };
    },
    async GetStatus({ certificate }, { partner }) {
      const found = await standings.standingOf(partner, certificate);
      if (found === undefined)
        throw new SoapError('soap-certificate-unknown', { number: certificate.number });
      return { certificate, ...found };
    },
    async ConfirmReceipt(request, { partner, raw }) {
      const { id, seal } = request;
      const statement =
        seal === undefined
          ? statementOf(request, raw)
          : await openReceipt(seal, partner, options.partners.certificatesOf(partner));
      if (statement.message !== id)
        throw new SoapError('soap-envelope-other-id', { id, other: statement.message.slice(0, 100) });
      await reception.acknowledge(partner, statement);
      return { id };
    },
    SubmitVerificationResult: (request, asking) => submit('SubmitVerificationResult', request, asking),
    OpenInquiry: (request, asking) => submit('OpenInquiry', request, asking),
    AnswerInquiry: (request, asking) => submit('AnswerInquiry', request, asking),
    Validate: ({ document }, { language }) => Promise.resolve(examined(options.words, document, language)),
  };
}

/** A receipt that is proved by the message that brought it. */
function statementOf(request: RequestOf<'ConfirmReceipt'>, raw: Uint8Array): ReceiptStatement {
  const { id, level, outcome, at, findings } = request;
  return {
    message: id,
    level,
    outcome,
    at: parseInstant(at)?.toISOString() ?? at,
    findings: findings.map(({ sentence, ...finding }) => ({
      ...finding,
      values: sentence === undefined ? {} : { sentence },
    })),
    bytes: raw,
  };
}

function typedForm(
  forms: TypedForms,
  { dialect, digest }: Envelope,
  content: Uint8Array,
): Uint8Array | undefined {
  return dialect.startsWith('sps-certificate:') ? forms.of(digest, content) : undefined;
}

/** Sealed bytes mean nothing without their envelope; and an envelope must be of this very message. */
function checkEnvelope(
  { id, envelope }: RequestOf<SubmissionName>,
  type: Envelope['type'],
  isTyped: boolean,
): void {
  if (envelope === undefined) {
    if (!isTyped) throw new SoapError('soap-envelope-missing');
    return;
  }
  if (envelope.id !== id) throw new SoapError('soap-envelope-other-id', { id, other: envelope.id });
  if (envelope.type !== type) throw new SoapError('soap-envelope-other-type', { type: envelope.type });
}

/** How a document would be read; the findings of the very readers that the intake has. */
function examined(words: Catalogue, document: Uint8Array, language: Language): ResponseOf<'Validate'> {
  const findings = findingsOf(document);
  return {
    usable: !findings.some(({ level }) => level === 'SEVERE'),
    findings: findings.slice(0, MOST_FINDINGS).map(({ values, ...finding }) => ({
      ...finding,
      sentence: say(words, language, finding.code, values),
    })),
  };
}

function findingsOf(bytes: Uint8Array): readonly Finding[] {
  const opening = openXml(bytes);
  if (!opening.opened) {
    const { refusal, values } = opening;
    return [{ area: 'Schema', level: 'SEVERE', code: refusal, path: '/', values }];
  }
  const { document } = opening;
  try {
    return readCertificate(document.root).findings;
  } finally {
    document.close();
  }
}
