import { describe, expect, it } from 'vitest';
import { answerNow, openXml as openOnServer } from '../../src/crypto/index.ts';
import { sealVectors, type SealVector } from '../../src/crypto/testing/index.ts';
import { runLater, runNow, verifySeal, type SealReport, type XmlOpener } from '../core/index.ts';
import { answerLater, openXml } from './index.ts';

const vectors = await sealVectors();

function judged<Result>(
  { xml, trust, time, expectedAuthority }: SealVector,
  opener: XmlOpener,
  run: (plan: ReturnType<typeof verifySeal>) => Result,
): Result | 'refused' {
  const opening = opener(xml);
  if (!opening.opened) return 'refused';
  return run(
    verifySeal(opening.document, trust, time, expectedAuthority === undefined ? {} : { expectedAuthority }),
  );
}

describe('the browser gives every seal of the suite the verdict that the server gives', () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', async (_name, vector) => {
    const { expected } = vector;
    const found = await judged<Promise<SealReport>>(vector, openXml, (plan) => runLater(plan, answerLater));
    const onServer = judged<SealReport>(vector, openOnServer, (plan) => runNow(plan, answerNow));
    expect(found).toEqual(onServer);
    if ('refusal' in expected) expect(found).toBe('refused');
    else expect(found).toMatchObject({ indication: expected.indication });
  });
});

it('the suite holds good and hostile seals', () => {
  expect(vectors.length).toBeGreaterThan(60);
});
