import { PATHS, type Operations } from './definitions.ts';
import { isProblem, ProblemError, type Problem } from './problem.ts';

export type OperationName = keyof Operations;
export type Answer<Name extends OperationName> = Operations[Name]['answer'];

/** What a call needs beside its name: only the parts that its operation has. */
export type Given<Name extends OperationName> = Part<'path', Operations[Name]['path']> &
  Part<'query', Operations[Name]['query']> &
  (Operations[Name]['body'] extends undefined ? unknown : { readonly body: Operations[Name]['body'] }) & {
    /** Sent as If-Match: the version that the person has seen. */
    readonly version?: number | string;
    /** The same for every repetition of one act, so that it has effect once. */
    readonly once?: string;
    /** Another language than the reader's, for what is shown in two. */
    readonly language?: string;
    readonly signal?: AbortSignal;
    /** Goes on when the page is closed; at most 64 KB of it. */
    readonly outlives?: boolean;
  };
type Part<Place extends string, Parameters> = keyof Parameters extends never
  ? unknown
  : object extends Parameters
    ? { readonly [place in Place]?: Parameters }
    : { readonly [place in Place]: Parameters };

/** Whom the calls speak for and in which language; the session and the reader set it. */
interface Manner {
  language: string;
  /** Has the person prove anew who they are; false when they would rather not. Set while somebody is signed in. */
  proveAnew?: ((factors: readonly string[]) => Promise<boolean>) | undefined;
  /** Called when the API no longer knows the session. */
  onSignedOut?: (() => void) | undefined;
}
export const manner: Manner = { language: 'en' };

interface Asked {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly version?: number | string;
  readonly once?: string;
  readonly language?: string;
  readonly signal?: AbortSignal;
  readonly outlives?: boolean;
}

/**
 * Calls an operation of the API and answers what its definition says.
 * @throws {ProblemError} for every refusal, and with the code `connection-lost` where nothing answered.
 */
export async function call<Name extends OperationName>(
  name: Name,
  given: Given<Name>,
): Promise<Answer<Name>> {
  const response = await send(name, given);
  const type = response.headers.get('content-type') ?? '';
  if (response.status === 204) return undefined as Answer<Name>;
  // The server serialises by the very schema that the type was written from.
  return (
    type.startsWith('application/json') ? await response.json() : await response.blob()
  ) as Answer<Name>;
}

/** Calls an operation and answers its bytes as they came. */
export async function callBytes<Name extends OperationName>(
  name: Name,
  given: Given<Name>,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await send(name, given)).arrayBuffer());
}

/** The address of an operation, for links and streams. */
export function addressOf<Name extends OperationName>(name: Name, given: Given<Name>): string {
  const { path = {}, query = {} } = asked(given);
  const [, template] = PATHS[name];
  const place = template.replace(/\{(\w+)\}/g, (_, part: string) =>
    encodeURIComponent(String(path[part] ?? '')),
  );
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(key, String(value));
  }
  const text = parameters.toString();
  return text === '' ? place : `${place}?${text}`;
}

async function send<Name extends OperationName>(
  name: Name,
  given: Given<Name>,
  isRepeated = false,
): Promise<Response> {
  const [method] = PATHS[name];
  const response = await fetch(addressOf(name, given), {
    method,
    credentials: 'same-origin',
    cache: 'no-cache',
    ...carried(asked(given)),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ProblemError({ code: 'connection-lost', status: 0, title: '', detail: '' });
  });
  if (response.ok) return response;
  const problem = await problemIn(response);
  if (response.status === 401 && problem.code === 'authentication-required') manner.onSignedOut?.();
  const mustProve = problem.code === 'step-up-required' && !isRepeated && manner.proveAnew !== undefined;
  if (mustProve && (await manner.proveAnew?.(problem.factors ?? [])) === true) return send(name, given, true);
  throw new ProblemError(problem);
}

/** What a request carries of what it was given. */
function carried({ body, version, once, signal, outlives, language = manner.language }: Asked): RequestInit {
  const isBytes = body instanceof Blob;
  return {
    headers: {
      accept: 'application/json, application/problem+json, */*;q=0.5',
      'accept-language': language,
      ...(body === undefined ? {} : { 'content-type': isBytes ? body.type : 'application/json' }),
      ...(version === undefined ? {} : { 'if-match': `"${String(version)}"` }),
      ...(once === undefined ? {} : { 'idempotency-key': once }),
    },
    ...(body === undefined ? {} : { body: isBytes ? body : JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
    ...(outlives === true ? { keepalive: true } : {}),
  };
}

/** Every operation's parts have these forms, whichever of them it has. */
function asked(given: object): Asked {
  return given;
}

async function problemIn(response: Response): Promise<Problem> {
  const found: unknown = await response.json().catch(() => undefined);
  if (isProblem(found)) return found;
  return { code: 'window-fault', status: response.status, title: '', detail: response.statusText };
}
