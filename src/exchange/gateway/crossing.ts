import { Buffer } from 'node:buffer';
import { Type, type Static } from 'typebox';
import { canonicalJson, fromUtf8, utf8 } from '../../base/index.ts';
import { openXml } from '../../crypto/index.ts';
import { shapeOf, type Shape } from '../../shapes/index.ts';
import { GatewayError } from './error.ts';
import type { FrameKind } from './frame.ts';

const strict = { additionalProperties: false } as const;
const Content = Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$' });
/** Only these cross: no cookie, no token, nothing that opens more than a partner's own door. */
const REQUEST_HEADERS = [
  'accept',
  'accept-language',
  'content-digest',
  'content-type',
  'signature',
  'signature-input',
  'soapaction',
] as const;
const ANSWER_HEADERS = ['cache-control', 'content-type', 'retry-after'] as const;
const Headers = (names: readonly string[]) =>
  Type.Record(
    Type.String({ pattern: `^(${names.join('|')})$` }),
    Type.String({ maxLength: 8_000, pattern: '^[\\x20-\\x7e\\x80-\\uffff]*$' }),
    strict,
  );

/** The doors of a partner, and nothing else of the server. */
const PARTNER_PATH = '^/(exchange/v1/messages(/[0-9a-f-]{36}(/receipts)?)?|soap/[a-z-]{1,40})$';

const Request = Type.Object(
  {
    method: Type.Enum(['GET', 'POST']),
    path: Type.String({ pattern: PARTNER_PATH }),
    query: Type.String({ maxLength: 500, pattern: '^[A-Za-z0-9=&,.:_~%-]*$' }),
    headers: Headers(REQUEST_HEADERS),
    content: Content,
  },
  strict,
);
const Answer = Type.Object(
  {
    status: Type.Integer({ minimum: 100, maximum: 599 }),
    headers: Headers(ANSWER_HEADERS),
    content: Content,
  },
  strict,
);
const Call = Type.Object(
  {
    method: Type.Enum(['GET', 'POST']),
    url: Type.String({ maxLength: 1_000, pattern: '^https?://' }),
    headers: Headers([
      ...REQUEST_HEADERS,
      'content-length',
      'webhook-id',
      'webhook-signature',
      'webhook-timestamp',
    ]),
    authorities: Type.Array(Type.String({ maxLength: 20_000 }), { maxItems: 20 }),
    maximumAnswer: Type.Integer({ minimum: 0, maximum: 64 * 1024 * 1024 }),
    content: Content,
  },
  strict,
);
const Result = Type.Object(
  {
    status: Type.Integer({ minimum: 0, maximum: 599 }),
    headers: Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 8_000 })),
    content: Content,
  },
  strict,
);

export type CrossingRequest = Static<typeof Request>;
export type CrossingAnswer = Static<typeof Answer>;
export type CrossingCall = Static<typeof Call>;
export type CrossingResult = Static<typeof Result>;

/** What each kind of frame carries. */
export interface Crossings {
  readonly request: CrossingRequest;
  readonly answer: CrossingAnswer;
  readonly call: CrossingCall;
  readonly result: CrossingResult;
}

const SHAPES: { readonly [Kind in FrameKind]: Shape<Crossings[Kind]> } = {
  request: shapeOf(Request),
  answer: shapeOf(Answer),
  call: shapeOf(Call),
  result: shapeOf(Result),
};

/** The body of a frame of a kind, checked anew by whoever reads it. @throws {GatewayError} `gateway-content-unfit`. */
export function readCrossing<Kind extends FrameKind>(kind: Kind, body: Uint8Array): Crossings[Kind] {
  let value: unknown;
  try {
    value = JSON.parse(fromUtf8(body) ?? '');
  } catch {
    throw new GatewayError('gateway-content-unfit', { member: '' });
  }
  return checkedCrossing(kind, value);
}

/** The crossing of a kind that a value is. @throws {GatewayError} `gateway-content-unfit`. */
export function checkedCrossing<Kind extends FrameKind>(kind: Kind, value: unknown): Crossings[Kind] {
  const read = SHAPES[kind].read(value);
  if ('misfit' in read)
    throw new GatewayError('gateway-content-unfit', { member: read.misfit.path.slice(0, 100) });
  const crossing = read.value;
  if (kind === 'request') assertPlain(value as CrossingRequest);
  return crossing;
}

export function writeCrossing(crossing: Crossings[FrameKind]): Uint8Array {
  return utf8(canonicalJson(crossing));
}

export function contentBytes(crossing: { readonly content: string }): Uint8Array {
  return new Uint8Array(Buffer.from(crossing.content, 'base64'));
}

export function contentText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** The headers among those given that may cross with a request or an answer. */
export function crossingHeaders(
  kind: 'request' | 'answer',
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Readonly<Record<string, string>> {
  const names: readonly string[] = kind === 'request' ? REQUEST_HEADERS : ANSWER_HEADERS;
  const some: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (typeof value === 'string') some[name] = value;
  }
  return some;
}

/** Data that somebody will read as data: JSON, or XML without a DOCTYPE and within the bounds. No content where there is none. */
function assertPlain(request: CrossingRequest): void {
  const bytes = contentBytes(request);
  if (bytes.length === 0) return;
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim();
  if (type === 'application/json') {
    try {
      JSON.parse(fromUtf8(bytes) ?? '');
      return;
    } catch {
      throw new GatewayError('gateway-content-unfit', { member: '/content' });
    }
  }
  if (type === 'text/xml' || type === 'application/soap+xml') {
    const opening = openXml(bytes);
    if (opening.opened) {
      opening.document.close();
      return;
    }
  }
  throw new GatewayError('gateway-content-unfit', { member: '/content' });
}
