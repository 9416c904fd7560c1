/** RFC 9457, as the API answers it; `detail` is a sentence in the language that was asked for. */
export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly instance?: string;
  readonly errors?: readonly ProblemEntry[];
  /** Of `step-up-required`: by what this person can prove who they are. */
  readonly factors?: readonly string[];
}

export interface ProblemEntry {
  readonly code: string;
  /** RFC 6901 pointer into the request. */
  readonly path: string;
  readonly level: string;
  readonly area: string;
  readonly detail: string;
}

/** Something the API refused, or that never reached it (`connection-lost`, status 0). */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** The problem behind anything that was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return {
    code: 'window-fault',
    status: 0,
    title: '',
    detail: error instanceof Error ? error.message : String(error),
  };
}

export function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    'detail' in value &&
    typeof value.detail === 'string'
  );
}
