import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { CounterfoilError } from '../base/index.ts';
import { createLogger } from './logging.ts';

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  let text = '';
  const destination = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  write(createLogger('info', destination));
  return text;
}

describe('logs', () => {
  it('an error is logged by name, code and places, never by its message', () => {
    const cause = new Error('Key (number)=(SECRET-1) already exists');
    const faults = [{ code: 'some-fault', path: '/secret', values: { given: 'SECRET-2' } }];
    const error = new CounterfoilError('some-code', { value: 'SECRET-3' }, { cause, faults });
    const text = logged((log) => log.error({ err: error }, 'request failed'));
    expect(text).not.toMatch(/SECRET|secret/);
    expect(text).toContain('some-code');
    expect(text).toContain('some-fault');
    expect(text).toContain('logging.test.ts');
  });

  it('a message of many lines leaves none of them in the places', () => {
    const text = logged((log) => log.error({ err: new Error('SECRET\n    at SECRET (x:1:1)') }, 'x'));
    expect(text).not.toContain('SECRET');
    expect(text).toContain('logging.test.ts');
  });

  it('requests, answers and things that are no errors say nothing of themselves', () => {
    const text = logged((log) =>
      log.info({ req: { url: 'SECRET' }, res: { body: 'SECRET' }, err: 'SECRET' }, 'x'),
    );
    expect(text).not.toContain('SECRET');
  });
});
