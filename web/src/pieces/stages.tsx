import type { ReactNode } from 'react';
import type { Tone } from './state-badge.tsx';
import './stages.css';

/** One stage on a way that has an order. */
export interface Stage {
  readonly name: string;
  /** Said. */
  readonly title: string;
  readonly tone?: Tone;
}

/** The way of something through its stages: what is behind it, where it stands, what may come. */
export function Stages({
  label,
  stages,
  current,
}: {
  readonly label: string;
  readonly stages: readonly Stage[];
  /** Name of the stage it stands at. */
  readonly current: string;
}): ReactNode {
  const place = stages.findIndex(({ name }) => name === current);
  return (
    <ol className="stages" aria-label={label}>
      {stages.map(({ name, title, tone = 'compare' }, index) => (
        <li
          key={name}
          data-passed={index < place}
          {...(index === place ? { 'aria-current': 'step', 'data-tone': tone } : {})}
        >
          {title}
        </li>
      ))}
    </ol>
  );
}
