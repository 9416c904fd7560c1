import { minusDecimals } from '../../cases/exact.ts';
import type { Quantities } from '../../cases/quantity-parts.ts';
import type { ComparedFinding, Comparison } from '../../cases/reading.ts';

type Account = Comparison['accounts'][number];

/**
 * What a bar shows of a finding: as it was decided on, with the share of others parted into used and held where the account, as it
 * is now, is of the same unit.
 */
export function barQuantities(
  finding: ComparedFinding,
  accounts: readonly Account[],
): Quantities | undefined {
  const { quantity, certificate } = finding;
  if (quantity?.unit === undefined || quantity.certified === undefined) return undefined;
  const { unit, certified, declared, taken, available, tolerance, excess } = quantity;
  const line = accounts
    .find((account) => isSame(account.certificate, certificate))
    ?.lines.find((each) => each.line === certificate?.line && each.unit === unit);
  const consumed = line?.consumed;
  const parted =
    taken === undefined || consumed === undefined || !(Number(consumed) <= Number(taken))
      ? { held: taken }
      : { used: consumed, held: minusDecimals(taken, consumed) };
  return { unit, certified, own: declared, free: left(available, declared), tolerance, excess, ...parted };
}

interface Named {
  readonly country: string;
  readonly authority: string;
  readonly number: string;
}

function isSame(left: Named, right: Named | undefined): boolean {
  return (
    left.country === right?.country && left.authority === right.authority && left.number === right.number
  );
}

/** What is left of what was available, when this declaration has taken its own. */
function left(available: string | undefined, own = '0'): string | undefined {
  const rest = available === undefined ? undefined : minusDecimals(available, own);
  return rest?.startsWith('-') === true ? '0' : rest;
}
