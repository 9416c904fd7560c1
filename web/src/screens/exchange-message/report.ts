/** One check of a conformance run, as its report tells it. */
export interface RunCheck {
  readonly id: string;
  readonly clause: string;
  readonly expected: string;
  readonly found: string;
  readonly passed: boolean;
}

/** What a conformance run found. */
export interface Run {
  readonly begun: string;
  readonly ended: string;
  readonly checks: readonly RunCheck[];
}

/** Most checks that are laid out; no run has as many. */
const MOST = 500;

/**
 * The run that bytes report: the payload of a JWS (compact, RFC 7515 §7.1). Nothing is verified here: the exchange has verified the
 * envelope over these very bytes. Undefined where they are not of the form.
 */
export function runOf(bytes: Uint8Array): Run | undefined {
  try {
    const [, payload = ''] = new TextDecoder('utf-8', { fatal: true }).decode(bytes).split('.');
    const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const plain = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const report: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain));
    const results: unknown = member(report, 'results');
    if (member(report, 'form') !== 'conformance-report:1' || !Array.isArray(results)) return undefined;
    return {
      begun: textOf(report, 'begun'),
      ended: textOf(report, 'ended'),
      checks: results.slice(0, MOST).map((result: unknown) => ({
        id: textOf(result, 'id'),
        clause: textOf(result, 'clause'),
        expected: textOf(result, 'expected'),
        found: textOf(result, 'found'),
        // A report may say of itself what it likes: passed is what is as it was to be.
        passed: member(result, 'passed') === true && textOf(result, 'found') === textOf(result, 'expected'),
      })),
    };
  } catch {
    return undefined;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textOf(value: unknown, name: string): string {
  const text = member(value, name);
  return typeof text === 'string' ? text.slice(0, 400) : '';
}
