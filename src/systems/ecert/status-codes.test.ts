import { describe, expect, test } from 'vitest';
import { ENDING_STATUSES } from '../../standards/index.ts';
import { stateOfStatus, statusOfState } from './status-codes.ts';
import { CERTIFICATE_STATES } from './states.ts';

describe('the table of status codes', () => {
  test.each(CERTIFICATE_STATES)('the code written for %s reads back as it', (state) => {
    expect(stateOfStatus(statusOfState(state))).toBe(state);
  });
  test('the codes we write are those of the certificate standards', () => {
    const written = CERTIFICATE_STATES.map((state) => statusOfState(state));
    expect(written).toEqual(['47', '70', '40', '44', '64', '49']);
  });
  test('a partner’s road takes the same codes for the end of a certificate', () => {
    const written = (['withdrawn', 'replaced', 'cancelled'] as const).map(statusOfState);
    expect(written).toEqual(ENDING_STATUSES);
  });
  test('a code of another list names no state', () => {
    expect(stateOfStatus('146')).toBeUndefined();
    expect(stateOfStatus('')).toBeUndefined();
  });
});
