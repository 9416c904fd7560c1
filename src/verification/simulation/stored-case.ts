import type { Session } from '../../database/index.ts';
import type { CaseInput } from '../deciding/index.ts';
import type { Decision } from '../facts/index.ts';
import { STATEMENTS } from './lib/statements.ts';

/** What the last decision on a case was made from, and what it was; undefined where the session's scope has no such case. */
export async function readStoredCase(
  session: Session,
  claimant: string,
): Promise<{ readonly input: CaseInput; readonly decision: Decision } | undefined> {
  const [row] = await session.query<{ input: CaseInput; decision: Decision }>(STATEMENTS.stored, [claimant]);
  return row;
}
