import { spawn } from 'node:child_process';
import { Buffer } from 'node:buffer';

/** Where a token is and which of its keys signs. */
export interface TokenProgram {
  /** The program that speaks to the token: OpenSC's `pkcs11-tool`. */
  readonly program: string;
  /** The PKCS#11 module of the token's maker. */
  readonly module: string;
  /** Label of the token. */
  readonly token: string;
  /** Identifier of the key in the token (CKA_ID), hex. */
  readonly key: string;
  readonly pin: string;
  /** What the module wants to find in its environment; nothing else of this process's own is handed on. */
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds that one signature may take. */
  readonly timeLimit: number;
}

/** What the program did: `signed`, or why not; `said` is its own text, for the log. */
export type TokenAnswer =
  | { readonly outcome: 'signed'; readonly signature: Uint8Array }
  | { readonly outcome: 'pin-refused' | 'failed' | 'late'; readonly said: string };

const PIN_VARIABLE = 'COUNTERFOIL_TOKEN_PIN';
const SEARCHED = '/usr/local/bin:/usr/bin:/bin';
const LONGEST_ANSWER = 4096;
/** What a module answers when a further attempt could lock the token for good (PKCS #11 v3.1 §5.6.9). */
const REFUSED_PIN = /CKR_PIN_(?:INCORRECT|INVALID|LEN_RANGE|EXPIRED|LOCKED)/;

/**
 * Has a token sign a digest, in a process of its own: a module that hangs or crashes takes nothing else with it. The PIN is in
 * that process's environment, which only its own user can read, never among its parameters, which everybody can.
 */
export function signInToken(settings: TokenProgram, digest: Uint8Array): Promise<TokenAnswer> {
  const { program, module, token, key, pin, environment, timeLimit } = settings;
  const parameters = ['--module', module, '--token-label', token, '--login', '--pin', `env:${PIN_VARIABLE}`];
  const signing = ['--sign', '--mechanism', 'ECDSA', '--signature-format', 'rs', '--id', key];
  return new Promise((resolve) => {
    const child = spawn(program, [...parameters, ...signing], {
      env: { PATH: SEARCHED, ...environment, [PIN_VARIABLE]: pin },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: timeLimit,
      killSignal: 'SIGKILL',
    });
    const [out, said] = [gathered(child.stdout), gathered(child.stderr)];
    // A program that ends early does not read what it is given; its end says so.
    child.stdin.on('error', () => undefined);
    child.stdin.end(digest);
    child.on('error', (error) => resolve({ outcome: 'failed', said: error.message }));
    child.on('close', (status, signal) => {
      const text = said().toString('utf8');
      if (signal === 'SIGKILL') resolve({ outcome: 'late', said: text });
      else if (REFUSED_PIN.test(text)) resolve({ outcome: 'pin-refused', said: text });
      else if (status !== 0) resolve({ outcome: 'failed', said: text });
      else resolve({ outcome: 'signed', signature: new Uint8Array(out()) });
    });
  });
}

/** What a stream says, up to a bound. */
function gathered(stream: NodeJS.ReadableStream): () => Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  stream.on('data', (part: Buffer) => {
    if (length < LONGEST_ANSWER) parts.push(part);
    length += part.length;
  });
  return () => Buffer.concat(parts).subarray(0, LONGEST_ANSWER);
}
