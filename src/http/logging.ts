import { pino, type DestinationStream, type Logger } from 'pino';
import { CounterfoilError } from '../base/index.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/**
 * Structured logs without content: of a request only its method, route pattern, status, duration, id and caller are
 * ever written, of an error only its name, code and the places it passed. Messages are left out because a parser's or a
 * database's message repeats what it was given.
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      serializers: {
        req: () => undefined,
        res: () => undefined,
        err: describeError,
        error: describeError,
      },
    },
    destination ?? logDestination(1),
  );
}

/**
 * Where log lines go: gathered for a quarter of a second or four kilobytes, for a system call a line would cost more than the
 * line; written out when the process ends.
 */
export function logDestination(to: number | string): DestinationStream {
  return pino.destination({ dest: to, sync: false, minLength: 4_096, periodicFlush: 250 });
}

/** What may be logged of an error. */
export function describeError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    name: error.name,
    code,
    places: placesOf(error),
    ...(error instanceof CounterfoilError && error.faults.length > 0
      ? { faults: error.faults.map((fault) => fault.code).slice(0, 50) }
      : {}),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** The frames of the stack, which stand after the message; the message may hold content, and lines that look like frames. */
function placesOf({ stack = '', message }: Error): readonly string[] {
  const at = stack.indexOf(message);
  if (at < 0) return [];
  return stack
    .slice(at + message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
}
