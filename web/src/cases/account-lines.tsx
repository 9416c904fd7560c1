import type { ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import { AccountHistory } from './account-history.tsx';
import { claimantNumber, type Balance, type BalanceLine } from './balance.ts';
import { minusDecimals, sumDecimals } from './exact.ts';
import { QuantityBar } from './quantity-bar.tsx';

/** An account line by line: how much is left, and who has the rest since when. */
export function AccountLines({
  balance,
  own,
}: {
  readonly balance: Balance;
  /** Number of the declaration that is looked at. */
  readonly own?: string;
}): ReactNode {
  return (
    <div className="stack">
      {balance.lines.map((line) => (
        <LinePart key={line.line} line={line} balance={balance} own={own} />
      ))}
    </div>
  );
}

function LinePart({
  line,
  balance,
  own,
}: {
  readonly line: BalanceLine;
  readonly balance: Balance;
  readonly own: string | undefined;
}): ReactNode {
  const { say, number } = useReader();
  const shares = balance.shares.filter((share) => share.line === line.line);
  const ours = shares.filter(({ claimant }) => claimantNumber(claimant) === own);
  const of = (state: string): string =>
    sumDecimals(ours.filter((share) => share.state === state).map(({ quantity }) => quantity));
  const used = minusDecimals(line.consumed, of('consumed'));
  const held = minusDecimals(line.held, of('held'));
  const free = minusDecimals(line.certified, sumDecimals([line.consumed, line.held]));
  const title = say('web-balance-line', { line: number(line.line) });
  return (
    <section className="stack" aria-label={title}>
      <h3 className="row">
        {title}
        <span className="number quiet">{line.code}</span>
      </h3>
      <QuantityBar
        label={title}
        quantities={{
          unit: line.unit,
          certified: line.certified,
          used,
          held,
          free,
          own: ours.length === 0 ? undefined : sumDecimals(ours.map(({ quantity }) => quantity)),
        }}
      />
      <AccountHistory
        title={title}
        limit={line.certified}
        unit={line.unit}
        shares={shares.map(({ claimant, item, quantity, state, at }) => ({
          key: `${claimant} ${String(item)}`,
          claimant: claimantNumber(claimant),
          line: line.line,
          item,
          quantity,
          unit: line.unit,
          state: state === 'consumed' ? 'consumed' : 'held',
          at,
          isOwn: claimantNumber(claimant) === own,
        }))}
      />
    </section>
  );
}
