import { say, toBase64, type Language } from '../../../../base/index.ts';
import { describeCertificate } from '../../../../crypto/index.ts';
import { contentBytes, contentText, readContent } from '../content.ts';
import type { OperationName, RequestOf, ResponseOf, Value } from '../definition/index.ts';
import { HubError } from '../error.ts';
import type { CarriedEnvelope } from '../message/envelope.ts';
import { codeLists } from './code-lists.ts';
import { deliver, headerOf, loadOf, type DeliveringOptions, type Load } from './delivering.ts';
import type { Member } from './members.ts';
import type { QueueState, Waiting } from './queues.ts';

/** Who asks, and what came beside the request. */
export interface Asking {
  readonly caller: Member;
  readonly language: Language;
  readonly carried: readonly CarriedEnvelope[];
}

/** What is answered, and what goes beside it. */
export interface Answer<Name extends OperationName> {
  readonly value: ResponseOf<Name>;
  readonly carried?: readonly CarriedEnvelope[];
}

export type Acts = {
  readonly [Name in OperationName]: (request: RequestOf<Name>, asking: Asking) => Promise<Answer<Name>>;
};

const ENDINGS: ReadonlySet<string> = new Set<QueueState>([
  'Delivered',
  'DeliveredWithWarnings',
  'DeliveredNotReadable',
]);
const LONGEST_REMARK = 4_000;

/** The twenty-seven acts of the Hub. */
export function hubActs(options: DeliveringOptions): Acts {
  return { ...deliveryActs(options), ...queueActs(options), ...memberActs(options), ...listActs(options) };
}

function deliveryActs(options: DeliveringOptions) {
  const act = (load: Load, { caller, language }: Asking) => deliver(options, caller, load, language);
  const beside = ({ carried }: Asking): string | undefined => carried[0]?.text;
  return {
    DeliverEnvelope: async ({ env }, asking) => ({
      value: { DeliverEnvelopeResult: await act(loadOf(env, beside(asking), false), asking) },
    }),
    ValidateAndDeliverEnvelope: async ({ envelope }, asking) => ({
      value: { ValidateAndDeliverEnvelopeResult: await act(loadOf(envelope, beside(asking), true), asking) },
    }),
    DeliverPhytoEnvelope: async ({ ePhytoEnvelope: header }, asking) => ({
      value: { DeliverPhytoEnvelopeResult: await act(typed(header, header.SPSCertificate, asking), asking) },
    }),
    DeliverCountryResponseEnvelope: async ({ CountryResponseEnvelope: header }, asking) => ({
      value: {
        DeliverCountryResponseEnvelopeResult: await act(
          typed(header, header.SPSAcknowledgement, asking),
          asking,
        ),
      },
    }),
    ValidatePhytoXML: async ({ ePhytoXML }, { language }) => {
      const content = contentBytes(ePhytoXML);
      if (content === undefined) throw new HubError('hub-content-missing');
      const { findings } = readContent(content, options.clock());
      return {
        value: {
          ValidationResult: findings.map(({ area, level, code, path, values }) => ({
            area,
            field: path,
            level,
            msg: say(options.words, language, code, values),
          })),
        },
      };
    },
  } satisfies Partial<Acts>;
}

/** A document that came as elements is delivered as the document it is. */
function typed(header: Value<'EnvelopeHeader'>, content: Uint8Array | undefined, { carried }: Asking): Load {
  return { header, content, carried: carried[0]?.text, isValidated: false };
}

function queueActs({ queues, clock }: DeliveringOptions) {
  const settle = async (
    { caller }: Asking,
    number: string,
    state: QueueState,
    remark: string,
  ): Promise<void> => {
    const text = remark.slice(0, LONGEST_REMARK);
    const ending = { state, ...(text === '' ? {} : { remark: text }) };
    const standing = await queues.settle(caller.country, number, ending, clock());
    if (standing === undefined) throw unknown(number);
    if (standing.state !== state) throw new HubError('hub-state-unfit', { state: standing.state });
  };
  return {
    GetImportEnvelopeHeaders: async ({ countryCode }, { caller }) => {
      const from = countryCode === caller.country ? undefined : countryCode;
      const found = await queues.waiting(caller.country, from === '' ? undefined : from);
      return { value: { GetImportEnvelopeHeadersResult: { EnvelopeHeader: found.map(headerOf) } } };
    },
    PULLImportEnvelope: async (_request, { caller }) => {
      const found = await queues.takeSome(caller.country);
      return {
        value: { PULLImportEnvelopesResult: { Envelope: found.map(envelopeOf) } },
        carried: found.flatMap(({ number, carried: text }) => (text === null ? [] : [{ number, text }])),
      };
    },
    PULLSingleImportEnvelope: async ({ hubTrackingNumber: number }, { caller }) => {
      const found = await queues.take(caller.country, number);
      if (found === undefined) throw unknown(number);
      const { carried: text } = found;
      return {
        value: { PULLSingleImportEnvelopeResult: envelopeOf(found) },
        carried: text === null ? [] : [{ number: found.number, text }],
      };
    },
    GetUnderDeliveryEnvelope: async (_request, { caller }) => {
      const found = await queues.underDelivery(caller.country);
      return { value: { GetUnderDeliveryEnvelopeResult: { EnvelopeHeader: found.map(headerOf) } } };
    },
    GetEnvelopeTrackingInfo: async ({ hubTrackingNumber: number }, { caller }) => {
      const found = await queues.find(caller.country, number);
      return {
        value: {
          GetEnvelopeTrackingInfoResult: found === undefined ? absent(caller, number) : headerOf(found),
        },
      };
    },
    SetTrackingInfoUpdate: async ({ header }, asking) => {
      const { HUBTrackingInfo: state = '', hubDeliveryNumber = '', hubDeliveryErrorMessage = '' } = header;
      if (!ENDINGS.has(state)) throw new HubError('hub-state-unfit', { state });
      // It has just been found among them.
      await settle(asking, hubDeliveryNumber, state as QueueState, hubDeliveryErrorMessage);
      return { value: {} };
    },
    AcknowledgeEnvelopeReceipt: async ({ hubTrackingNumber }, asking) => {
      await settle(asking, hubTrackingNumber, 'Delivered', '');
      return { value: {} };
    },
    AdvancedAcknowledgeEnvelopeReceipt: async ({ hubTrackingNumber, warningMessage }, asking) => {
      await settle(asking, hubTrackingNumber, 'DeliveredWithWarnings', warningMessage);
      return { value: { return: hubTrackingNumber } };
    },
    AcknowledgeFailedEnvelopeReceipt: async ({ hubTrackingNumber, message }, asking) => {
      await settle(asking, hubTrackingNumber, 'DeliveredNotReadable', message);
      return { value: { return: hubTrackingNumber } };
    },
  } satisfies Partial<Acts>;
}

function envelopeOf(waiting: Waiting): Value<'Envelope'> {
  return { ...headerOf(waiting), Content: contentText(waiting.content) };
}

function unknown(number: string): HubError {
  return new HubError('hub-envelope-unknown', { number: number.slice(0, 100) });
}

/** The contract has a state for what is not there. */
function absent({ country }: Member, number: string): Value<'EnvelopeHeader'> {
  return {
    From: country,
    To: '',
    CertificateType: 0,
    CertificateStatus: 0,
    NPPOCertificateNumber: '',
    hubDeliveryNumber: number.slice(0, 100),
    HUBTrackingInfo: 'EnvelopeNotExists',
  };
}

function memberActs({ members, words }: DeliveringOptions) {
  /** Whom a member can deal with: those in the same standing. */
  const peers = ({ caller }: Asking): readonly Member[] =>
    members.all().filter(({ isLive }) => isLive === caller.isLive);
  const profile = (member: Member, language: Language): Value<'Nppo'> => {
    const { country, may, certificates } = member;
    const [seal] = certificates.seal;
    const code = (list: 'document-type' | 'document-status', number: number) => ({
      number,
      value: say(words, language, `${list}.${String(number)}`),
    });
    return {
      Country: country,
      Receive: String(may.receive),
      Send: String(may.send),
      AllowedDocument: (may.documents ?? []).map(({ type, status }) => ({
        active: true,
        certificateType: code('document-type', type),
        certificateStatus: code('document-status', status),
      })),
      ...(seal === undefined
        ? {}
        : { Signature: { dn: describeCertificate(seal).subject, certificate: toBase64(seal) } }),
    };
  };
  return {
    GetActiveNppos: async (_request, asking) => ({
      value: { GetActiveNpposResult: { Nppo: peers(asking).map((one) => profile(one, asking.language)) } },
    }),
    GetProfile: async (_request, { caller, language }) => ({
      value: { GetProfileResult: profile(caller, language) },
    }),
    GetAvailableChannels: async (_request, asking) => ({
      value: {
        GetAvailableChannelsResult: {
          Channel: peers(asking).map(({ country, may }) => ({
            Code: country,
            Name: country,
            Receive: may.receive,
            Send: may.send,
          })),
        },
      },
    }),
  } satisfies Partial<Acts>;
}

function listActs({ words }: DeliveringOptions) {
  const lists = ({ language }: Asking) => codeLists(words, language);
  return {
    GetStatements: async (_request, asking) => ({ value: { Statement: lists(asking).statements() } }),
    GetAdditionalDeclarations: async () => ({ value: { AdditionalDeclaration: [] } }),
    GetTreatmentTypes: async (_request, asking) => ({
      value: { TreatmentType: lists(asking).treatmentTypes() },
    }),
    GetIntendedUses: async () => ({ value: { IntendedUse: [] } }),
    GetPesticides: async () => ({ value: { Pesticide: [] } }),
    GetProductDescriptions: async () => ({ value: { ProductDescription: [] } }),
    GetConditions: async () => ({ value: { Condition: [] } }),
    GetUnitMeasures: async (_request, asking) => ({ value: { UnitMeasure: lists(asking).units() } }),
    GetMeanOfTransports: async (_request, asking) => ({
      value: { MeanOfTransport: lists(asking).transports() },
    }),
    GetPackageTypes: async (_request, asking) => ({ value: { PackageType: lists(asking).packageTypes() } }),
  } satisfies Partial<Acts>;
}
