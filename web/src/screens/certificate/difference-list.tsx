import type { ReactNode } from 'react';
import { measured } from '../../language/measure.ts';
import { useReader } from '../../language/reader.tsx';
import type { Difference } from './differences.ts';

/** Where two copies differ, in words before it is shown on the sheets. A seal can be copied on to any paper. */
export function DifferenceList({
  differences,
  of,
}: {
  readonly differences: readonly Difference[];
  readonly of: 'copy' | 'seal';
}): ReactNode {
  const reader = useReader();
  const { say, number } = reader;
  const told = (texts: readonly string[]): string =>
    texts.map((text) => measured(text, reader)).join(' · ') || '—';
  if (differences.length === 0 && of === 'seal') {
    return (
      <p className="notice notice-compare" role="status" data-differences={0}>
        <strong>{say('web-compare-seal-same')}</strong> {say('web-compare-seal-same-more')}
      </p>
    );
  }
  if (differences.length === 0) {
    return (
      <p className="notice notice-passed" role="status" data-differences={0}>
        <strong>{say('web-compare-same')}</strong> {say('web-compare-same-more')}
      </p>
    );
  }
  return (
    <div className="notice notice-failed" role="alert" data-differences={differences.length}>
      <h2>{say('web-compare-differs', { count: number(differences.length) })}</h2>
      {of === 'seal' && <p>{say('web-compare-seal-differs')}</p>}
      <div
        className="difference-table"
        role="region"
        aria-label={say('web-compare-differences')}
        tabIndex={0}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">{say('web-compare-field')}</th>
              <th scope="col">{say('web-compare-ours')}</th>
              <th scope="col">{say('web-compare-theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {differences.slice(0, 100).map(({ label, line, here, there }) => (
              <tr key={`${label} ${String(line)}`}>
                <th scope="row">
                  {say(label)}
                  {line !== undefined && ` (${say('face-line')} ${number(line)})`}
                </th>
                <td dir="auto">{told(here)}</td>
                <td dir="auto">{told(there)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
