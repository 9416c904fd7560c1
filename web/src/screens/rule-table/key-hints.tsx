import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';

const KEYS = [
  ['Enter, ↑ ↓ ← →', 'move'],
  ['Ctrl+D', 'fill'],
  ['Ctrl+Z, Ctrl+Y', 'undo'],
  ['Ctrl+Enter', 'add'],
  ['Alt+Shift+↓', 'duplicate'],
  ['Alt+↑, Alt+↓', 'shift'],
  ['Ctrl+V', 'paste'],
] as const;

/** The keys of the grid, and how a cell is written. */
export function KeyHints(): ReactNode {
  const { say } = useReader();
  return (
    <details>
      <summary>{say('web-rule-keys')}</summary>
      <dl className="rule-keys">
        {KEYS.map(([keys, name]) => (
          <div key={name}>
            <dt dir="ltr">
              <kbd>{keys}</kbd>
            </dt>
            <dd>{say(`web-rule-key-${name}`)}</dd>
          </div>
        ))}
      </dl>
      <p>{say('web-rule-notation')}</p>
      <ul className="plain-list">
        {['CN, NZ', 'not(CN)', '1001*', '>= 5', '[5..10) KGM', 'null', 'not(null)'].map((text) => (
          <li key={text}>
            <code dir="ltr">{text}</code> {say(`web-rule-notation-${nameOf(text)}`)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function nameOf(text: string): string {
  const names: Readonly<Record<string, string>> = {
    'CN, NZ': 'in',
    'not(CN)': 'not',
    '1001*': 'prefix',
    '>= 5': 'from',
    '[5..10) KGM': 'range',
    null: 'absent',
    'not(null)': 'present',
  };
  return names[text] ?? 'in';
}
