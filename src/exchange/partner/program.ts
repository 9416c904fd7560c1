import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { toBase64 } from '../../base/index.ts';
import { readEnvelope } from '../protocol/index.ts';
import { PartnerError } from './error.ts';
import type { Judgement, PartnerSystem } from './system.ts';

/** How long a program may take for one question, in milliseconds. */
const PATIENCE = 60_000;
const LONGEST_ANSWER = 4_194_304;

/** What a program is asked, and what of it stands in the question. */
export const QUESTIONS = {
  sign: ['method', 'url', 'headers', 'body', 'created', 'expires', 'nonce'],
  seal: ['envelope'],
  receive: ['message'],
  'sign-report': ['type', 'payload'],
} as const;
type Act = keyof typeof QUESTIONS;
type Question<Asked extends Act> = Readonly<Record<(typeof QUESTIONS)[Asked][number], unknown>>;

interface Waiting {
  readonly resolve: (answer: Readonly<Record<string, unknown>>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A partner's system as a program of any language: each line on its standard input is a JSON object with `number` and `act`
 * (`sign`, `seal`, `receive`, `sign-report`), each line that it writes is the answer with the same `number`.
 */
export function programSystem(command: string, parameters: readonly string[]): PartnerSystem {
  const child = spawn(command, parameters, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<number, Waiting>();
  const fail = (cause?: unknown) => {
    for (const { reject } of waiting.values())
      reject(new PartnerError('partner-program-silent', { command }, { cause }));
    waiting.clear();
  };
  child.once('error', fail);
  child.once('exit', () => {
    fail();
  });
  child.stdin.on('error', fail);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = objectOf(line);
    const number = typeof answer['number'] === 'number' ? answer['number'] : 0;
    waiting.get(number)?.resolve(answer);
    waiting.delete(number);
  });
  let last = 0;
  const ask = <Asked extends Act>(
    act: Asked,
    asked: Question<Asked>,
  ): Promise<Readonly<Record<string, unknown>>> => {
    const number = (last += 1);
    const timeout = AbortSignal.timeout(PATIENCE);
    return new Promise((resolve, reject) => {
      waiting.set(number, { resolve, reject });
      timeout.addEventListener('abort', () => {
        waiting.delete(number);
        reject(new PartnerError('partner-program-silent', { command }));
      });
      child.stdin.write(`${JSON.stringify({ number, act, ...asked })}\n`);
    });
  };
  return {
    async sign({ method, targetUri, headers, body }, signing) {
      const request = { method, url: targetUri, headers: Object.fromEntries(headers), body: toBase64(body) };
      const { headers: given } = await ask('sign', { ...request, ...signing });
      const told = typeof given === 'object' && given !== null ? Object.entries(given) : [];
      return new Map(told.map(([name, value]) => [name.toLowerCase(), String(value)]));
    },
    async seal(envelope) {
      const { seal } = await ask('seal', { envelope });
      return readEnvelope({ ...envelope, seal });
    },
    async receive(message): Promise<Judgement> {
      const { receipt, refused } = await ask('receive', { message });
      if (typeof receipt === 'string') return { receipt };
      if (typeof refused === 'string') return { refused: refused.slice(0, 100) };
      throw new PartnerError('partner-program-silent', { command });
    },
    async signReport(type, payload) {
      const { jws } = await ask('sign-report', { type, payload: toBase64(payload) });
      if (typeof jws !== 'string') throw new PartnerError('partner-program-silent', { command });
      return jws;
    },
    close: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) {
          resolve();
          return;
        }
        child.once('exit', () => {
          resolve();
        });
        child.stdin.end();
        child.kill();
      }),
  };
}

function objectOf(line: string): Readonly<Record<string, unknown>> {
  if (line.length > LONGEST_ANSWER) return {};
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
