import type { Finding } from '../../../base/index.ts';
import type { DeclarationFacts } from '../../../verification/facts/index.ts';
import type { CommodityLookup } from './contract.ts';
import { DeclarationError } from './error.ts';
import type { DeclarationReading } from './reading.ts';

const MOST_FINDINGS = 200;
const MOST_FAULTS = 100;

/**
 * A reading with what its commodity codes give to remark.
 * @throws {DeclarationError} `declaration-invalid` where customs takes no code that the tariff does not have.
 */
export function lookedUp<Read extends Pick<DeclarationReading, 'form' | 'findings'>>(
  reading: Read,
  facts: DeclarationFacts,
  lookup: CommodityLookup | undefined,
): Read {
  const { level, remarks } = lookup?.(facts) ?? { level: 'warning', remarks: [] };
  if (remarks.length === 0) return reading;
  const place = reading.form === 'wco' ? '' : '/declaration';
  const found = remarks.map(({ index, ...remark }) => ({
    ...remark,
    path: `${place}/items/${String(index)}/commodity`,
  }));
  if (level === 'error')
    throw new DeclarationError(
      'declaration-invalid',
      { count: found.length },
      { faults: found.slice(0, MOST_FAULTS) },
    );
  const findings: readonly Finding[] = [
    ...reading.findings,
    ...found.map((each) => ({ area: 'Mapping' as const, level: 'WARNING' as const, ...each })),
  ];
  return { ...reading, findings: findings.slice(0, MOST_FINDINGS) };
}
