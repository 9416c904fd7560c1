import type { Database, Session, Statement } from '../database/index.ts';
import { VerificationFigures } from '../verification/figures/index.ts';
import type { RuleShelf } from '../verification/parameters/index.ts';

const TOUCHED: Statement = {
  name: 'verification-figures-declarations',
  text: `select 'declaration/' || d.country || '/' || d.authority || '/' || d.number as claimant
         from declaration_history h join declaration d on d.id = h.record and d.country = h.country
         where h.leaf = any($1::uuid[])`,
};

/** The figures of verification, told of officials' acts by the declarations' own history. */
export function openVerificationFigures(database: Database, rules: RuleShelf): VerificationFigures {
  return new VerificationFigures({
    database,
    async touched(session: Session, leaves) {
      const rows = await session.query<{ claimant: string }>(TOUCHED, [leaves]);
      return rows.map(({ claimant }) => claimant);
    },
    baseline: async (owner, day) => (await rules.inForce(owner, day)).practice.baselineMinutes,
  });
}
