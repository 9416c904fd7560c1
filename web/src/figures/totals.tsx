import type { ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import { rounded } from './months.ts';
import './figures.css';

export interface Total {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly amount: number | null;
}

/** Figures as on a board. What is not told says why. */
export function Totals({
  totals,
  nothing,
}: {
  readonly totals: readonly Total[];
  readonly nothing: string;
}): ReactNode {
  const { number } = useReader();
  return (
    <dl className="figure-totals">
      {totals.map(({ name, title, unit, amount }) => {
        const shown = rounded(amount ?? undefined, unit);
        return (
          <div key={name} className="figure-total">
            <dt>{title}</dt>
            <dd className={shown === undefined ? 'few' : undefined}>
              {shown === undefined ? nothing : number(shown)}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
