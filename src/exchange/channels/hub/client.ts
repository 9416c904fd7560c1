import { utf8 } from '../../../base/index.ts';
import { readCertificatesPem } from '../../../crypto/index.ts';
import type { Caller } from '../../index.ts';
import { SoapError } from '../soap/index.ts';
import {
  NAMESPACES,
  soapAction,
  type OperationName,
  type RequestOf,
  type ResponseOf,
} from './definition/index.ts';
import { HubError } from './error.ts';
import { readResponse, writeRequest } from './message/codec.ts';
import {
  carriedEnvelopes,
  MAXIMUM_MESSAGE,
  readFault,
  withMessage,
  writeEnvelope,
  type CarriedEnvelope,
} from './message/envelope.ts';

/** The Hub's own words for what it does not carry out. */
export class HubFault extends HubError {
  constructor(said: string) {
    super('hub-faulted', { said });
  }
}

export interface HubAnswer<Name extends OperationName> {
  readonly value: ResponseOf<Name>;
  readonly carried: readonly CarriedEnvelope[];
  /** As it came. */
  readonly bytes: Uint8Array;
}

/** Where a Hub is, and how calls go there: with the client certificate of this house, where it has one. */
export interface HubRoad {
  readonly url: string;
  /** PEM. */
  readonly authorities: string;
  readonly call: Caller;
  readonly signal: AbortSignal;
}

/**
 * Has a Hub carry out an act. @throws {HubFault} for its refusal, {HubError} `hub-answer-unfit` for whatever proves nothing: a
 * page of the gate before it (a refused certificate comes as HTTP 403 or 502), a fault of its own, an answer to something else.
 */
export async function callHub<Name extends OperationName>(
  { url, authorities, call, signal }: HubRoad,
  name: Name,
  request: RequestOf<Name>,
  carried: readonly CarriedEnvelope[] = [],
): Promise<HubAnswer<Name>> {
  const posted = await call({
    method: 'POST',
    url,
    headers: {
      'content-type': 'text/xml; charset=utf-8',
      accept: 'text/xml',
      soapaction: `"${soapAction(name)}"`,
    },
    body: utf8(writeEnvelope(writeRequest(name, request), carried)),
    signal,
    maximumAnswer: MAXIMUM_MESSAGE,
    authorities: readCertificatesPem(authorities),
  });
  const { status, body } = posted;
  if (status !== 200 && status !== 500)
    throw new HubError('hub-answer-unfit', { reason: `HTTP ${String(status)}` });
  try {
    return withMessage(body, (message, document) => {
      const fault = readFault(message);
      if (fault?.isTheirs === true) throw new HubFault(fault.sentence);
      const { content, blocks } = message;
      const isAnswer = content.name === `${name}Response` && content.namespace === NAMESPACES.hub;
      if (fault !== undefined || !isAnswer || status !== 200)
        throw new HubError('hub-answer-unfit', { reason: fault?.sentence ?? content.name.slice(0, 100) });
      return { value: readResponse(name, content, document), carried: carriedEnvelopes(blocks), bytes: body };
    });
  } catch (error) {
    if (!(error instanceof SoapError)) throw error;
    throw new HubError('hub-answer-unfit', { reason: error.code }, { cause: error });
  }
}
