import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import { Badge } from '../../pieces/state-badge.tsx';

interface Finding {
  readonly level: string;
  readonly code: string;
  readonly path: string;
  readonly told: string;
}

const TONES = { SEVERE: 'failed', WARNING: 'warning', INFO: 'compare' } as const;

function isLevel(level: string): level is keyof typeof TONES {
  return level in TONES;
}

/** What a reader found in a message, the place of each beside it. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  const { sayFirst } = useReader();
  return (
    <ul className="plain-list">
      {findings.slice(0, 200).map(({ level, code, path, told }) => (
        <li key={`${code} ${path} ${told}`}>
          <Badge tone={isLevel(level) ? TONES[level] : 'unknown'}>
            {sayFirst([`web-finding-${level}`], level)}
          </Badge>{' '}
          <span dir="auto">{told}</span>
          {path !== '' && <p className="quiet code">{path}</p>}
        </li>
      ))}
    </ul>
  );
}
