import { useId, type ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import { barOf, PARTS, type Quantities } from './quantity-parts.ts';
import './quantity-bar.css';

/**
 * What a line certifies and who has how much of it, as a bar and in figures: used up, held by others, this declaration, free,
 * tolerated, and what goes beyond. Each part has a pattern of its own beside its colour.
 */
export function QuantityBar({
  label,
  quantities,
}: {
  readonly label: string;
  readonly quantities: Quantities;
}): ReactNode {
  const { say, sayFirst, amount } = useReader();
  const pattern = useId();
  const { parts, limit, tolerated } = barOf(quantities);
  const unit = sayFirst([`unit.${quantities.unit}`], quantities.unit);
  const shown = PARTS.filter(
    (name) =>
      quantities[name] !== undefined && (name === 'own' || name === 'free' || !isNothing(quantities[name])),
  );
  return (
    <div className="quantity" role="group" aria-label={label}>
      <svg className="quantity-bar" aria-hidden focusable={false}>
        <defs>
          <pattern id={`${pattern}held`} width="8" height="8" patternUnits="userSpaceOnUse">
            <rect className="part-held-ground" width="8" height="8" />
            <path className="part-held-line" d="M-2 10 10 -2M-2 2 2 -2M6 10 10 6" />
          </pattern>
          <pattern id={`${pattern}own`} width="8" height="8" patternUnits="userSpaceOnUse">
            <rect className="part-own-ground" width="8" height="8" />
            <circle className="part-own-dot" cx="4" cy="4" r="1.6" />
          </pattern>
          <pattern id={`${pattern}excess`} width="8" height="8" patternUnits="userSpaceOnUse">
            <rect className="part-excess-ground" width="8" height="8" />
            <path
              className="part-excess-line"
              d="M-2 10 10 -2M-2 2 2 -2M6 10 10 6M-2 -2 10 10M-2 6 2 10M6 -2 10 2"
            />
          </pattern>
        </defs>
        <rect className="quantity-ground" width={percent(limit)} height="100%" />
        {parts.map(({ name, from, size }) => (
          <rect
            key={name}
            className={`part-${name}`}
            x={percent(from)}
            width={percent(size)}
            height="100%"
            {...(name === 'used' ? {} : { fill: `url(#${pattern}${name})` })}
          />
        ))}
        {tolerated > limit && (
          <line
            className="quantity-tolerated"
            x1={percent(tolerated)}
            x2={percent(tolerated)}
            y1="0"
            y2="100%"
          />
        )}
        <line className="quantity-limit" x1={percent(limit)} x2={percent(limit)} y1="0" y2="100%" />
      </svg>
      <dl className="quantity-parts">
        <div>
          <dt>{say('web-quantity-certified')}</dt>
          <dd className="number">{`${amount(quantities.certified)} ${unit}`}</dd>
        </div>
        {shown.map((name) => (
          <div key={name} data-part={name}>
            <dt>
              <svg className="part-key" aria-hidden focusable={false}>
                <rect
                  className={`part-${name}`}
                  width="100%"
                  height="100%"
                  {...(name === 'held' || name === 'own' || name === 'excess'
                    ? { fill: `url(#${pattern}${name})` }
                    : {})}
                />
              </svg>
              {say(`web-quantity-${name}`)}
            </dt>
            <dd className="number">{`${amount(quantities[name] ?? '0')} ${unit}`}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function isNothing(value: string | undefined): boolean {
  return value === undefined || Number(value) === 0;
}

function percent(share: number): string {
  return `${String(Math.round(share * 10_000) / 100)}%`;
}
