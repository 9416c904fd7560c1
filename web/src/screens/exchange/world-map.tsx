import type { ReactNode } from 'react';
import { LAND, placeOf, type Place } from './places.ts';
import './exchange.css';

/** A partner as a mark on the map. */
export interface Mark {
  readonly key: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Ours, from where the line comes. */
  readonly home: string;
  readonly label: string;
  readonly tone: 'passed' | 'warning' | 'failed' | 'unknown';
}

const SHAPES = { passed: 'circle', warning: 'triangle', failed: 'square', unknown: 'ring' } as const;
const MERIDIANS = [-150, -120, -90, -60, -30, 0, 30, 60, 90, 120, 150];
const PARALLELS = [-30, 0, 30, 60];

/** The whole world in plate carrée: a degree is a unit, both ways; the table beside it says the same. */
export function WorldMap({
  label,
  marks,
}: {
  readonly label: string;
  readonly marks: readonly Mark[];
}): ReactNode {
  const placed = marks.flatMap((mark) => {
    const place = placeOf(mark.country);
    return place === undefined ? [] : [{ ...mark, place, home: placeOf(mark.home) }];
  });
  const homes = [...new Map(placed.map(({ home }) => [String(home), home])).values()];
  return (
    <svg className="world-map" viewBox="-180 -84 360 142" role="img" aria-label={label}>
      <g className="world-net" aria-hidden>
        {MERIDIANS.map((east) => (
          <path key={east} d={`M${east} -84V58`} />
        ))}
        {PARALLELS.map((north) => (
          <path key={north} d={`M-180 ${-north}H180`} />
        ))}
      </g>
      <g className="world-land" aria-hidden>
        {LAND.map((outline) => (
          <polygon key={outline} points={turned(outline)} />
        ))}
      </g>
      <g className="world-roads" aria-hidden>
        {placed.map(({ key, place, home, tone }) =>
          home === undefined ? undefined : <path key={key} data-tone={tone} d={arc(home, place)} />,
        )}
      </g>
      {homes.map((home) =>
        home === undefined ? undefined : (
          <circle key={String(home)} className="world-home" cx={home[0]} cy={-home[1]} r={2.5} />
        ),
      )}
      {placed.map(({ key, place: [east, north], tone, label: name }) => (
        <g key={key} className="world-mark" data-tone={tone} transform={`translate(${east} ${-north})`}>
          <title>{name}</title>
          <path d={DRAWN[SHAPES[tone]]} />
          <text y={-6} textAnchor={east > 140 ? 'end' : east < -140 ? 'start' : 'middle'}>
            {name}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** States differ in shape, not by colour alone. */
const DRAWN = {
  circle: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0Z',
  triangle: 'M0 -4L4 3.5H-4Z',
  square: 'M-3.5 -3.5H3.5V3.5H-3.5Z',
  ring: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0Z',
} as const;

/** North is up, and y grows downwards. */
function turned(outline: string): string {
  return outline
    .split(' ')
    .map((degrees, index) => (index % 2 === 0 ? degrees : String(-Number(degrees))))
    .join(' ');
}

function arc([fromEast, fromNorth]: Place, [toEast, toNorth]: Place): string {
  const bend = Math.min(30, Math.abs(toEast - fromEast) / 4);
  const middle = `${(fromEast + toEast) / 2} ${-Math.min(80, (fromNorth + toNorth) / 2 + bend)}`;
  return `M${fromEast} ${-fromNorth}Q${middle} ${toEast} ${-toNorth}`;
}
