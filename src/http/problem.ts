import {
  CounterfoilError,
  say,
  type Catalogue,
  type Fault,
  type Finding,
  type Language,
} from '../base/index.ts';
import { HttpError } from './codes.ts';
import { RefusalError } from './refusal.ts';
import { isKnownCode, statusOf, type ProblemStatus } from './statuses.ts';

/** One fault of a refused request, with its sentence (RFC 9457 §3 extension member `errors`). */
export interface ProblemEntry {
  readonly code: string;
  /** JSON Pointer into the body, `/query/…`, `/path/…` or `/header/…` into the request, or an XPath into a document. */
  readonly path: string;
  readonly level: string;
  readonly area: string;
  readonly detail: string;
}

/** An RFC 9457 problem. `type` is a stable relative reference to a page that explains the code. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: ProblemStatus;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly ProblemEntry[];
  /** What the caller could prove themselves by, where a recent proof is wanted. */
  readonly factors?: readonly string[];
  /** The code that OAuth clients look for (RFC 6749 §5.2). */
  readonly error?: string;
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

const OAUTH_ERRORS: Readonly<Record<string, string>> = {
  'assertion-refused': 'invalid_client',
  'token-scope-unfit': 'invalid_scope',
};

/** A problem lists at most so many faults; `errors` is a help, not a report. */
const MAXIMUM_ENTRIES = 500;

/**
 * The problem that an error is told as. An error that is not ours, or whose code has no status, becomes `internal-fault`:
 * nothing of it leaves the house.
 */
export function problemOf(error: unknown, words: Catalogue, language: Language, requestId: string): Problem {
  const known = knownError(error);
  const status = statusOfError(known);
  const errors = known.faults.slice(0, MAXIMUM_ENTRIES).map((fault) => entryOf(fault, words, language));
  const oauth = Object.hasOwn(OAUTH_ERRORS, known.code) ? OAUTH_ERRORS[known.code] : undefined;
  return {
    type: `/problems/${known.code}`,
    title: say(words, language, `problem-${status}`),
    status,
    code: known.code,
    detail: say(words, language, known.code, known.values),
    instance: `/problems/${known.code}#${requestId}`,
    ...(errors.length > 0 ? { errors } : {}),
    ...(known.code === 'step-up-required'
      ? { factors: String(known.values['factors'] ?? '').split(' ') }
      : {}),
    ...(oauth === undefined ? {} : { error: oauth }),
  };
}

/**
 * The error itself when a caller may know of it. A fault of ours is told as `internal-fault` whatever it is; what the
 * database cannot do now as `service-unavailable`.
 */
export function knownError(error: unknown): CounterfoilError {
  if (error instanceof RefusalError) return error;
  if (error instanceof CounterfoilError && isKnownCode(error.code)) {
    const status = statusOf(error.code);
    // The class's parameter is lost by instanceof; the code was just found in the table.
    if (status < 500 || error instanceof HttpError) return error as CounterfoilError;
    return new HttpError(status === 503 ? 'service-unavailable' : 'internal-fault', {}, { cause: error });
  }
  return new HttpError(frameworkCode(error), {}, { cause: error });
}

/** The status of an error that {@link knownError} gave. */
function statusOfError(error: CounterfoilError): ProblemStatus {
  if (isKnownCode(error.code)) return statusOf(error.code);
  return error instanceof RefusalError ? 422 : 500;
}

/** Reads the refusals that the framework makes before our code is reached. */
function frameworkCode(error: unknown): HttpError['code'] {
  if (!(error instanceof Error) || !('code' in error)) return 'internal-fault';
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return 'request-too-large';
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return 'request-media-type';
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_CTP_EMPTY_TYPE':
    case 'FST_ERR_BAD_URL':
      return 'request-malformed';
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return 'request-target-too-long';
    default:
      return 'internal-fault';
  }
}

/** A finding on a document, or any fault with `level` and `area`, keeps them; a fault of the request is SEVERE. */
export function entryOf(fault: Fault | Finding, words: Catalogue, language: Language): ProblemEntry {
  return {
    code: fault.code,
    path: fault.path,
    level: 'level' in fault ? fault.level : 'SEVERE',
    area: 'area' in fault ? fault.area : 'Request',
    detail: say(words, language, fault.code, fault.values),
  };
}
