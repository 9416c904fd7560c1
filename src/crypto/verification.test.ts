import { describe, expect, it } from 'vitest';
import { quantityOf, sealVectors, type SealVector } from './testing/index.ts';
import { verify } from './index.ts';

const vectors = await sealVectors();

/** What a vector says of a verification, in one shape with what came out. */
function outcome({ expected }: SealVector, { report, refusal }: ReturnType<typeof verify>): unknown {
  if ('refusal' in expected) return { refusal: refusal?.code };
  const codes = report.remarks.map(({ code }) => code);
  return {
    indication: report.indication,
    ...(expected.subIndication || report.subIndication ? { subIndication: report.subIndication } : {}),
    ...(expected.remark === undefined
      ? {}
      : { remark: codes.includes(expected.remark) ? expected.remark : codes }),
    ...(expected.authority === undefined ? {} : { authority: report.authority }),
    ...(expected.reads === undefined ? {} : { reads: report.content && quantityOf(report.content) }),
  };
}

describe('verify', () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
    const { xml, trust, time, expectedAuthority } = vector;
    const found = verify(xml, trust, time, expectedAuthority === undefined ? {} : { expectedAuthority });
    expect(outcome(vector, found)).toEqual(vector.expected);
  });

  it('gives no content of a broken seal, in any vector', () => {
    for (const { name, xml, trust, time } of vectors) {
      const { report } = verify(xml, trust, time);
      const isBroken = ['FORMAT_FAILURE', 'HASH_FAILURE', 'SIG_CRYPTO_FAILURE'].includes(
        report.subIndication ?? '',
      );
      if (isBroken) expect(report.content, name).toBeUndefined();
      else if (report.content) expect(quantityOf(report.content), name).toBe('100');
    }
  });
});
