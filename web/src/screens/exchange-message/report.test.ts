import { describe, expect, it } from 'vitest';
import { runOf } from './report.ts';

const check = {
  id: 'post-again',
  way: 'you-send',
  clause: '4.1',
  expected: '200',
  found: '200',
  passed: true,
};
const report = { form: 'conformance-report:1', begun: '2026-06-01T12:00:00Z', ended: '2026-06-01T12:05:00Z' };

function signed(value: unknown): Uint8Array {
  const payload = Buffer.from(JSON.stringify(value)).toString('base64url');
  return new TextEncoder().encode(`e30.${payload}.AAAA`);
}

describe('a conformance run', () => {
  it('is what the payload of the report says', () => {
    const { way: _, ...shown } = check;
    expect(runOf(signed({ ...report, results: [check] }))).toEqual({
      begun: report.begun,
      ended: report.ended,
      checks: [shown],
    });
  });

  it('has not passed what a report calls passed though something else was found', () => {
    const run = runOf(signed({ ...report, results: [{ ...check, found: '409 冲突' }] }));
    expect(run?.checks).toMatchObject([{ found: '409 冲突', passed: false }]);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['bytes that are no text', new Uint8Array([0xff, 0x2e, 0xff])],
    ['no base64', new TextEncoder().encode('e30.@@.AAAA')],
    ['another form', signed({ ...report, form: 'receipt:1', results: [] })],
    ['no results', signed(report)],
    ['no object', signed(null)],
  ])('is not made of %s', (_, bytes) => {
    expect(runOf(bytes)).toBeUndefined();
  });

  it('shows no more than it can of a report without end', () => {
    const results = Array.from({ length: 5_000 }, () => ({ ...check, found: 'x'.repeat(5_000) }));
    const run = runOf(signed({ ...report, results }));
    expect([run?.checks.length, run?.checks[0]?.found.length]).toEqual([500, 400]);
  });
});
