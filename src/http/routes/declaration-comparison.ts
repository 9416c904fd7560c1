import type { DeclarationComparison } from '../../systems/customs/declaration/index.ts';
import type { Finding } from '../../verification/facts/index.ts';
import { isOfficial, shownReason } from '../services/declarations.ts';
import type { Caller } from '../services/access.ts';
import type { Reader } from '../shapes.ts';
import { sidesOfFinding } from './declaration-sides.ts';

/** Who reads, and in which language. */
interface Telling extends Reader {
  readonly caller: Pick<Caller, 'scope'>;
}

/** Declaration and certificates side by side, as the last decision saw them. */
export function comparisonOf(
  { entry, version, decision: stored, accounts }: DeclarationComparison,
  telling: Telling,
): object {
  const outcomes = new Map(stored?.decision.items.map(({ item, outcome }) => [item, outcome]));
  return {
    declaration: entry.id,
    number: entry.number,
    ...(stored === undefined ? {} : { place: stored.place, outcome: stored.decision.outcome }),
    items: version.facts.items.map(({ item, commodity, description }) => ({
      item,
      commodity,
      ...(description === undefined ? {} : { description }),
      ...(outcomes.has(item) ? { outcome: outcomes.get(item) } : {}),
      findings: findingsOf(item, stored, telling),
    })),
    accounts: accounts.map(({ country, authority, number, lines }) => ({
      certificate: { country, authority, number },
      lines,
    })),
  };
}

function findingsOf(
  item: number,
  stored: DeclarationComparison['decision'],
  telling: Telling,
): readonly object[] {
  if (stored === undefined) return [];
  return stored.decision.findings
    .filter((finding) => finding.item === item)
    .map((finding) => ({
      ...sidesOfFinding(known(finding, telling), stored.input, telling),
      outcome: finding.outcome,
      reasons: finding.reasons.map((reason) => shownReason(reason, telling)),
      shadow: isOfficial(telling.caller) ? finding.shadow.map((reason) => shownReason(reason, telling)) : [],
    }));
}

/** How many others draw on a certificate is for officials. */
function known(finding: Finding, { caller }: Telling): Finding {
  if (isOfficial(caller)) return finding;
  const { 'quantity.claimants': _claimants, ...facts } = finding.facts;
  return { ...finding, facts };
}
