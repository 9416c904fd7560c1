import { describe, expect, test } from 'vitest';
import { actWords } from '../../../../verify/core/index.ts';
import { applicationRecord } from '../application/index.ts';
import { certificateRecord } from '../certificate-record.ts';
import { inquiryRecord } from '../inquiry/index.ts';
import { REFUSAL_REASONS, resultRecord } from '../results/index.ts';

/** Acts by which records enter the ledger; the others are actions of their lifecycles. */
const ENTERING: Readonly<Record<string, readonly string[]>> = {
  certificate: ['received', 'drafted', 'issued'],
  verification_result: ['given'],
  inquiry: ['opened'],
  application: ['drafted'],
};
/** An application that was given up became no certificate, so no bundle tells of it. */
const UNTOLD = ['lamp-act-application.abandon', 'lamp-state-abandoned'];

describe('the words of a story', () => {
  test('name every act, state and reason of the records that a dossier holds, and nothing else', () => {
    const records = [certificateRecord, resultRecord, inquiryRecord, applicationRecord];
    const keys = records.flatMap(({ name, lifecycle }) => [
      ...[...(ENTERING[name] ?? []), ...lifecycle.actions.keys()].map(
        (action) => `lamp-act-${name.replaceAll('_', '-')}.${action}`,
      ),
      ...lifecycle.states.map((state) => `lamp-state-${state}`),
    ]);
    const wanted = new Set([...keys, ...REFUSAL_REASONS.map((reason) => `lamp-reason-${reason}`)]);
    for (const key of UNTOLD) wanted.delete(key);
    expect(Object.keys(actWords.en ?? {}).toSorted()).toEqual([...wanted].toSorted());
  });
});
