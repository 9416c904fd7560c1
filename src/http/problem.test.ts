import { describe, expect, it } from 'vitest';
import { CounterfoilError } from '../base/index.ts';
import { DatabaseError } from '../database/index.ts';
import { HTTP_CODES, HttpError, REQUEST_FAULTS } from './codes.ts';
import { problemOf } from './problem.ts';
import { RefusalError } from './refusal.ts';
import { STATUSES } from './statuses.ts';
import { httpWords } from './words.ts';

describe('problems', () => {
  it('carry a stable type, the status of the table, a sentence in the caller’s language and the request number', () => {
    expect(problemOf(new HttpError('request-limit', { seconds: 7 }), httpWords, 'zh', 'r1')).toEqual({
      type: '/problems/request-limit',
      title: '请求过多',
      status: 429,
      code: 'request-limit',
      detail: '请求过于频繁，请在 7 秒后重试。',
      instance: '/problems/request-limit#r1',
    });
  });

  it.each([
    new Error('secret of the house'),
    new TypeError('secret of the house'),
    new CounterfoilError('no-such-code', { secret: 'secret of the house' }),
    new DatabaseError('database-fault', { state: 'secret of the house' }),
    new DatabaseError('database-unique-violation', { constraint: 'secret of the house' }),
    'secret of the house',
    undefined,
  ])('an error that is no caller’s business leaves as internal-fault without a word of it (%s)', (error) => {
    const problem = problemOf(error, httpWords, 'en', 'r1');
    expect(problem).toMatchObject({ status: 500, code: 'internal-fault' });
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  it('a database that is away is 503, not a fault of the caller', () => {
    expect(problemOf(new DatabaseError('database-unavailable'), httpWords, 'en', 'r1')).toMatchObject({
      status: 503,
      code: 'service-unavailable',
    });
  });

  it('a refused document keeps its code and lists faults with the level and area of their findings', () => {
    const finding = {
      area: 'MandatoryElements',
      level: 'SEVERE',
      code: 'missing-element',
      path: '/SPSCertificate/SPSExchangedDocument/ID',
      values: {},
    } as const;
    const warning = { ...finding, level: 'WARNING', code: 'odd', path: '/SPSCertificate' } as const;
    const { code, path, values } = finding;
    const error = new RefusalError({
      code: 'certificate-refused',
      faults: [
        { code, path, values },
        { code: 'authority-unknown', path: '', values: {} },
      ],
      findings: [finding, warning],
    });
    const problem = problemOf(error, httpWords, 'en', 'r1');
    expect(problem).toMatchObject({ status: 422, code: 'certificate-refused' });
    expect(problem.errors?.map((entry) => [entry.code, entry.level, entry.area])).toEqual([
      ['missing-element', 'SEVERE', 'MandatoryElements'],
      ['authority-unknown', 'SEVERE', 'Request'],
      ['odd', 'WARNING', 'MandatoryElements'],
    ]);
  });

  it('a refusal by a code of the readers that the table does not list is 422', () => {
    const faults = [{ code: 'unknown-unit', path: '/a', values: {} }];
    const error = new RefusalError({ code: 'unknown-unit', faults, findings: [] });
    expect(problemOf(error, httpWords, 'en', 'r1')).toMatchObject({ status: 422, code: 'unknown-unit' });
  });

  it('what the framework refuses has codes of ours', () => {
    const refused = (code: string): unknown => Object.assign(new Error('x'), { code });
    expect(problemOf(refused('FST_ERR_CTP_BODY_TOO_LARGE'), httpWords, 'en', 'r').code).toBe(
      'request-too-large',
    );
    expect(problemOf(refused('FST_ERR_BAD_URL'), httpWords, 'en', 'r').code).toBe('request-malformed');
    expect(problemOf(refused('FST_ERR_SOMETHING_ELSE'), httpWords, 'en', 'r').code).toBe('internal-fault');
  });
});

describe('words of this room', () => {
  const { en = {} } = httpWords;
  it('say every code, every fault and every status of ours', () => {
    for (const key of [...HTTP_CODES, ...REQUEST_FAULTS]) expect(en[key], key).toBeTypeOf('string');
    for (const status of new Set(Object.values(STATUSES))) {
      expect(en[`problem-${String(status)}`], String(status)).toBeTypeOf('string');
    }
  });
});
